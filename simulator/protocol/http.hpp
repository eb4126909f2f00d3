// SPDX-License-Identifier: Apache-2.0
// What an SBI message says beside its body. HTTP/2 framing is not modelled: head and body travel in one envelope.
#pragma once

#include <cstdint>
#include <string>

#include "simulator/base/result.hpp"

namespace akmasim {

struct HttpHead {
    std::string method;              // "POST", "PUT", ...; empty in a response
    std::string path;                // percent-encoded, from the first slash; empty in a response
    int status = 0;                  // 0 in a request
    std::string location;            // of a 201
    std::string content_type;        // empty where there is no body
    std::string authorization = {};  // of a request: "Bearer" and an access token (RFC 6750 2.1)
    std::string challenge = {};      // WWW-Authenticate, of a 401 or 403 (RFC 6750 3)
    // Of a request: 3gpp-Sbi-Origination-Timestamp (TS 29.500 5.2.3.3.1, assumed), when what it tells came to be.
    std::string origination_timestamp = {};
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
        visit("originationTimestamp", m.origination_timestamp);
        visit("cacheControl", m.cache_control);
        visit("pragma", m.pragma);
    }
};

// "Tue, 01 Dec 2026 14:30:00.123 GMT", of milliseconds since 1970; and back, malformed: it is none.
std::string sbi_timestamp_of(std::int64_t milliseconds);
Result<std::int64_t> milliseconds_of_sbi_timestamp(const std::string& text);

}  // namespace akmasim
