// SPDX-License-Identifier: Apache-2.0
// Sessions that cannot come to be: their server is not there, or their start and their protocol do not fit each other.
#pragma once

#include "simulator/scenario/scenario.hpp"
#include "simulator/scenario/tree.hpp"

namespace akmasim::scenario {

void validate_sessions(const Scenario& scenario, const Node& root, Diagnostics& wrong);

}  // namespace akmasim::scenario
