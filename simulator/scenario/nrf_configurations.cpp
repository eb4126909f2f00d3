// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/nrf_configurations.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/base/json.hpp"
#include "simulator/protocol/nnrf.hpp"
#include "simulator/protocol/sbi.hpp"
#include "simulator/scenario/servers.hpp"

namespace akmasim::scenario {
namespace {

constexpr std::string_view nrf_instance_id = "9b1d4c36-0f5e-4c1b-8f2a-5e7d3c90a001";

void texts(json::Writer& out, std::string_view key, const std::vector<std::string>& list) {
    out.key(key).open_array();
    for (const auto& text : list) out.string(text);
    out.close_array();
}

// AMF and AUSF have said who they are in bodies of their own for long; the others are counted.
std::string instance_id_of(const Scenario& scenario, const Address& whom) {
    if (whom.role == "amf") return "2f6a6f0e-5a0b-4a3e-9a7e-6f1c5f3f2a01";
    if (whom.role == "ausf") return "7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11";
    const auto nfs = nfs_of(scenario);
    return fmt::format("5c0e6a1d-93b2-4f7e-8a44-{:012x}", std::ranges::find(nfs, whom) - nfs.begin());
}

const AanfSettings& settings_of(const Scenario& scenario, const Address& aanf) {
    const auto found = scenario.nfs.aanfs.find(aanf.instance);
    return found == scenario.nfs.aanfs.end() ? scenario.nfs.aanf : found->second;
}

void write_fault(json::Writer& out, const std::string& party, const TokenFault& fault) {
    out.open_object().key("party").string(party);
    if (fault.audience) out.key("audience").string(*fault.audience);
    if (fault.scope) out.key("scope").string(*fault.scope);
    out.key("expired").boolean(fault.expired);
    if (fault.signature) out.key("signature").string(*fault.signature);
    out.close_object();
}

}  // namespace

std::vector<Address> nfs_of(const Scenario& scenario) {
    std::vector<Address> nfs{{"amf", ""}, {"ausf", ""}, {"udm", ""}};
    for (const auto& [name, aanf] : scenario.nfs.aanfs) nfs.push_back({"aanf", name});
    if (scenario.nfs.aanfs.empty()) nfs.push_back({"aanf", ""});
    if (scenario.nfs.nef) nfs.push_back({"nef", ""});
    for (const auto& [address, server] : servers_of(scenario))
        if (server.via.value_or("") != "nef") nfs.push_back(address);
    return nfs;
}

std::string nrf_configuration(const Scenario& scenario, const Derivers& derivers) {
    const auto& nrf = *scenario.nrf;
    const auto keys = derivers.token_keys ? derivers.token_keys() : TokenKeys{};
    std::string text;
    json::Writer out(text);
    out.open_object().key("nfInstanceId").string(nrf_instance_id);
    out.key("signingKey").string(keys.private_key).key("publicKey").string(keys.public_key);
    out.key("tokenLifetime").integer(nrf.lifetime.ns / one_second).key("nfs").open_array();
    for (const auto& whom : nfs_of(scenario)) {
        out.open_object().key("party").string(party_of(whom));
        out.key("nfInstanceId").string(instance_id_of(scenario, whom));
        out.key("nfType").string(nnrf::nf_type_of(whom.role)).close_object();
    }
    out.close_array().key("faults").open_array();
    for (const auto& [party, fault] : nrf.faults) write_fault(out, party, fault);
    out.close_array().close_object();
    return text;
}

std::string nrf_access_of(const Scenario& scenario, const Address& whom, const Derivers& derivers) {
    const auto nfs = nfs_of(scenario);
    if (!scenario.nrf || std::ranges::find(nfs, whom) == nfs.end()) return "";
    const auto keys = derivers.token_keys ? derivers.token_keys() : TokenKeys{};
    std::string text;
    json::Writer out(text);
    out.open_object().key("nfInstanceId").string(instance_id_of(scenario, whom));
    out.key("nfType").string(nnrf::nf_type_of(whom.role));
    out.key("fqdn").string(fmt::format("{}.5gc.mnc{:0>3}.mcc{:0>3}.3gppnetwork.org", party_of(whom),
                                       scenario.plmn->mnc.text, scenario.plmn->mcc.text));
    out.key("tokens").boolean(scenario.nrf->tokens == "on").key("nrfKey").string(keys.public_key);
    std::vector<std::string> withheld;
    if (whom.role == "aanf") {
        const auto& aanf = settings_of(scenario, whom);
        if (!aanf.routing_indicators.empty()) texts(out, "routingIndicators", aanf.routing_indicators);
        if (aanf.identity != "supi") withheld.emplace_back(sbi::supi_access);
    }
    texts(out, "withheld", withheld);
    out.close_object();
    return text;
}

}  // namespace akmasim::scenario
