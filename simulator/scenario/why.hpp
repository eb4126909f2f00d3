// SPDX-License-Identifier: Apache-2.0
// A failed expectation made useful: the step it stands in, the nearest event, why (as far as the scenario itself says
// so), the clause, and the command that shows it.
#pragma once

#include <span>

#include "simulator/record/event.hpp"
#include "simulator/scenario/scenario.hpp"

namespace akmasim::scenario {

// resolved: the tree that the scenario came from, with the places of its values. see: the command that shows an event,
// up to the event's number and from there on.
struct See {
    std::string before;  // "akmasim step --at "
    std::string after;   // " out.rec.jsonl"
};
void explain(Diagnostics& failures, const Scenario& scenario, const Node& resolved,
             std::span<const record::Event> events, const See& see);

}  // namespace akmasim::scenario
