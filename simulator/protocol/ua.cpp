// SPDX-License-Identifier: Apache-2.0
// TLS records for readers: RFC 8446 4 and 5. Everything is bounded by the octets at hand.
#include "simulator/protocol/ua.hpp"

#include <array>

#include <fmt/format.h>

#include "simulator/base/json.hpp"
#include "simulator/protocol/readable.hpp"
#include "simulator/protocol/ua_coap.hpp"

namespace akmasim::ua {
namespace {

enum ContentType : int { change_cipher_spec = 20, alert = 21, handshake = 22, application_data = 23 };
enum ExtensionType : int {
    server_name = 0,
    supported_groups = 10,
    pre_shared_key = 41,
    supported_versions = 43,
    psk_key_exchange_modes = 45,
    key_share = 51
};
constexpr std::size_t record_header_octets = 5;

// Takes from the front; what is not there reads as zero or empty, and good() says so.
class Front {
public:
    explicit Front(View octets) : left_(octets) {}

    int number(std::size_t octets) {
        int value = 0;
        for (const Octet octet : take(octets)) value = value << 8 | octet;
        return value;
    }
    View take(std::size_t octets) {
        if (left_.size() < octets) {
            good_ = false;
            left_ = {};
            return {};
        }
        const View front = left_.first(octets);
        left_ = left_.subspan(octets);
        return front;
    }
    Front counted(std::size_t octets_of_length) {
        const auto length = static_cast<std::size_t>(number(octets_of_length));
        return Front(take(length));
    }
    [[nodiscard]] View rest() const { return left_; }
    [[nodiscard]] bool more() const { return good_ && !left_.empty(); }
    [[nodiscard]] bool good() const { return good_; }

private:
    View left_;
    bool good_ = true;
};

std::string version_name(int version) {
    if (version == 0x0304) return "TLS 1.3";
    if (version == 0x0303) return "TLS 1.2";
    return fmt::format("0x{:04x}", version);
}

std::string mode_name(int mode) {
    if (mode == 0) return "psk_ke";
    if (mode == 1) return "psk_dhe_ke";
    return std::to_string(mode);
}

template <class NameOf>
void write_list(json::Writer& out, std::string_view key, Front list, std::size_t octets_each, NameOf name_of_one) {
    out.key(key).open_array();
    while (list.more()) {
        const int number = list.number(octets_each);
        if (list.good()) out.string(name_of_one(number));
    }
    out.close_array();
}

void write_server_name(json::Writer& out, Front extension) {
    auto names = extension.counted(2);
    names.number(1);  // host_name
    out.key("serverName").string(text_or_hex(names.counted(2).rest()));
}

// RFC 8446 4.2.11: the first identity; others are counted.
std::string write_identities(json::Writer& out, Front extension) {
    auto identities = extension.counted(2);
    const auto first = text_or_hex(identities.counted(2).rest());
    identities.number(4);  // obfuscated ticket age
    int others = 0;
    for (; identities.more(); ++others) {
        identities.counted(2);
        identities.number(4);
    }
    out.key("pskIdentity").string(first);
    if (others > 0) out.key("morePskIdentities").integer(others);
    return first;
}

// RFC 8446 4.2.1: the newest version offered.
std::string newest_version(Front extension) {
    auto versions = extension.counted(1);
    int newest = 0;
    while (versions.more()) newest = std::max(newest, versions.number(2));
    return version_name(newest);
}

// RFC 8446 4.1.2.
void client_hello(Described& described, Front body) {
    std::string rest;  // the version is known only after the extensions, and comes first
    json::Writer out(rest);
    auto version = version_name(body.number(2));
    body.take(32);
    body.counted(1);
    out.open_object();
    write_list(out, "cipherSuites", body.counted(2), 2, cipher_suite_name);
    body.counted(1);
    auto extensions = body.counted(2);
    described.clause = "RFC 8446 4.1.2";
    while (extensions.more()) {
        const int type = extensions.number(2);
        auto extension = extensions.counted(2);
        if (type == server_name) write_server_name(out, extension);
        if (type == supported_groups) write_list(out, "groups", extension.counted(2), 2, group_name);
        if (type == psk_key_exchange_modes) write_list(out, "pskKeyExchangeModes", extension.counted(1), 1, mode_name);
        if (type == supported_versions) version = newest_version(extension);
        // TS 33.535 B.1.3: the PSK identity is the prefix and the A-KID.
        if (type == pre_shared_key && write_identities(out, extension).starts_with("3GPP-AKMA"))
            described.clause = "TS 33.535 B.1.3";
    }
    out.close_object();
    described.fields_json = "{\"version\":\"" + version + "\"," + rest.substr(1);
}

// RFC 8446 4.1.3.
void server_hello(Described& described, Front body) {
    std::string rest;
    json::Writer out(rest);
    auto version = version_name(body.number(2));
    body.take(32);
    body.counted(1);
    out.open_object();
    out.key("cipherSuite").string(cipher_suite_name(body.number(2)));
    body.number(1);
    auto extensions = body.counted(2);
    while (extensions.more()) {
        const int type = extensions.number(2);
        auto extension = extensions.counted(2);
        if (type == key_share) out.key("keyShareGroup").string(group_name(extension.number(2)));
        if (type == pre_shared_key) out.key("selectedPsk").integer(extension.number(2));
        if (type == supported_versions) version = version_name(extension.number(2));
    }
    out.close_object();
    described.clause = "RFC 8446 4.1.3";
    described.fields_json = "{\"version\":\"" + version + "\"," + rest.substr(1);
}

struct HandshakeType {
    int number;
    std::string_view name;
    std::string_view clause;
};
constexpr std::array<HandshakeType, 9> handshake_types{{{1, "ClientHello", "RFC 8446 4.1.2"},
                                                        {2, "ServerHello", "RFC 8446 4.1.3"},
                                                        {4, "NewSessionTicket", "RFC 8446 4.6.1"},
                                                        {8, "EncryptedExtensions", "RFC 8446 4.3.1"},
                                                        {11, "Certificate", "RFC 8446 4.4.2"},
                                                        {13, "CertificateRequest", "RFC 8446 4.3.2"},
                                                        {15, "CertificateVerify", "RFC 8446 4.4.3"},
                                                        {20, "Finished", "RFC 8446 4.4.4"},
                                                        {24, "KeyUpdate", "RFC 8446 4.6.3"}}};

void describe_handshake(Described& described, View content) {
    Front front(content);
    const int type = front.number(1);
    const auto body = front.counted(3);
    described.name = "Undecodable";
    if (!front.good()) return;
    for (const auto& known : handshake_types) {
        if (known.number == type) described.name = known.name, described.clause = known.clause;
    }
    if (described.name == "ClientHello")
        client_hello(described, body);
    else if (described.name == "ServerHello")
        server_hello(described, body);
    else
        described.fields_json = fmt::format("{{\"length\":{}}}", body.rest().size());
}

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

void describe_application_data(Described& described, std::size_t length, View content) {
    described.name = "ApplicationData";
    described.clause = "RFC 8446 5.2";
    json::Writer out(described.fields_json);
    out.open_object();
    out.key("length").integer(static_cast<std::int64_t>(length));
    coap::Decoder decoder;
    decoder.feed(content);
    if (const auto message = decoder.next(); message && *message) {
        auto inside = describe(**message);
        out.key("carries").string(inside.name);
        described.inside_name = std::move(inside.name);
        described.inside_clause = std::move(inside.clause);
        described.inside_fields_json = std::move(inside.fields_json);
    }
    out.close_object();
}

Described describe_record(View octets, View plain) {
    Described described;
    const bool told = !plain.empty();
    const int type = told ? plain[0] : octets[0];
    const View content = told ? plain.subspan(1) : octets.subspan(record_header_octets);
    if (type == handshake)
        describe_handshake(described, content);
    else if (type == alert)
        describe_alert(described, content);
    else if (type == application_data)
        describe_application_data(described,
                                  octets.size() < record_header_octets ? 0 : octets.size() - record_header_octets,
                                  told ? content : View{});
    else if (type == change_cipher_spec)
        described.name = "ChangeCipherSpec", described.clause = "RFC 8446 5";
    else
        described.name = "Undecodable";
    return described;
}

Described describe_clear_coap(View octets) {
    Described described;
    coap::Decoder decoder;
    decoder.feed(octets);
    const auto message = decoder.next();
    if (!message || !*message) {
        described.name = "Undecodable";
        return described;
    }
    auto clear = describe(**message);
    described.name = std::move(clear.name);
    described.clause = std::move(clear.clause);
    described.fields_json = std::move(clear.fields_json);
    return described;
}

}  // namespace

bool is_tls_record(View octets) {
    return octets.size() >= record_header_octets && octets[0] >= change_cipher_spec && octets[0] <= application_data &&
           octets[1] == 3 && octets[2] <= 4;
}

Described describe(View octets, View plain) {
    auto described = is_tls_record(octets) ? describe_record(octets, plain) : describe_clear_coap(octets);
    if (described.clause.empty()) described.clause = "RFC 8446 5.1";
    if (described.fields_json.empty()) described.fields_json = "{}";
    return described;
}

}  // namespace akmasim::ua
