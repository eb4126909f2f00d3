// SPDX-License-Identifier: Apache-2.0
// The MSGin5G servers of a scenario, each an AKMA AF of its own: one, or several by name.
#pragma once

#include <vector>

#include "simulator/scenario/scenario.hpp"

namespace akmasim::scenario {

struct Server {
    Address address;
    const Msgin5gSettings& settings;  // the scenario's
};

// In the order of their names.
std::vector<Server> servers_of(const Scenario& scenario);

// By its party: msgin5g, msgin5g-east. nullptr: there is none.
const Msgin5gSettings* server_named(const Scenario& scenario, const std::string& party);

// The protocols of Ua that it takes.
const std::vector<std::string>& accepted_by(const Msgin5gSettings& server);

}  // namespace akmasim::scenario
