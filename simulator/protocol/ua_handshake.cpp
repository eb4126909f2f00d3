// SPDX-License-Identifier: Apache-2.0
// Handshake messages: RFC 8446 4, RFC 5246 7.4, RFC 4279 2, RFC 6347 4.2. Everything is bounded by the octets at hand.
#include "simulator/protocol/ua_handshake.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "simulator/base/json.hpp"
#include "simulator/protocol/readable.hpp"

namespace akmasim::ua {
namespace {

enum ExtensionType : int {
    server_name = 0,
    supported_groups = 10,
    extended_master_secret = 23,
    pre_shared_key = 41,
    early_data = 42,
    supported_versions = 43,
    psk_key_exchange_modes = 45,
    key_share = 51
};

std::string version_name(int version) {
    if (version == 0x0304) return "TLS 1.3";
    if (version == 0x0303) return "TLS 1.2";
    if (version == 0xfefd) return "DTLS 1.2";
    if (version == 0xfeff) return "DTLS 1.0";
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

// RFC 8446 4.1.2, RFC 6347 4.2.1.
void client_hello(Described& described, Front body, bool datagram) {
    std::string rest;  // the version is known only after the extensions, and comes first
    json::Writer out(rest);
    auto version = version_name(body.number(2));
    body.take(32);
    body.counted(1);
    out.open_object();
    if (datagram) out.key("cookie").string(hex(body.counted(1).rest()));
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
        if (type == early_data) out.key("earlyData").boolean(true);
        if (type == extended_master_secret) out.key("extendedMasterSecret").boolean(true);
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
        if (type == extended_master_secret) out.key("extendedMasterSecret").boolean(true);
        if (type == pre_shared_key) out.key("selectedPsk").integer(extension.number(2));
        if (type == supported_versions) version = version_name(extension.number(2));
    }
    out.close_object();
    described.clause = "RFC 8446 4.1.3";
    described.fields_json = "{\"version\":\"" + version + "\"," + rest.substr(1);
}

// RFC 4279 2, RFC 5489 2: the hint, and with Diffie-Hellman the group and a point.
void server_key_exchange(Described& described, Front body) {
    json::Writer out(described.fields_json);
    out.open_object().key("identityHint").string(text_or_hex(body.counted(2).rest()));
    constexpr int named_curve = 3;
    if (body.more() && body.number(1) == named_curve) out.key("group").string(group_name(body.number(2)));
    out.close_object();
}

// RFC 4279 2: the identity, which before TLS 1.3 comes only here.
void client_key_exchange(Described& described, Front body) {
    const auto identity = text_or_hex(body.counted(2).rest());
    json::Writer(described.fields_json).open_object().key("pskIdentity").string(identity).close_object();
    // TS 33.535 B.1.3: the PSK identity is the prefix and the A-KID.
    if (identity.starts_with("3GPP-AKMA")) described.clause = "TS 33.535 B.1.3";
}

void hello_verify_request(Described& described, Front body) {
    body.number(2);
    json::Writer(described.fields_json).open_object().key("cookie").string(hex(body.counted(1).rest())).close_object();
}

struct HandshakeType {
    int number;
    std::string_view name;
    std::string_view clause;
};
constexpr std::array<HandshakeType, 14> handshake_types{{{1, "ClientHello", "RFC 8446 4.1.2"},
                                                         {2, "ServerHello", "RFC 8446 4.1.3"},
                                                         {3, "HelloVerifyRequest", "RFC 6347 4.2.1"},
                                                         {4, "NewSessionTicket", "RFC 8446 4.6.1"},
                                                         {5, "EndOfEarlyData", "RFC 8446 4.5"},
                                                         {8, "EncryptedExtensions", "RFC 8446 4.3.1"},
                                                         {11, "Certificate", "RFC 8446 4.4.2"},
                                                         {12, "ServerKeyExchange", "RFC 4279 2"},
                                                         {13, "CertificateRequest", "RFC 8446 4.3.2"},
                                                         {14, "ServerHelloDone", "RFC 5246 7.4.5"},
                                                         {15, "CertificateVerify", "RFC 8446 4.4.3"},
                                                         {16, "ClientKeyExchange", "RFC 4279 2"},
                                                         {20, "Finished", "RFC 8446 4.4.4"},
                                                         {24, "KeyUpdate", "RFC 8446 4.6.3"}}};

}  // namespace

void describe_handshake(Described& described, View content, bool datagram) {
    Front front(content);
    const int type = front.number(1);
    const auto length = front.number(3);
    if (datagram) front.take(5);                        // sequence, fragment offset
    if (datagram && front.number(3) != length) return;  // Not modelled: a message in fragments
    const Front body(front.take(static_cast<std::size_t>(length)));
    if (!front.good()) return;
    for (const auto& known : handshake_types) {
        if (known.number == type) described.name = known.name, described.clause = known.clause;
    }
    switch (type) {
        case 1: return client_hello(described, body, datagram);
        case 2: return server_hello(described, body);
        case 3: return hello_verify_request(described, body);
        case 12: return server_key_exchange(described, body);
        case 16: return client_key_exchange(described, body);
        default: described.fields_json = fmt::format("{{\"length\":{}}}", body.rest().size());
    }
}

}  // namespace akmasim::ua
