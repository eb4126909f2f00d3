// SPDX-License-Identifier: Apache-2.0
// Concealing and revealing a subscription identifier: ECIES of TS 33.501 C.3, Profile A (X25519) and Profile B
// (secp256r1).
#pragma once

#include <memory>

#include "simulator/base/names.hpp"
#include "simulator/base/random.hpp"

namespace akmasim::crypto {

enum class Scheme { null = 0, profile_a = 1, profile_b = 2 };

// The home network's private key, prepared once. malformed: the null scheme, or a scalar that its curve does not have.
class HomeNetworkKey {
public:
    static Result<HomeNetworkKey> from(Scheme scheme, const HomeNetworkPrivateKey& private_key);
    HomeNetworkKey(HomeNetworkKey&&) noexcept;
    HomeNetworkKey& operator=(HomeNetworkKey&&) noexcept;
    ~HomeNetworkKey();

    [[nodiscard]] Octets public_key() const;  // 32 octets, or 33 compressed

    struct Parts;
    [[nodiscard]] const Parts& parts() const { return *parts_; }

private:
    explicit HomeNetworkKey(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

// TS 33.501 C.3.2: ephemeral public key || ciphertext || MAC tag; of the null scheme the plaintext itself.
// malformed: a public key that is none.
Result<Octets> conceal(Scheme scheme, View home_network_public_key, View plaintext, Random& random);

// The same with a given ephemeral key, for test vectors.
Result<Octets> conceal_with(const HomeNetworkKey& ephemeral, View home_network_public_key, View plaintext);

// TS 33.501 C.3.3. malformed, always in the same words: too short, no point of the curve, or a tag that does not
// verify.
Result<Octets> reveal(const HomeNetworkKey& key, View scheme_output);

}  // namespace akmasim::crypto
