// SPDX-License-Identifier: Apache-2.0
// Reads the load part strictly.
#pragma once

#include <string_view>

#include "simulator/scenario/scenario.hpp"

namespace akmasim::scenario {

// Subscribers as they are, and fleets of generated ones.
void decode_subscribers(const Node& node, Scenario& scenario, Diagnostics& wrong);

// If it is one of flows, load, collect, thresholds; when subscribers, adversary and the rest are there already.
void decode_load(std::string_view name, const Node& node, Scenario& scenario, Diagnostics& wrong);

}  // namespace akmasim::scenario
