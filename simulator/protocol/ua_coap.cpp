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

constexpr std::array<std::string_view, 10> ours{"method",    "code",          "path",      "signal", "token", "text",
                                                "messageId", "authorization", "challenge", "type"};

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

// status: the field that the member "status" of MSGRESP becomes (HTTP has a status of its own).
void write_body(json::Writer& out, View payload, std::string_view status) {
    if (payload.empty()) return;
    const auto body = body::detail::shared_document().parse(text_of(payload));
    if (!body || body->kind() != json::Kind::object || !is_shallow(text_of(payload))) {
        out.key("text").string(text_or_hex(payload));
        return;
    }
    for (const auto& [name, value] : body->members()) {
        if (std::find(ours.begin(), ours.end(), name) == ours.end())
            out.key(name == "status" ? status : name).raw(value.text());
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
        if (const auto option = message.number(coap::option::bad_csm_option);
            option && message.code == coap::Code::abort)
            out.key("badCsmOption").integer(*option);
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
    write_body(out, message.payload, "status");
    out.close_object();
    return described;
}

std::optional<DescribedCoap> describe_stream(View octets) {
    coap::Decoder decoder;
    decoder.feed(octets);
    std::vector<DescribedCoap> all;
    for (auto message = decoder.next(); message && *message; message = decoder.next())
        all.push_back(describe(**message));
    if (all.empty()) return std::nullopt;
    auto first = std::move(all.front());
    if (all.size() == 1) return first;
    auto& fields = first.fields_json;
    fields.back() = ',';
    fields += "\"messages\":[\"" + first.name + "\"";
    for (std::size_t i = 1; i < all.size(); ++i) fields += ",\"" + all[i].name + "\"";
    fields += "]}";
    return first;
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

void write_json_body(json::Writer& out, std::string_view text) { write_body(out, view_of(text), "deliveryStatus"); }

}  // namespace akmasim::ua
