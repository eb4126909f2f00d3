// SPDX-License-Identifier: Apache-2.0
// Who takes part in a scenario, and what each is told before it starts.
#pragma once

#include "simulator/scenario/configure.hpp"

namespace akmasim::scenario {

using Configurations = std::vector<std::pair<Address, std::string>>;

// SEC 1 2.3.3: of an uncompressed point 04 || x || y, in hexadecimal, the compressed one, which says by 02 or 03 whether
// y is even; any other key as it is.
std::string compressed(const std::string& point);

Configurations configurations_of(const Scenario& scenario, const Derivers& derivers);

}  // namespace akmasim::scenario
