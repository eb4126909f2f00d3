// SPDX-License-Identifier: Apache-2.0
// timers: as they stand in the file, upon base/timers.hpp.
#pragma once

#include "simulator/scenario/scenario.hpp"

namespace akmasim::scenario {

// All of them as they run in this scenario, in nanoseconds: NAME, and NAME@PARTY where one party has its own.
std::map<std::string, std::int64_t> timers_of(const Scenario& scenario);

// What one party is told: those that are not as long as the table says.
std::map<std::string, std::int64_t> timers_of(const Scenario& scenario, const Address& whom);

}  // namespace akmasim::scenario
