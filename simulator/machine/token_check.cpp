// SPDX-License-Identifier: Apache-2.0
#include "simulator/machine/token_check.hpp"

#include <fmt/format.h>

#include "simulator/protocol/jwt.hpp"
#include "simulator/protocol/sbi.hpp"

namespace akmasim {

Result<TokenCheck> TokenCheck::of(const NrfAccess& access) {
    return TokenCheck(access, TRY(crypto::es256::Verifier::from(access.nrf_key)));
}

tl::expected<std::string, TokenCheck::Denial> TokenCheck::check(const Envelope& request, std::int64_t now_s) const {
    const auto route = sbi::match(request.http->method, request.http->path, request.link);
    if (!route || route->operation->scope.empty()) return std::string();
    const auto realm = fmt::format(R"(Bearer realm="{}")", party_of(request.to));
    const auto bearer = jwt::bearer_of(request.http->authorization);
    // RFC 6750 3.1: who sends no token at all is told no error.
    if (!bearer) return tl::unexpected<Denial>({401, realm, "a request without an access token"});
    const auto claims = claims_of(*bearer, now_s);
    if (!claims) return tl::unexpected<Denial>({401, realm + R"(, error="invalid_token")", claims.error().detail});
    // TS 33.501 13.4.1.1: the scope must hold the service and the operation that is asked for.
    if (!nnrf::covers(claims->scope, route->operation->scope)) {
        return tl::unexpected<Denial>(
            {403, fmt::format(R"({}, error="insufficient_scope", scope="{}")", realm, route->operation->scope),
             fmt::format("an access token for '{}'; expected '{}'", claims->scope, route->operation->scope)});
    }
    return claims->scope;
}

Result<nnrf::AccessTokenClaims> TokenCheck::claims_of(std::string_view compact, std::int64_t now_s) const {
    const auto token = TRY(jwt::read(compact));
    // RFC 8725 3.1: the algorithm is the one that was agreed, whatever the token says; "none" above all is none.
    if (token.header.alg != "ES256") return fail(Cause::unauthorized, "an access token whose algorithm is not ES256");
    // TS 33.501 13.4.1.1: first the signature of the NRF, then what it says.
    if (!verifier_.verify(view_of(token.signed_input), token.signature))
        return fail(Cause::unauthorized, "an access token that the NRF did not sign");
    auto claims = TRY(body::read<nnrf::AccessTokenClaims>(token.claims));
    if (claims.aud != nf_type_)
        return fail(Cause::unauthorized, fmt::format("an access token for {}; this is {}", claims.aud, nf_type_));
    if (claims.exp <= now_s)
        return fail(Cause::unauthorized, fmt::format("an access token that expired {} s ago", now_s - claims.exp));
    return claims;
}

}  // namespace akmasim
