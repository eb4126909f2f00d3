// SPDX-License-Identifier: Apache-2.0
// What a scenario needs derived before it starts, for tests that play it on a fabric of their own.
#pragma once

#include "simulator/crypto/authentication_functions.hpp"
#include "simulator/crypto/certificate.hpp"
#include "simulator/crypto/es256.hpp"
#include "simulator/crypto/random.hpp"
#include "simulator/crypto/suci.hpp"
#include "simulator/scenario/configure.hpp"

namespace akmasim::test {

inline std::string public_key(int scheme, const std::string& private_key) {
    const auto octets = HomeNetworkPrivateKey::from_text(private_key);
    if (!octets) return "";
    const auto key = crypto::HomeNetworkKey::from(static_cast<crypto::Scheme>(scheme), *octets);
    return key ? hex(key->public_key()) : "";
}

inline scenario::Certificates certificates(const std::string& fqdn) {
    constexpr std::int64_t long_ago = 0;
    constexpr std::int64_t far_away = 4'000'000'000;
    crypto::SeededRandom random(1, "test CA");
    const auto made = crypto::test_certificates(random, fqdn, long_ago, far_away);
    if (!made) return {};
    return {hex(made->anchor), hex(made->certificate), crypto::text_of(made->key)};
}

inline scenario::TokenKeys token_keys() {
    crypto::SeededRandom random(1, "NRF token keys");
    const auto made = crypto::es256::make_key_pair(random);
    if (!made) return {};
    return {crypto::es256::text_of(made->private_key), hex(made->public_key.view())};
}

inline scenario::Derivers derivers() { return {crypto::opc_text, public_key, certificates, token_keys}; }

}  // namespace akmasim::test
