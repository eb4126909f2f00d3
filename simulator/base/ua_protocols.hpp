// SPDX-License-Identifier: Apache-2.0
// The protocols of Ua by their names in a scenario: one table, with the Ua* security protocol identifier of each
// (TS 33.220 H.3), which goes into AF_ID (TS 33.535 A.4).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace akmasim {

enum class UaCarrier { coap_over_tls, coap_over_dtls, http_over_tls };

struct UaProtocol {
    std::string_view name;
    std::string_view ua_star_id;  // 10 hexadecimal digits, yyzz for the suite's two octets; empty: no AKMA, a baseline
    std::string_view clause;
    bool assumed;  // the text that gives the identifier was not at hand
    UaCarrier carrier;
    std::string_view version;   // what a handshake that gets what was asked for negotiates
    std::string_view kex_mode;  // likewise
};

inline constexpr std::array<UaProtocol, 10> ua_protocols{{
    {"tls13-psk", "0100000007", "TS 33.535 B.1.3", false, UaCarrier::coap_over_tls, "TLSv1.3", "psk_dhe_ke"},
    {"tls13-psk-dhe-ke", "0100000007", "TS 33.535 B.1.3", false, UaCarrier::coap_over_tls, "TLSv1.3", "psk_dhe_ke"},
    {"tls13-psk-ke", "0100000007", "TS 33.535 B.1.3", false, UaCarrier::coap_over_tls, "TLSv1.3", "psk_ke"},
    {"tls13-0rtt", "0100000007", "TS 33.535 B.1.3", false, UaCarrier::coap_over_tls, "TLSv1.3", "psk_dhe_ke"},
    {"tls12-psk", "010001yyzz", "TS 33.535 B.1.3", false, UaCarrier::coap_over_tls, "TLSv1.2", "psk"},
    {"tls12-ecdhe-psk", "010001yyzz", "TS 33.535 B.1.3", false, UaCarrier::coap_over_tls, "TLSv1.2", "ecdhe_psk"},
    // TS 33.220 H.3 has no identifier for DTLS in what was at hand. That of TLS 1.2 would give both one K_AF for one
    // suite, so this one is of the organisation FF, for experiments (assumed).
    {"dtls12-psk", "ff0001yyzz", "TS 33.535 C", true, UaCarrier::coap_over_dtls, "DTLSv1.2", "psk"},
    // TS 33.220 H.3: TLS with a certificate of the server and HTTP Digest of the UE (TS 33.222 5.3), which TS 33.535
    // B.1.2 adapts; 0100000002 is HTTP Digest outside of every other protocol of the list.
    {"http-digest", "010001yyzz", "TS 33.535 B.1.2", false, UaCarrier::http_over_tls, "TLSv1.3", "certificate"},
    {"baseline-cert-token", "", "RFC 6750 2.1", false, UaCarrier::http_over_tls, "TLSv1.3", "certificate"},
    {"baseline-static-psk", "", "RFC 8446 2.2", false, UaCarrier::coap_over_tls, "TLSv1.3", "psk_dhe_ke"},
}};

constexpr const UaProtocol* ua_protocol_named(std::string_view name) {
    for (const auto& protocol : ua_protocols) {
        if (protocol.name == name) return &protocol;
    }
    return nullptr;
}

// K_AF, and with it the key request, waits until a suite is negotiated (TS 33.220 H.3).
constexpr bool depends_on_suite(const UaProtocol& protocol) { return protocol.ua_star_id.ends_with("yyzz"); }

constexpr bool is_akma(const UaProtocol& protocol) { return !protocol.ua_star_id.empty(); }

}  // namespace akmasim
