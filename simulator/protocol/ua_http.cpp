// SPDX-License-Identifier: Apache-2.0
#include "simulator/protocol/ua_http.hpp"

#include <array>

#include "simulator/protocol/http_digest.hpp"
#include "simulator/protocol/readable.hpp"

namespace akmasim::ua {
namespace {

std::string readable(std::string_view text) { return text_or_hex(view_of(text)); }

// RFC 7616 3.3, 3.4; the response value is no secret.
void write_parameters(json::Writer& out, std::string_view key, std::string_view header) {
    const auto digest = http_digest::parameters_of(header);
    out.key(key).open_object();
    if (!digest) {
        out.key("scheme").string(readable(header.substr(0, header.find(' '))));
    } else {
        out.key("scheme").string("Digest");
        for (const auto& [name, value] : *digest) out.key(readable(name)).string(readable(value));
    }
    out.close_object();
}

}  // namespace

bool looks_like_http(View content) {
    constexpr std::array<std::string_view, 5> beginnings{"HTTP/1.1 ", "POST /", "GET /", "PUT /", "DELETE /"};
    for (const auto beginning : beginnings) {
        if (text_of(content).starts_with(beginning)) return true;
    }
    return false;
}

DescribedCoap describe(const http1::Message& message) {
    DescribedCoap described;
    json::Writer out(described.fields_json);
    out.open_object();
    described.name = message.is_request() ? "HttpRequest" : "HttpResponse";
    described.clause = message.is_request() ? "RFC 9110 9" : "RFC 9110 15";
    if (message.is_request()) {
        out.key("method").string(readable(message.method)).key("path").string(readable(message.target));
        const auto agent = message.header("User-Agent");
        if (!agent.empty()) out.key("userAgent").string(readable(agent));
    } else {
        out.key("status").integer(message.status);
    }
    if (const auto header = message.header("Authorization"); !header.empty()) {
        write_parameters(out, "authorization", header);
        if (header.starts_with("Digest ")) described.clause = "TS 33.535 B.1.2";
    }
    if (const auto header = message.header("WWW-Authenticate"); !header.empty()) {
        write_parameters(out, "challenge", header);
        if (header.starts_with("Digest ")) described.clause = "TS 33.535 B.1.2";
    }
    write_json_body(out, message.body);
    out.close_object();
    return described;
}

}  // namespace akmasim::ua
