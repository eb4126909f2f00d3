// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/sessions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/base/ua_protocols.hpp"
#include "simulator/scenario/places.hpp"
#include "simulator/scenario/servers.hpp"

namespace akmasim::scenario {
namespace {

// TR 33.862 key issue 2 (seed only): the server fetches K_AF with the request, which comes before TLS and names an
// A-KID. Before TLS 1.3 the key depends on a suite (TS 33.220 H.3) that nobody knows yet, and the request, CoAP over
// TCP, has no form for datagrams. Empty: the protocol can follow it.
std::string why_not_explicit(const std::string& name, bool own_identifier) {
    const auto* protocol = ua_protocol_named(name);
    if (protocol == nullptr) return "";  // a word that is not known is told where it stands
    std::string_view reason;
    if (!is_akma(*protocol))
        reason = "the session request names an A-KID, and a baseline has none";
    else if (protocol->carrier == UaCarrier::coap_over_dtls)
        reason = "the session request is CoAP over TCP, and this goes over datagrams";
    else if (protocol->version != "TLSv1.3" || (depends_on_suite(*protocol) && !own_identifier))
        reason = "K_AF depends on the cipher suite here, and the server fetches it before TLS begins";
    if (reason.empty()) return "";
    return fmt::format(
        "'{}' cannot be asked for with mode: explicit: {}; expected mode: implicit, or uaProtocol: "
        "tls13-psk, tls13-psk-ke, tls13-0rtt, or http-digest with a uaStarId of nfs.msgin5g",
        name, reason);
}

class Sessions {
public:
    Sessions(const Scenario& scenario, const Node& root, Diagnostics& wrong)
        : scenario_(scenario), root_(root), wrong_(wrong) {}

    void connect(const ConnectStep& order, const Node& node) {
        const auto* server = known(order.to, node);
        if (server == nullptr || order.mode.value_or(server->mode) != "explicit") return;
        for (const auto& name : order.ua_protocol.value_or(server->ua_protocol).list) {
            const auto why = why_not_explicit(name, server->ua_star_id.has_value());
            if (why.empty()) continue;
            const auto mark = place(order, node);
            const bool told = !wrong_.empty() && wrong_.back().message == why && wrong_.back().mark.line == mark.line;
            if (!told) wrong_.push_back({mark, why});
            return;
        }
    }

    void send(const SendStep& order, const Node& node) {
        if (order.to.starts_with("msgin5g")) known(order.to, node);
    }

private:
    const Msgin5gSettings* known(const std::string& party, const Node& order) {
        const auto* server = server_named(scenario_, party);
        const auto* to = order.find("to");
        if (server == nullptr && to != nullptr) {
            std::vector<std::string> parties;
            for (const auto& one : servers_of(scenario_)) parties.push_back(party_of(one.address));
            wrong_.push_back(
                {to->mark, fmt::format("no server is called '{}'; expected {}", party, fmt::join(parties, " or "))});
        }
        return server;
    }

    // The protocol or the mode that the step itself asks for, else what the server's settings say.
    [[nodiscard]] Mark place(const ConnectStep& order, const Node& connect) const {
        for (const auto* name : {"uaProtocol", "mode"}) {
            if (const auto* own = connect.find(name)) return own->mark;
        }
        const bool one = order.to == "msgin5g";
        const auto& server = one ? at(root_, {"nfs", "msgin5g"}) : at(root_, {"nfs", "msgin5gs", order.to.substr(8)});
        for (const auto* name : {"mode", "uaProtocol"}) {
            if (const auto* set = server.find(name)) return set->mark;
        }
        return connect.mark;
    }

    const Scenario& scenario_;
    const Node& root_;
    Diagnostics& wrong_;
};

}  // namespace

void validate_sessions(const Scenario& scenario, const Node& root, Diagnostics& wrong) {
    const auto* steps = root.find("steps");
    if (steps == nullptr || steps->items.size() != scenario.steps.size()) return;
    Sessions sessions(scenario, root, wrong);
    for (std::size_t i = 0; i < steps->items.size(); ++i) {
        const auto& step = steps->items[i];
        const auto* exchange = step.find("exchange");
        const auto& orders = scenario.steps[i].orders;
        for (std::size_t n = 0; n < orders.size(); ++n) {
            // An order that was refused is not among the orders, so the places would not fit.
            if (exchange != nullptr && exchange->items.size() != orders.size()) continue;
            const auto* node = (exchange == nullptr ? step : exchange->items[n]).find(verb_of(orders[n]));
            if (node == nullptr) continue;
            if (const auto* connect = std::get_if<ConnectStep>(&orders[n])) sessions.connect(*connect, *node);
            if (const auto* send = std::get_if<SendStep>(&orders[n])) sessions.send(*send, *node);
        }
    }
}

}  // namespace akmasim::scenario
