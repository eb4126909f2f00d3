// SPDX-License-Identifier: Apache-2.0
// A producer's side of OAuth 2.0: whether a request's access token allows it (TS 33.501 13.4.1.1, RFC 6750). Handlers
// hear a request only after this.
#pragma once

#include <string>

#include "simulator/machine/nrf_access.hpp"
#include "simulator/protocol/envelope.hpp"
#include "simulator/protocol/nnrf.hpp"

namespace akmasim {

class TokenCheck {
public:
    static Result<TokenCheck> of(const NrfAccess& access);

    // How a request without a good token is answered. The peer hears the same for each fault of the token itself.
    struct Denial {
        int status;             // 401, or 403 for a scope that does not suffice
        std::string challenge;  // WWW-Authenticate
        std::string why;        // for the record alone
    };
    // The scope that the token grants; empty where the operation asks for no token.
    [[nodiscard]] tl::expected<std::string, Denial> check(const Envelope& request, std::int64_t now_s) const;

private:
    TokenCheck(const NrfAccess& access, crypto::es256::Verifier verifier)
        : nf_type_(access.nf_type), verifier_(std::move(verifier)) {}
    [[nodiscard]] Result<nnrf::AccessTokenClaims> claims_of(std::string_view compact, std::int64_t now_s) const;

    std::string nf_type_;
    crypto::es256::Verifier verifier_;
};

}  // namespace akmasim
