// SPDX-License-Identifier: Apache-2.0
// What the settings of network functions must be beyond their form, and that steps restart such as there are.
#pragma once

#include "simulator/scenario/scenario.hpp"
#include "simulator/scenario/tree.hpp"

namespace akmasim::scenario {

void validate_network_functions(const Scenario& scenario, const Node& root, Diagnostics& wrong);

}  // namespace akmasim::scenario
