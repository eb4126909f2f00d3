// SPDX-License-Identifier: Apache-2.0
// What in a scenario explains how a step ended: values that differ between the two ends, flags that are off.
#pragma once

#include <span>

#include "simulator/record/event.hpp"
#include "simulator/scenario/scenario.hpp"

namespace akmasim::scenario {

std::string subscriber_of(const Order& order);  // empty: it is about none

// Each with the place in the file that says so. pattern: the message that was missing; nullptr: something else was.
std::vector<std::string> causes(const Scenario& scenario, const Node& resolved, const Step& step,
                                const Pattern* pattern, std::span<const record::Event> events);

}  // namespace akmasim::scenario
