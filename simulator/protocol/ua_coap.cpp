// SPDX-License-Identifier: Apache-2.0
// What a CoAP message says: method or code, path, and the members of its JSON body with the payload as text.
#include "simulator/protocol/ua_coap.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "simulator/base/json.hpp"
#include "simulator/protocol/body.hpp"
#include "simulator/protocol/msgin5g.hpp"
#include "simulator/protocol/readable.hpp"

namespace akmasim::ua {
namespace {

constexpr std::array<std::string_view, 10> ours{"method", "code",      "path",          "signal",    "token",
                                                "text",   "messageId", "authorization", "challenge", "status"};

void write_payload_text(json::Writer& out, json::Value body) {
    const auto payload = body.member("payload");
    const auto text = payload ? payload->string() : std::nullopt;
    const auto octets = text ? from_base64(*text) : Result<Octets>(tl::unexpect, Error{Cause::malformed, {}});
    if (octets) out.key("text").string(text_or_hex(*octets));
}

// A record's line may not become deeper than its readers go.
bool is_shallow(std::string_view json) {
    constexpr int deepest = 32;
    int depth = 0;
    for (const char c : json) {
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        if (depth > deepest) return false;
    }
    return true;
}

void write_body(json::Writer& out, const coap::Message& message) {
    if (message.payload.empty()) return;
    const auto body = body::detail::shared_document().parse(text_of(message.payload));
    if (!body || body->kind() != json::Kind::object || !is_shallow(text_of(message.payload))) {
        out.key("text").string(text_or_hex(message.payload));
        return;
    }
    for (const auto& [name, value] : body->members()) {
        if (std::find(ours.begin(), ours.end(), name) == ours.end()) out.key(name).raw(value.text());
    }
    write_payload_text(out, *body);
}

std::string_view clause_of(const coap::Message& message) {
    if (!coap::is_request(message.code)) return "RFC 7252 5.2";
    if (message.path() == msgin5g::path) return "TS 24.538 6.1";
    if (message.path() == msgin5g::akma_path) return "TR 33.862 key issue 2 (seed only)";
    return "RFC 7252 5.1";
}

}  // namespace

DescribedCoap describe(const coap::Message& message) {
    DescribedCoap described;
    json::Writer out(described.fields_json);
    out.open_object();
    if (coap::is_signal(message.code)) {
        described.name = "CoapSignal";
        described.clause = "RFC 8323 5";
        out.key("signal").string(coap::signal_name(message.code));
    } else if (coap::is_request(message.code)) {
        described.name = "CoapRequest";
        described.clause = clause_of(message);
        out.key("method").string(coap::method_of(message.code));
        out.key("path").string(text_or_hex(view_of(message.path())));
    } else {
        described.name = "CoapResponse";
        described.clause = clause_of(message);
    }
    out.key("code").string(coap::text_of(message.code));
    if (!message.token.empty()) out.key("token").string(hex(message.token));
    write_body(out, message);
    out.close_object();
    return described;
}

DescribedCoap describe(const coap::Datagram& datagram) {
    auto described = describe(datagram.message);
    if (datagram.message.code == coap::Code::empty) {
        described.name = "CoapAcknowledgement";
        described.clause = "RFC 7252 4.2";
    }
    auto& fields = described.fields_json;
    fields.insert(1, fmt::format(R"("type":"{}","messageId":{},)", coap::name_of(datagram.type), datagram.message_id));
    return described;
}

void write_json_body(json::Writer& out, std::string_view text) {
    coap::Message message;
    message.payload.assign(text.begin(), text.end());
    write_body(out, message);
}

}  // namespace akmasim::ua
