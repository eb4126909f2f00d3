// SPDX-License-Identifier: Apache-2.0
// Rules of an adversary that no run can ever come to.
#pragma once

#include "simulator/fabric/plan.hpp"
#include "simulator/scenario/scenario.hpp"

namespace akmasim::scenario {

// adversary: the node that the plan came from.
void check_rules(const fabric::Plan& plan, const std::vector<Step>& steps, const Node& adversary, Diagnostics& wrong);

}  // namespace akmasim::scenario
