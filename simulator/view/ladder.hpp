// SPDX-License-Identifier: Apache-2.0
// A run as people draw it: parties side by side, an arrow for each message, keys where they are born.
#pragma once

#include <string>
#include <vector>

#include "simulator/record/event.hpp"

namespace akmasim::view {

struct LadderOptions {
    bool colour = false;
};

std::string ladder(const std::vector<record::Event>& events, LadderOptions options);

}  // namespace akmasim::view
