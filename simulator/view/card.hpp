// SPDX-License-Identifier: Apache-2.0
// One event as a card: message, fields, clause, octets, the keys born since the message before, and who holds what.
#pragma once

#include <string>
#include <vector>

#include "simulator/record/event.hpp"

namespace akmasim::view {

// seq: from 1.
std::string card(const std::vector<record::Event>& events, std::size_t seq);

}  // namespace akmasim::view
