// SPDX-License-Identifier: Apache-2.0
// Where a key comes from: its place in the tree, and the line that derives it again by hand.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "simulator/knowledge/holders.hpp"

namespace akmasim::view {

// What the key hangs under: the youngest key of its parent's name that is older than it. Nothing: it is a root.
std::optional<std::size_t> parent_of(std::span<const knowledge::KnownKey> keys, std::size_t child);

// The command that derives the key again, with the values where they are revealed, else with names; empty where no KDF
// of TS 33.220 is used.
std::string check_line(const std::vector<record::Event>& events, const record::Event& derivation);

// The derivation that made what the event at this position carries, or its parent where it is a derivation itself;
// for a message without a key the first one made for it. nullptr: none is recorded.
const record::Event* maker_of(const std::vector<record::Event>& events, std::size_t position);

}  // namespace akmasim::view
