// SPDX-License-Identifier: Apache-2.0
// One step as a card: message, why, clause, fields, octets, what runs inside its record, or the keys born and who holds
// them.
#pragma once

#include <string>
#include <vector>

#include "simulator/record/event.hpp"

namespace akmasim::view {

struct CardOptions {
    bool colour = false;
    std::size_t width = 110;
};

// Of the step that the event at this position belongs to, from 1. Outside of the recording the card is empty.
std::string card(const std::vector<record::Event>& events, std::size_t position, CardOptions options = {});

}  // namespace akmasim::view
