// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/akma_configurations.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/base/letters.hpp"
#include "simulator/base/ua_protocols.hpp"
#include "simulator/scenario/servers.hpp"

namespace akmasim::scenario {
namespace {

void texts(json::Writer& out, std::string_view key, const std::vector<std::string>& list) {
    out.key(key).open_array();
    for (const auto& text : list) out.string(text);
    out.close_array();
}

std::vector<std::string> fqdns_of(const std::vector<Server>& servers) {
    std::vector<std::string> fqdns;
    for (const auto& server : servers) fqdns.push_back(server.settings.fqdn);
    return fqdns;
}

// TS 33.535 6.2.1 step 2a: those of the Ua* protocols that the AF takes; empty: it takes no AKMA keys.
std::vector<std::string> ua_star_ids_of(const Msgin5gSettings& server) {
    std::vector<std::string> ids;
    for (const auto& name : accepted_by(server)) {
        const auto* protocol = ua_protocol_named(name);
        if (protocol == nullptr || !is_akma(*protocol)) continue;
        auto id = server.ua_star_id ? lower(server.ua_star_id->text) : std::string(protocol->ua_star_id);
        if (std::ranges::find(ids, id) == ids.end()) ids.push_back(std::move(id));
    }
    return ids;
}

std::string aanf_configuration(const Scenario& scenario, const AanfSettings& aanf) {
    const auto servers = servers_of(scenario);
    std::string text;
    json::Writer out(text);
    out.open_object().key("keyLifetime").integer(aanf.key_lifetime.ns / one_second);
    texts(out, "authorizedAfs", aanf.authorized_afs.value_or(fqdns_of(servers)));
    out.key("afs").open_array();
    for (const auto& [address, server] : servers) {
        const auto own = ua_star_ids_of(server);
        if (own.empty()) continue;
        out.open_object().key("party").string(party_of(address)).key("fqdn").string(server.fqdn);
        const auto limits = aanf.ua_star_ids.empty() && server.accepts ? own : aanf.ua_star_ids;
        texts(out, "uaStarIds", limits);
        const auto& used = limits.empty() ? own : limits;
        if (used.size() == 1) out.key("meantUaStarId").string(used.front());
        out.key("identity").string(aanf.identity).key("visited").boolean(server.visited).close_object();
    }
    out.close_array();
    out.key("refreshExpired").boolean(aanf.refresh_expired);
    texts(out, "omits", aanf.omits);
    if (aanf.roaming) {
        out.key("roaming").open_object();
        texts(out, "declinedNetworks", aanf.roaming->declined_networks);
        out.key("visitedAfs").boolean(aanf.roaming->visited_afs).close_object();
    }
    out.close_object();
    return text;
}

}  // namespace

Configurations aanf_configurations(const Scenario& scenario) {
    Configurations all;
    for (const auto& [name, aanf] : scenario.nfs.aanfs)
        all.push_back({{"aanf", name}, aanf_configuration(scenario, aanf)});
    if (all.empty()) all.push_back({{"aanf", ""}, aanf_configuration(scenario, scenario.nfs.aanf)});
    return all;
}

void write_aanfs(json::Writer& out, const Scenario& scenario) {
    if (scenario.nfs.aanfs.empty() || scenario.nrf) return;  // the NRF knows them
    out.key("aanfs").open_array();
    for (const auto& [name, aanf] : scenario.nfs.aanfs) {
        out.open_object().key("instance").string(name);
        texts(out, "routingIndicators", aanf.routing_indicators);
        out.close_object();
    }
    out.close_array();
}

std::string nef_configuration(const Scenario& scenario) {
    const auto& nef = *scenario.nfs.nef;
    const auto servers = servers_of(scenario);
    const auto own = fqdns_of(servers);
    std::string text;
    json::Writer out(text);
    out.open_object().key("afs").open_array();
    for (const auto& [address, server] : servers) {
        for (const auto& fqdn : nef.authorized_afs.value_or(own)) {
            const bool of_another = fqdn != server.fqdn && std::ranges::find(own, fqdn) != own.end();
            if (of_another) continue;
            out.open_object().key("party").string(party_of(address)).key("fqdn").string(fqdn);
            out.key("gpsi").boolean(nef.gpsi).close_object();
        }
    }
    out.close_array().key("realm");
    out.string(
        fmt::format("5gc.mnc{:0>3}.mcc{:0>3}.3gppnetwork.org", scenario.plmn->mnc.text, scenario.plmn->mcc.text));
    write_aanfs(out, scenario);
    out.close_object();
    return text;
}

Address aanf_of(const Scenario& scenario, const std::string& subscriber) {
    const auto& rid = scenario.subscribers.at(subscriber).routing_indicator.text;
    const auto& aanfs = scenario.nfs.aanfs;
    for (const auto& [name, aanf] : aanfs) {
        const auto& served = aanf.routing_indicators;
        if (served.empty() || std::ranges::find(served, rid) != served.end()) return {"aanf", name};
    }
    return {"aanf", aanfs.empty() ? "" : aanfs.begin()->first};
}

}  // namespace akmasim::scenario
