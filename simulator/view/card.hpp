// SPDX-License-Identifier: Apache-2.0
// One event as a card: message, why, clause, fields, octets, the keys born since the message before, and who holds
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

// position: of the event in the recording, from 1. Outside of it the card is empty.
std::string card(const std::vector<record::Event>& events, std::size_t position, CardOptions options = {});

}  // namespace akmasim::view
