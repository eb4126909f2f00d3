// SPDX-License-Identifier: Apache-2.0
// Records of TLS (RFC 8446 5, RFC 5246 6.2) and datagrams of DTLS (RFC 6347 4.1) for readers.
#include "simulator/protocol/ua.hpp"

#include <fmt/format.h>

#include "simulator/base/json.hpp"
#include "simulator/protocol/coap_datagram.hpp"
#include "simulator/protocol/http1.hpp"
#include "simulator/protocol/readable.hpp"
#include "simulator/protocol/ua_coap.hpp"
#include "simulator/protocol/ua_handshake.hpp"
#include "simulator/protocol/ua_http.hpp"

namespace akmasim::ua {
namespace {

enum ContentType : int { change_cipher_spec = 20, alert = 21, handshake = 22, application_data = 23 };
constexpr std::size_t record_header_octets = 5;
constexpr std::size_t datagram_header_octets = 13;

// RFC 8446 6.
void describe_alert(Described& described, View content) {
    Front front(content);
    const int level = front.number(1);
    const auto description = alert_name(front.number(1));
    described.name = front.good() ? "Alert" : "Undecodable";
    described.clause = "RFC 8446 6";
    described.fields_json =
        fmt::format(R"({{"level":"{}","description":"{}"}})", level == 1 ? "warning" : "fatal", description);
}

void put_inside(Described& described, DescribedCoap inside) {
    described.inside_name = std::move(inside.name);
    described.inside_clause = std::move(inside.clause);
    described.inside_fields_json = std::move(inside.fields_json);
}

void describe_content(Described& described, View content, bool datagram) {
    if (datagram) {
        if (const auto message = coap::decode_datagram(content)) put_inside(described, describe(*message));
        return;
    }
    if (looks_like_http(content)) {
        http1::Decoder http;
        http.feed(content);
        if (const auto message = http.next(); message && *message) put_inside(described, describe(**message));
        return;
    }
    if (auto message = describe_stream(content)) put_inside(described, std::move(*message));
}

void describe_application_data(Described& described, std::size_t length, View content, bool datagram) {
    described.name = "ApplicationData";
    described.clause = "RFC 8446 5.2";
    describe_content(described, content, datagram);
    json::Writer out(described.fields_json);
    out.open_object();
    out.key("length").integer(static_cast<std::int64_t>(length));
    if (!described.inside_name.empty()) out.key("carries").string(described.inside_name);
    out.close_object();
}

Described describe_record(View octets, View plain) {
    Described described;
    described.name = "Undecodable";
    const bool told = !plain.empty();
    const int type = told ? plain[0] : octets[0];
    const View content = told ? plain.subspan(1) : octets.subspan(record_header_octets);
    if (type == handshake)
        describe_handshake(described, content, false);
    else if (type == alert)
        describe_alert(described, content);
    else if (type == application_data)
        describe_application_data(described, octets.size() - record_header_octets, told ? content : View{}, false);
    else if (type == change_cipher_spec)
        described.name = "ChangeCipherSpec", described.clause = "RFC 8446 5";
    return described;
}

// One record of a datagram; epoch 0 is in clear, and so is what `readable` says of the others.
Described describe_datagram_record(int type, View content, bool readable) {
    Described described;
    described.name = "Undecodable";
    described.clause = "RFC 6347 4.1";
    if (type == application_data)
        describe_application_data(described, content.size(), readable ? content : View{}, true);
    else if (type == change_cipher_spec)
        described.name = "ChangeCipherSpec";
    else if (type == alert && readable)
        describe_alert(described, content);
    else if (type == handshake && readable)
        describe_handshake(described, content, true);
    return described;
}

// RFC 6347 4.1.1: a datagram may hold several records. The first gives the name; the names of all are a field.
Described describe_datagram(View octets, View plain) {
    const bool told = !plain.empty();
    Front front(told ? plain : octets);
    std::vector<Described> records;
    while (front.more()) {
        const int type = front.number(1);
        front.take(2);
        const int epoch = front.number(2);
        front.take(6);
        const auto content = front.counted(2).rest();
        if (front.good()) records.push_back(describe_datagram_record(type, content, told || epoch == 0));
    }
    if (records.empty()) return Described{"Undecodable", "RFC 6347 4.1", {}, {}, {}, {}};
    auto described = std::move(records.front());
    if (records.size() == 1) return described;
    auto& fields = described.fields_json;
    fields = fields.empty() || fields == "{}" ? "{" : fields.substr(0, fields.size() - 1) + ",";
    fields += "\"messages\":[\"" + described.name + "\"";
    for (std::size_t i = 1; i < records.size(); ++i) fields += ",\"" + records[i].name + "\"";
    fields += "]}";
    return described;
}

Described describe_clear_coap(View octets) {
    Described described;
    auto clear = describe_stream(octets);
    if (!clear) {
        described.name = "Undecodable";
        return described;
    }
    described.name = std::move(clear->name);
    described.clause = std::move(clear->clause);
    described.fields_json = std::move(clear->fields_json);
    return described;
}

}  // namespace

bool is_tls_record(View octets) {
    return octets.size() >= record_header_octets && octets[0] >= change_cipher_spec && octets[0] <= application_data &&
           octets[1] == 3 && octets[2] <= 4;
}

bool begins_handshake(View octets) {
    return (is_tls_record(octets) || is_dtls_record(octets)) && octets[0] == handshake;
}

bool is_dtls_record(View octets) {
    return octets.size() >= datagram_header_octets && octets[0] >= change_cipher_spec &&
           octets[0] <= application_data && octets[1] == 0xfe && octets[2] >= 0xfd;
}

Described describe(View octets, View plain) {
    auto described = is_dtls_record(octets)  ? describe_datagram(octets, plain)
                     : is_tls_record(octets) ? describe_record(octets, plain)
                                             : describe_clear_coap(octets);
    if (described.clause.empty()) described.clause = "RFC 8446 5.1";
    if (described.fields_json.empty()) described.fields_json = "{}";
    return described;
}

}  // namespace akmasim::ua
