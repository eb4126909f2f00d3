// SPDX-License-Identifier: Apache-2.0
// How something ended that nobody ordered, told from what was seen of it.
#pragma once

#include <span>
#include <string>

#include "simulator/protocol/command.hpp"
#include "simulator/record/event.hpp"

namespace akmasim::scenario {

// What a party made of an injected message: ignored, rejected with its cause, an alert, or success.
command::Report outcome_at(const std::string& party, std::span<const record::Event> events);

// The party refused a message without a word to its sender.
bool refused_at(const std::string& party, std::span<const record::Event> events);

// A message that the adversary touched, or made up, reached the party and was not refused by it. `event`: the message
// as its sender meant it, or the adversary's own event.
bool seen_by(const std::string& party, const record::Event& event, std::span<const record::Event> events);

}  // namespace akmasim::scenario
