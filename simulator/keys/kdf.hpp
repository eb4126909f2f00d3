// SPDX-License-Identifier: Apache-2.0
// The generic key derivation function of TS 33.220 B.2, and the one place where a derivation can be watched.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/crypto/hash.hpp"

namespace akmasim::keys {

// How a key came to be.
struct Derivation {
    std::string_view key;                // "KAUSF"
    std::vector<std::string_view> from;  // "CK", "IK"
    std::string fc;                      // hexadecimal; empty: not this KDF
    std::vector<Octets> p;               // P0, P1, ...
    std::string_view clause;
    View value;
};

class Kdf {
public:
    using Witness = std::function<void(const Derivation&)>;

    explicit Kdf(Witness witness = {}) : witness_(std::move(witness)) {}

    // TS 33.220 B.2.0: HMAC-SHA-256(key, FC || P0 || L0 || P1 || L1 ...), Li in 2 octets.
    static crypto::Digest derive(View key, Octet fc, std::initializer_list<View> p);

    [[nodiscard]] bool watched() const { return static_cast<bool>(witness_); }
    void tell(std::string_view key, std::initializer_list<std::string_view> from, Octet fc,
              std::initializer_list<View> p, std::string_view clause, View value) const;
    void tell(const Derivation& derivation) const {
        if (witness_) witness_(derivation);
    }

private:
    Witness witness_;
};

}  // namespace akmasim::keys
