// SPDX-License-Identifier: Apache-2.0
// The simulator owns both ends: where they part, it can say in what.
#pragma once

#include <string>
#include <vector>

#include "simulator/record/reader.hpp"

namespace akmasim::view {

// One sentence each: what USIM and UDM were given differently, and the first key of the tree in which two parties
// differ after the event with that seq, with the input that differs. Empty: both ends agree.
std::vector<std::string> differences(const record::Recording& recording, std::string_view ue, std::uint64_t seq);

// The differences; where there is none, what was compared to say so; and what could not be compared.
std::vector<std::string> what_both_hold(const record::Recording& recording, std::string_view ue, std::uint64_t seq);

}  // namespace akmasim::view
