// SPDX-License-Identifier: Apache-2.0
// How closely two recordings are compared: an event reduced to what counts.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "simulator/record/event.hpp"

namespace akmasim::record {

// flow: order, parties and names of messages, what was refused or attacked, which timers ran out. fields: all events
// with what was decoded. octets: also raw and the time. shape: flow, and of fields the kinds and lengths alone, which
// do not depend on the seed.
enum class Level { flow, shape, fields, octets };
std::optional<Level> level_named(std::string_view name);

// Events that do not count at this level are left out; of the others, members that do not count are empty. At levels
// below octets only `seq` stays that is not compared: it says where the event stands.
std::vector<Event> at_level(const std::vector<Event>& events, Level level);

}  // namespace akmasim::record
