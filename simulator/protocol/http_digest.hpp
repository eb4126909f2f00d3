// SPDX-License-Identifier: Apache-2.0
// The headers of HTTP Digest (RFC 7616 3.3, 3.4), written and read; the computation is keys::digest_response().
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/base/names.hpp"

namespace akmasim::http_digest {

using Parameters = std::vector<std::pair<std::string, std::string>>;

// Of "Digest name=value, name="value""; nothing: another scheme, or not of that form, or a name twice.
std::optional<Parameters> parameters_of(std::string_view header);

// WWW-Authenticate. The realm is 3GPP-bootstrapping-akma@FQDN (TS 33.535 B.1.2).
struct Challenge {
    std::string realm;
    std::string nonce;
    std::vector<std::string> qop;  // "auth", "auth-int"
    bool stale = false;
};
std::string encode(const Challenge& challenge);
std::optional<Challenge> challenge_of(std::string_view header);  // nothing: not Digest with SHA-256 and a qop

// Authorization.
struct Credentials {
    std::string username;
    std::string realm;
    std::string nonce;
    std::string uri;
    std::string qop;
    std::string cnonce;
    std::string nc;  // 8 hexadecimal digits
    std::string response;
};
std::string encode(const Credentials& credentials);
std::optional<Credentials> credentials_of(std::string_view header);

// The other baseline: a bearer token (RFC 6750 2.1) of 64 hexadecimal digits.
std::string bearer(const BearerToken& token);
std::optional<BearerToken> bearer_of(std::string_view header);

}  // namespace akmasim::http_digest
