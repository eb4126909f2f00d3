// SPDX-License-Identifier: Apache-2.0
// What crosses the fabric: real octets of one link, with who sends them to whom.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "simulator/base/octets.hpp"
#include "simulator/protocol/http.hpp"

namespace akmasim {

// Reference points of TS 23.501 4.2.7 and TS 33.535 4.3; Nnrf and Nudm are service-based interfaces (AAnF and
// NEF reach the UDM by no reference point of their own). Ours: control (the
// scenario's orders) and CmS (MSGin5G server to the holder of the associations of TS 33.501 Y.2).
enum class Link : std::uint8_t { control, n1, n8, n12, n13, n61, n62, n33, n63, nnrf, ua, cm_s, nudm };

std::string_view name_of(Link link);  // "control", "N1", ..., "Ua", "CmS"
std::optional<Link> link_named(std::string_view name);
[[nodiscard]] bool is_sbi(Link link);  // its envelopes have an HttpHead

struct Address {
    std::string role;      // "ue", "amf", "ausf", "udm", "aanf", "msgin5g", "mcf", "runner"
    std::string instance;  // of a UE: its subscriber's name; of one of several of a role: its name; else empty

    auto operator<=>(const Address&) const = default;
    static void fields(auto& m, auto& visit) {
        visit("role", m.role);
        visit("instance", m.instance);
    }
};

// Who it is in a record and to a host: the role, and behind a hyphen which of several ("aanf-west"). All UEs are one.
std::string party_of(const Address& address);
Address address_of(const std::string& party);  // of a UE without its instance

struct Description;

struct Envelope {
    Link link = Link::control;
    Address from;
    Address to;
    std::string ue;                // the subscriber it is about, by its name in the scenario
    std::uint64_t stream = 0;      // the connection (N1, Ua) or the request (SBI: a response has its request's)
    std::optional<HttpHead> http;  // SBI only
    Octets octets;  // N1: NAS; Ua: one TLS record, or CoAP in clear; SBI: the JSON text; control: a command
    // What the sender knows of the content, for the record alone; the fabric takes it away before delivery. N1: the
    // plain NAS message of a ciphered one. Ua: TLS content type octet, then the plaintext of the record.
    Octets plain;
    // In place of `plain`, where a recording plays the sender: what it says of the message. Never crosses to a process.
    std::shared_ptr<const Description> told = {};

    static void fields(auto& m, auto& visit) {
        visit("link", m.link);
        visit("from", m.from);
        visit("to", m.to);
        visit("ue", m.ue);
        visit("stream", m.stream);
        visit("http", m.http);
        visit("octets", m.octets);
        visit("plain", m.plain);
    }
};

// Only the octets are left: the content is not, or no longer, what its sender knew.
inline void forget_content(Envelope& envelope) {
    envelope.plain.clear();
    envelope.told.reset();
}

}  // namespace akmasim
