// SPDX-License-Identifier: Apache-2.0
// JSON Web Tokens (RFC 7519) as a JWS in its compact form (RFC 7515 7.1): three parts in base64url with dots between.
// Signing is crypto's affair, see crypto/es256.hpp.
#pragma once

#include <string>
#include <string_view>

#include "simulator/protocol/body.hpp"

namespace akmasim::jwt {

struct Header {
    static constexpr std::string_view name = "JOSE header";
    std::string alg;  // "ES256" (RFC 7518 3.4)
    std::optional<std::string> typ;
    static void fields(auto& m, auto& visit) {
        visit("alg", m.alg);
        visit("typ", m.typ);
    }
};

struct Token {
    Header header;
    std::string claims;        // a JSON text, not yet looked at
    std::string signed_input;  // what the signature is over: the first two parts and their dot
    Octets signature;
};

// malformed: not three parts of canonical base64url, too long, a header that is no JSON object with `alg`, or one with
// `crit`, as there is no extension that we understand (RFC 7515 4.1.11).
Result<Token> read(std::string_view compact);

std::string signing_input(const Header& header, std::string_view claims);
std::string compact(std::string_view signing_input, View signature);

// The token in an Authorization header "Bearer ..." (RFC 6750 2.1); nullopt: there is none.
std::optional<std::string_view> bearer_of(std::string_view authorization);

}  // namespace akmasim::jwt
