// SPDX-License-Identifier: Apache-2.0
// Where a reader of a recording stops, and what belongs to each stop.
#pragma once

#include <cstddef>
#include <vector>

#include "simulator/record/event.hpp"

namespace akmasim::view {

// Messages, refusals and what an adversary did. Keys and states belong to the stop of their turn.
bool is_stop(const record::Event& event);

// What a reader looks for: a refusal, a reject or failure, an alert, an error status, an act of an adversary.
bool is_problem(const record::Event& event);

// For each event the position of the stop that it belongs to: a turn is recorded as its keys, its messages, its new
// state. After the last stop everything belongs to that. Without any stop each event is its own.
std::vector<std::size_t> stops_of(const std::vector<record::Event>& events);

}  // namespace akmasim::view
