// SPDX-License-Identifier: Apache-2.0
// An NRF's keys and tokens for tests: what it would sign, and what it never would.
#pragma once

#include <fmt/format.h>

#include "simulator/crypto/es256.hpp"
#include "simulator/crypto/random.hpp"
#include "simulator/protocol/jwt.hpp"
#include "simulator/protocol/nnrf.hpp"
#include "tests/nf/stage.hpp"

namespace akmasim::nf::test {

inline const crypto::es256::KeyPair& nrf_keys() {
    static const auto pair = [] {
        crypto::SeededRandom random(1, "NRF keys");
        return crypto::es256::make_key_pair(random).value();
    }();
    return pair;
}

inline const std::string af_id = "5c0e6a1d-93b2-4f7e-8a44-000000000004";
inline const std::string aanf_id = "5c0e6a1d-93b2-4f7e-8a44-000000000003";
inline const std::string ausf_id = "7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11";

inline std::string access(std::string_view nf_type, std::string_view id, std::string_view more = "") {
    return fmt::format(R"({{"nfInstanceId":"{}","nfType":"{}","fqdn":"{}.example.org","tokens":true,"nrfKey":"{}",)"
                       R"("withheld":[]{}}})",
                       id, nf_type, nf_type == "AANF" ? "aanf" : "x", hex(nrf_keys().public_key.view()), more);
}

// What a token says unless a test says otherwise: good for an AF that wants a key, at the start of the clock.
struct Claims {
    std::string aud = "AANF";
    std::string scope = "naanf-akma naanf-akma:applicationkeyget naanf-akma:applicationkeyget:supi-access";
    std::int64_t exp = 1'764'000'060;
    std::string alg = "ES256";
};

inline std::string token(const Claims& said, const crypto::es256::KeyPair& by = nrf_keys()) {
    nnrf::AccessTokenClaims claims{NfInstanceId("9b1d4c36-0f5e-4c1b-8f2a-5e7d3c90a001"), NfInstanceId(af_id), said.aud,
                                   said.scope, said.exp};
    const auto input = jwt::signing_input({said.alg, "JWT"}, body::write(claims));
    crypto::SeededRandom random(1, "nonce");
    const auto signer = crypto::es256::Signer::from(by.private_key, by.public_key).value();
    return jwt::compact(input, signer.sign(view_of(input), random).value());
}

inline Envelope bearing(Envelope request, const std::string& token) {
    request.http->authorization = "Bearer " + token;
    return request;
}

}  // namespace akmasim::nf::test
