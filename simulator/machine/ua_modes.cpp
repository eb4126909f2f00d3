// SPDX-License-Identifier: Apache-2.0
#include "simulator/machine/ua_modes.hpp"

#include <algorithm>

#include "simulator/base/json.hpp"

namespace akmasim::ua_modes {
namespace {

using crypto::tls::Mode;

Mode mode_of(const UaProtocol& protocol) {
    if (protocol.carrier == UaCarrier::coap_over_dtls) return Mode::dtls12_psk;
    if (protocol.kex_mode == "certificate") return Mode::certificate;
    if (protocol.kex_mode == "psk_ke") return Mode::psk_ke;
    if (protocol.kex_mode == "psk") return Mode::tls12_psk;
    return protocol.kex_mode == "ecdhe_psk" ? Mode::tls12_ecdhe_psk : Mode::psk_dhe_ke;
}

bool fits(const UaProtocol& protocol, const crypto::tls::Negotiated& negotiated) {
    const bool early = protocol.name != "tls13-0rtt" || negotiated.early_data == "accepted";
    return early && protocol.version == negotiated.version && protocol.kex_mode == negotiated.kex_mode;
}

}  // namespace

std::vector<Mode> modes_of(const Names& names, bool datagram) {
    std::vector<Mode> modes;
    for (const auto& name : names) {
        const auto* protocol = ua_protocol_named(name);
        if (protocol == nullptr || (protocol->carrier == UaCarrier::coap_over_dtls) != datagram) continue;
        if (std::ranges::find(modes, mode_of(*protocol)) == modes.end()) modes.push_back(mode_of(*protocol));
    }
    return modes;
}

const UaProtocol& protocol_of_suite(const Names& names, std::uint16_t suite) {
    const bool tls13 = suite >> 8 == 0x13;  // RFC 8446 B.4
    const UaProtocol* first = nullptr;
    for (const auto& name : names) {
        const auto* protocol = ua_protocol_named(name);
        if (protocol == nullptr || protocol->kex_mode == "certificate") continue;  // there the key is no PSK
        if (first == nullptr) first = protocol;
        if ((protocol->version == "TLSv1.3") == tls13) return *protocol;
    }
    return first == nullptr ? ua_protocols.front() : *first;
}

std::string got(const Names& names, const crypto::tls::Negotiated& negotiated) {
    for (const auto& name : names) {
        const auto* protocol = ua_protocol_named(name);
        if (protocol != nullptr && fits(*protocol, negotiated)) return name;
    }
    // tls13-psk is another word for the mode with Diffie-Hellman; the longer one says what it is.
    for (const auto& protocol : ua_protocols) {
        if (protocol.name != "tls13-psk" && fits(protocol, negotiated)) return std::string(protocol.name);
    }
    return negotiated.version;
}

std::string fields_of(const Told& told) {
    std::string fields;
    json::Writer out(fields);
    out.open_object().key(told.side).open_array();
    for (const auto& name : told.names) out.string(name);
    out.close_array().key("got").string(told.got);
    const auto& negotiated = told.negotiated;
    out.key("version").string(negotiated.version).key("cipherSuite").string(negotiated.cipher_suite);
    if (!negotiated.group.empty()) out.key("group").string(negotiated.group);
    out.key("kexMode").string(negotiated.kex_mode);
    if (!negotiated.early_data.empty()) out.key("earlyData").string(negotiated.early_data);
    if (negotiated.version != "TLSv1.3") out.key("extendedMasterSecret").boolean(negotiated.extended_master_secret);
    out.key("pskIdentity").string(told.psk_identity);
    if (!told.ua_star_id.empty()) out.key("uaStarId").string(told.ua_star_id);
    if (!told.differs.empty()) out.key("differs").string(told.differs);
    out.close_object();
    return fields;
}

}  // namespace akmasim::ua_modes
