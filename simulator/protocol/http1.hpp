// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 messages (RFC 9112) as they cross inside TLS, and their translation from and to CoAP (RFC 8075), so that one
// service answers both. Not modelled: chunked transfer, several messages under one length, trailers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/protocol/coap.hpp"

namespace akmasim::http1 {

inline constexpr std::size_t max_head_octets = 8192;
inline constexpr std::size_t max_body_octets = 8192;

struct Message {
    std::string method;  // of a request
    std::string target;
    int status = 0;  // of a response
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    [[nodiscard]] bool is_request() const { return status == 0; }
    [[nodiscard]] std::string_view header(std::string_view name) const;  // of any case; empty: there is none
    void add(std::string name, std::string value) { headers.emplace_back(std::move(name), std::move(value)); }
};

std::string encode(const Message& message);  // adds Content-Length

class Decoder {
public:
    void feed(View octets) { append(buffer_, octets); }
    // Nothing: more octets are needed. malformed: no HTTP/1.1, a head or body that is too long, a folded or nameless
    // header, a NUL, two lengths that differ, or a transfer coding.
    Result<std::optional<Message>> next();

private:
    Octets buffer_;
};

// RFC 8075 5, 7: method, path, JSON and codes; nothing: CoAP has no such method.
std::optional<coap::Message> coap_request_of(const Message& request);
Message request_of(const coap::Message& request);
Message response_of(const coap::Message& response);
coap::Message coap_response_of(const Message& response, const Octets& token);

}  // namespace akmasim::http1
