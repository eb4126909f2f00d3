// SPDX-License-Identifier: Apache-2.0
// What an SBI message says beside its body. HTTP/2 framing is not modelled: head and body travel in one envelope.
#pragma once

#include <string>

namespace akmasim {

struct HttpHead {
    std::string method;              // "POST", "PUT", ...; empty in a response
    std::string path;                // percent-encoded, from the first slash; empty in a response
    int status = 0;                  // 0 in a request
    std::string location;            // of a 201
    std::string content_type;        // empty where there is no body
    std::string authorization = {};  // of a request: "Bearer" and an access token (RFC 6750 2.1)
    std::string challenge = {};      // WWW-Authenticate, of a 401 or 403 (RFC 6750 3)
    std::string cache_control = {};  // of an access token, which nobody may keep (RFC 6749 5.1)
    std::string pragma = {};

    bool operator==(const HttpHead&) const = default;
    static void fields(auto& m, auto& visit) {
        visit("method", m.method);
        visit("path", m.path);
        visit("status", m.status);
        visit("location", m.location);
        visit("contentType", m.content_type);
        visit("authorization", m.authorization);
        visit("challenge", m.challenge);
        visit("cacheControl", m.cache_control);
        visit("pragma", m.pragma);
    }
};

}  // namespace akmasim
