// SPDX-License-Identifier: Apache-2.0
// The adversary of a scenario as it stands in the file: its links, its capabilities, its rules with their verbs.
#pragma once

#include "simulator/fabric/plan.hpp"
#include "simulator/scenario/scenario.hpp"

namespace akmasim::scenario {

fabric::Plan decode_adversary(const Node& node, const Subscribers& subscribers, Diagnostics& wrong);

// adversary: { enable: [...] } of a step. `plan`: nullptr if the scenario has no adversary.
std::vector<std::string> decode_enable(const Node& node, const fabric::Plan* plan, Diagnostics& wrong);

// inject: { saved, octets, link, as, to, connection }, as a verb of a rule or of a step. `saved`: the names that are
// ever saved under.
fabric::Injection decode_injection(const Node& node, const fabric::Plan* plan, const Subscribers& subscribers,
                                   Diagnostics& wrong);

}  // namespace akmasim::scenario
