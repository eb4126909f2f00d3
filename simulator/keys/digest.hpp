// SPDX-License-Identifier: Apache-2.0
// The response of HTTP Digest (RFC 7616 3.4.1) with SHA-256, under K_AF as the password (TS 33.535 B.1.2).
#pragma once

#include <string>
#include <string_view>

#include "simulator/base/names.hpp"

namespace akmasim::keys {

struct DigestInput {
    std::string_view username;
    std::string_view realm;
    std::string_view nonce;
    std::string_view nc;
    std::string_view cnonce;
    std::string_view qop;  // "auth", "auth-int"
    std::string_view method;
    std::string_view uri;
    std::string_view body;  // of auth-int
};

std::string digest_response(const KAf& k_af, const DigestInput& input);
std::string digest_response(std::string_view password, const DigestInput& input);

}  // namespace akmasim::keys
