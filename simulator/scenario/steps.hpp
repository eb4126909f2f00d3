// SPDX-License-Identifier: Apache-2.0
// The steps of a scenario: an order, what must be seen, what must hold afterwards.
#pragma once

#include "simulator/scenario/scenario.hpp"

namespace akmasim::scenario {

// `subscribers` are those of the scenario; a step that names another one is refused.
std::vector<Step> decode_steps(const Node& list, const std::map<std::string, Subscriber>& subscribers,
                               const fabric::Plan* adversary, Diagnostics& wrong);

}  // namespace akmasim::scenario
