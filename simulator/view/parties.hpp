// SPDX-License-Identifier: Apache-2.0
// Who takes part in a recording, in the order in which people draw them.
#pragma once

#include <string>
#include <vector>

#include "simulator/record/event.hpp"

namespace akmasim::view {

// UE side first, then the core from access to application; unknown ones behind, in the order in which they occur.
std::vector<std::string> parties_of(const std::vector<record::Event>& events);
std::vector<std::string> parties_of(const std::vector<const record::Event*>& events);

}  // namespace akmasim::view
