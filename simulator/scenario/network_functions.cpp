// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/network_functions.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/protocol/patterns.hpp"
#include "simulator/scenario/nrf_configurations.hpp"
#include "simulator/scenario/places.hpp"
#include "simulator/scenario/servers.hpp"
#include "simulator/scenario/vocabulary.hpp"

namespace akmasim::scenario {
namespace {

class NetworkFunctions {
public:
    NetworkFunctions(const Scenario& scenario, const Node& root, Diagnostics& wrong)
        : scenario_(scenario), root_(root), wrong_(wrong) {}

    void whole();

private:
    void instance(const std::string& name, const Node& node);
    void authentication(const AmfSettings& amf, const AusfSettings& ausf, const UdmSettings& udm);
    void servers();
    void server(const Msgin5gSettings& server, const Node& node);
    void associations();
    void restarts();
    void nrf();
    void refuse(const Node& node, std::string message) { wrong_.push_back({node.mark, std::move(message)}); }

    const Scenario& scenario_;
    const Node& root_;
    Diagnostics& wrong_;
};

void NetworkFunctions::whole() {
    const auto& nfs = scenario_.nfs;
    for (const auto& [name, one] : nfs.aanfs) instance(name, at(root_, {"nfs", "aanfs", name}));
    for (const auto& [name, one] : nfs.msgin5gs) instance(name, at(root_, {"nfs", "msgin5gs", name}));
    authentication(nfs.amf, nfs.ausf, nfs.udm);
    servers();
    associations();
    restarts();
    nrf();
}

void NetworkFunctions::instance(const std::string& name, const Node& node) {
    if (!only(name, {digits, letters})) wrong_.push_back({node.key_mark, "expected a name of letters and digits"});
}

void NetworkFunctions::associations() {
    if (!scenario_.nfs.mcf.associations) return;
    for (const auto& [ue_service_id, ue_id] : *scenario_.nfs.mcf.associations) {
        const auto& node = at(root_, {"nfs", "mcf", "associations", ue_service_id});
        if (!patterns::check(UeServiceId::name, ue_service_id))
            refuse(node, "expected a UE Service ID of 1 to 255 visible characters");
        if (!patterns::check(Supi::name, ue_id) && !patterns::check(Gpsi::name, ue_id))
            refuse(node, "expected a supi or a gpsi");
    }
}

void NetworkFunctions::restarts() {
    const auto there = [&](const std::string& nf) {
        const auto& aanfs = scenario_.nfs.aanfs;
        if (nf.starts_with("aanf-")) return aanfs.contains(nf.substr(5));
        if (nf.starts_with("msgin5g")) return server_named(scenario_, nf) != nullptr;
        if (nf == "nrf") return scenario_.nrf.has_value();
        return nf == "aanf" ? aanfs.empty() : nf != "nef" || scenario_.nfs.nef.has_value();
    };
    for (std::size_t i = 0; i < scenario_.steps.size(); ++i) {
        for (const auto& order : scenario_.steps[i].orders) {
            const auto* restart = std::get_if<RestartStep>(&order);
            if (restart != nullptr && !there(restart->nf))
                wrong_.push_back({scenario_.steps[i].mark,
                                  fmt::format("restart: the scenario has no network function '{}'", restart->nf)});
        }
    }
}

void NetworkFunctions::nrf() {
    if (!scenario_.nrf) return;
    const auto& nrf = *scenario_.nrf;
    const auto& node = at(root_, {"nrf"});
    if (nrf.lifetime.ns % one_second != 0) refuse(at(node, {"lifetime"}), "expected whole seconds (TS 29.510 exp)");
    std::vector<std::string> known;
    for (const auto& whom : nfs_of(scenario_)) known.push_back(party_of(whom));
    for (const auto& [party, fault] : nrf.faults) {
        const auto& where = at(node, {"faults", party});
        if (std::ranges::find(known, party) == known.end())
            wrong_.push_back({where.key_mark, fmt::format("'{}' asks the NRF for no tokens; expected one of {}", party,
                                                          fmt::join(known, ", "))});
    }
}

void NetworkFunctions::authentication(const AmfSettings& amf, const AusfSettings& ausf, const UdmSettings& udm) {
    if (amf.first_ng_ksi < -1 || amf.first_ng_ksi > 6)
        refuse(at(root_, {"nfs", "amf", "firstNgKsi"}), "expected an ngKSI of 0 to 6 (TS 24.501 9.11.3.32)");
    if (amf.first_nas_count < 0 || amf.first_nas_count > 0xffffff)
        refuse(at(root_, {"nfs", "amf", "firstNasCount"}), "expected a COUNT of 0 to 16777215 (24 bits)");
    if (amf.identify_after_failure < 0 || amf.identify_after_failure > 9)
        refuse(at(root_, {"nfs", "amf", "identifyAfterFailure"}), "expected a number of 0 to 9");
    if (const auto& retry = scenario_.nfs.ue.retry) {
        if (retry->times < 1 || retry->times > 10) refuse(at(root_, {"nfs", "ue", "retry"}), "expected times: 1 to 10");
        if (retry->first.ns < one_second / 1'000 || retry->first.ns > 60 * one_second)
            refuse(at(root_, {"nfs", "ue", "retry"}), "expected first: 1ms to 60s");
    }
    if (ausf.workers && (!scenario_.load || *ausf.workers < 1 || *ausf.workers > 64))
        refuse(at(root_, {"nfs", "ausf", "workers"}), "expected workers, 1 to 64, in a scenario with load");
    const auto is_kdf = [](int kdf) { return kdf >= 0 && kdf <= 65535; };
    if (ausf.kdfs.empty() || ausf.kdfs.size() > 9 || !std::ranges::all_of(ausf.kdfs, is_kdf))
        refuse(at(root_, {"nfs", "ausf", "kdfs"}), "expected a list of 1 to 9 numbers of 0 to 65535 (RFC 9048 3.2)");
    const auto is_code = [](const std::string& code, std::size_t least) {
        return code.size() >= least && code.size() <= 3 && only(code, {digits});
    };
    for (const auto& [mcc, mnc] : udm.plmns) {
        if (!is_code(mcc.text, 3) || !is_code(mnc.text, 2))
            refuse(at(root_, {"nfs", "udm", "plmns"}), "expected networks such as { mcc: '001', mnc: '01' }");
    }
    for (const auto& network : udm.serving_networks) {
        if (!patterns::check(ServingNetworkName::name, network))
            refuse(at(root_, {"nfs", "udm", "servingNetworks"}),
                   "expected names such as '5G:mnc001.mcc001.3gppnetwork.org' (TS 24.501 9.12.1)");
    }
}

void NetworkFunctions::servers() {
    std::set<std::string> fqdns;
    for (const auto& [address, settings] : servers_of(scenario_)) {
        const bool one = address.instance.empty();
        const auto& node = one ? at(root_, {"nfs", "msgin5g"}) : at(root_, {"nfs", "msgin5gs", address.instance});
        server(settings, node);
        // TS 33.535 A.4: what tells the keys of two AFs apart is the FQDN in AF_ID.
        if (!fqdns.insert(settings.fqdn).second)
            refuse(at(node, {"fqdn"}), fmt::format("a second server with the fqdn '{}'", settings.fqdn));
    }
}

void NetworkFunctions::server(const Msgin5gSettings& server, const Node& node) {
    if (server.via && (*server.via != "nef" || !scenario_.nfs.nef))
        refuse(at(node, {"via"}), "expected via: nef, and an nef among the nfs");
    if (const auto wrong = why_not_asked(server.ua_protocol.list); !wrong.empty())
        refuse(at(node, {"uaProtocol"}), wrong);
    // TS 33.535 A.4: the FQDN is part of AF_ID, so both sides must write it alike: lower case (assumed), no final
    // dot.
    const auto is_name = [](const std::string& fqdn) {
        return only(fqdn, {digits, small_letters, "-."}) && fqdn.size() <= 253 && fqdn.front() != '.' &&
               fqdn.back() != '.';
    };
    const std::string wanted = "expected an FQDN in lower case, without a final dot";
    if (!is_name(server.fqdn)) refuse(at(node, {"fqdn"}), wanted);
    if (server.certificate_fqdn && !is_name(*server.certificate_fqdn)) refuse(at(node, {"certificateFqdn"}), wanted);
}

}  // namespace

void validate_network_functions(const Scenario& scenario, const Node& root, Diagnostics& wrong) {
    NetworkFunctions(scenario, root, wrong).whole();
}

}  // namespace akmasim::scenario
