// SPDX-License-Identifier: Apache-2.0
#include "simulator/keys/kdf.hpp"

#include "simulator/crypto/work.hpp"

namespace akmasim::keys {

crypto::Digest Kdf::derive(View key, Octet fc, std::initializer_list<View> p) {
    crypto::spend(crypto::Operation::kdf);
    thread_local Octets s;
    s.assign(1, fc);
    for (const auto& parameter : p) {
        append(s, parameter);
        // TS 33.220 B.2.1.1: the length follows its parameter, also where it is zero.
        s.push_back(static_cast<Octet>(parameter.size() >> 8));
        s.push_back(static_cast<Octet>(parameter.size()));
    }
    return crypto::hmac_sha256(key, s);
}

void Kdf::tell(std::string_view key, std::initializer_list<std::string_view> from, Octet fc,
               std::initializer_list<View> p, std::string_view clause, View value) const {
    if (!witness_) return;
    Derivation derivation{key, from, hex(View(&fc, 1)), {}, clause, value};
    for (const auto& parameter : p) derivation.p.emplace_back(parameter.begin(), parameter.end());
    witness_(derivation);
}

}  // namespace akmasim::keys
