// SPDX-License-Identifier: Apache-2.0
// The keys that a recording hides: each derivation it tells of, computed again from the long-term keys of its scenario.
#pragma once

#include <map>
#include <span>
#include <string>

#include "simulator/knowledge/evidence.hpp"

namespace akmasim::knowledge {

// By fingerprint, in hexadecimal. Nothing is assumed: a value is there only if its fingerprint, under the recording's
// id, is the recorded one. Keys of people beyond the subscribers, such as those of a USIM that has others, are tried
// too.
std::map<std::string, std::string> values_behind(std::span<const record::Event> events,
                                                 const std::vector<Person>& people, const std::string& id);

}  // namespace akmasim::knowledge
