// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/servers.hpp"

namespace akmasim::scenario {

std::vector<Server> servers_of(const Scenario& scenario) {
    std::vector<Server> servers;
    for (const auto& [name, settings] : scenario.nfs.msgin5gs) servers.push_back({{"msgin5g", name}, settings});
    if (servers.empty()) servers.push_back({{"msgin5g", ""}, scenario.nfs.msgin5g});
    return servers;
}

const Msgin5gSettings* server_named(const Scenario& scenario, const std::string& party) {
    for (const auto& [address, settings] : servers_of(scenario)) {
        if (party_of(address) == party) return &settings;
    }
    return nullptr;
}

const std::vector<std::string>& accepted_by(const Msgin5gSettings& server) {
    return server.accepts ? *server.accepts : server.ua_protocol.list;
}

}  // namespace akmasim::scenario
