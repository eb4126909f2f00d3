// SPDX-License-Identifier: Apache-2.0
// A run as lists: one line an event, numbers, and the key tree with who knows what.
#pragma once

#include <string>
#include <vector>

#include "simulator/record/event.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::view {

// A line an event: number of its step, its own, time, what it is, clause.
std::string oneline(const std::vector<record::Event>& events, const Filter& filter = {});
// The same for those with a seq from `first` to `last`.
std::string oneline(const std::vector<record::Event>& events, std::uint64_t first, std::uint64_t last);
// Where a UE got something else on Ua than it asked for, a line each.
std::string notes(const std::vector<record::Event>& events);
std::string stats(const std::vector<record::Event>& events);  // messages and octets per link, derivations per party
std::string timing(const std::string& json);                  // what links and operations took, out of the header
std::string keys(const std::vector<record::Event>& events);   // each subscriber's tree: fingerprint, clause, who knows

}  // namespace akmasim::view
