// SPDX-License-Identifier: Apache-2.0
// A certification authority for tests: everything follows from the random octets it is given. RFC 5280, RFC 8410.
#pragma once

#include <cstdint>
#include <string>

#include "simulator/base/names.hpp"
#include "simulator/base/random.hpp"

namespace akmasim::crypto {

using CertificateKey = Secret<"certificateKey", 32>;  // Ed25519

struct TestCertificates {
    Octets anchor;       // the CA's own certificate, DER
    Octets certificate;  // of the server, DER
    CertificateKey key;
};

std::string text_of(const CertificateKey& key);  // hexadecimal, for a configuration

// valid_from and valid_to: seconds since 1970. library: OpenSSL did not make it.
Result<TestCertificates> test_certificates(Random& random, const std::string& fqdn, std::int64_t valid_from,
                                           std::int64_t valid_to);

}  // namespace akmasim::crypto
