// SPDX-License-Identifier: Apache-2.0
// The one list of network functions: role -> how to make it.
#pragma once

#include <string_view>
#include <vector>

#include "simulator/fabric/host.hpp"
#include "simulator/machine/conversations.hpp"

namespace akmasim::nf {

struct Entry {
    std::string_view role;
    std::string_view title;
    Result<std::unique_ptr<Resident>> (*make)(Surroundings, const std::string& configuration);
    AcceptedPairs (*pairs)();  // what it accepts in which state
};

const std::vector<Entry>& registry();

// For hosts. invalid: no such role; malformed: a configuration the role does not read.
Result<std::unique_ptr<Resident>> make(const fabric::Start& start);

}  // namespace akmasim::nf
