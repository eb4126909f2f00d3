// SPDX-License-Identifier: Apache-2.0
// The verbs of an adversary's rule, as they stand in the file: `drop`, `{ delay: 20ms }`, `{ set: { cause: 20 } }`.
#pragma once

#include "simulator/fabric/plan.hpp"
#include "simulator/scenario/scenario.hpp"

namespace akmasim::scenario {

std::optional<fabric::Act> decode_act(const Node& node, const fabric::Plan& plan, const Subscribers& subscribers,
                                      Diagnostics& wrong);

// A plain decimal number; nothing: it is none.
std::optional<double> decode_number(const Node& node);

}  // namespace akmasim::scenario
