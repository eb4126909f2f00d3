// SPDX-License-Identifier: Apache-2.0
// What a reader of a recording looks for first.
#pragma once

#include <set>
#include <span>

#include "simulator/record/event.hpp"

namespace akmasim::view {

// A refusal, a reject or failure, an alert, an error status, an act of an adversary.
bool is_problem(const record::Event& event);

// The seqs of the messages that an adversary dropped, with what ran inside them: nobody received them.
std::set<std::uint64_t> lost_messages(std::span<const record::Event> events);

}  // namespace akmasim::view
