// SPDX-License-Identifier: Apache-2.0
// ECDSA with P-256 and SHA-256 as a JSON Web Signature has it (RFC 7518 3.4): the signature is R and S, 32 octets each.
#pragma once

#include <array>
#include <memory>

#include "simulator/base/named.hpp"
#include "simulator/base/random.hpp"

namespace akmasim::crypto::es256 {

using PrivateKey = Secret<"tokenSigningKey", 32>;
using PublicKey = FixedOctets<"tokenVerificationKey", 65>;  // the point, uncompressed: 04, x, y
using Signature = std::array<Octet, 64>;

struct KeyPair {
    PrivateKey private_key;
    PublicKey public_key;
};

Result<KeyPair> make_key_pair(Random& random);  // library
std::string text_of(const PrivateKey& key);     // hexadecimal, for a configuration

class Signer {
public:
    static Result<Signer> from(const PrivateKey& private_key, const PublicKey& public_key);  // invalid: no such key
    Signer(Signer&&) noexcept;
    Signer& operator=(Signer&&) noexcept;
    ~Signer();

    // The nonce of ECDSA comes from `random` (and the key and the digest): the same stream gives the same signature.
    Result<Signature> sign(View data, Random& random) const;

private:
    struct Parts;
    explicit Signer(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

class Verifier {
public:
    static Result<Verifier> from(const PublicKey& key);  // invalid: the point is not on the curve
    Verifier(Verifier&&) noexcept;
    Verifier& operator=(Verifier&&) noexcept;
    ~Verifier();

    [[nodiscard]] bool verify(View data, View signature) const;

private:
    struct Parts;
    explicit Verifier(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace akmasim::crypto::es256
