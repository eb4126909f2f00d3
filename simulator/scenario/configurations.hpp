// SPDX-License-Identifier: Apache-2.0
// Who takes part in a scenario, and what each is told before it starts.
#pragma once

#include "simulator/scenario/configure.hpp"

namespace akmasim::scenario {

using Configurations = std::vector<std::pair<Address, std::string>>;

Configurations configurations_of(const Scenario& scenario, const Derivers& derivers);

}  // namespace akmasim::scenario
