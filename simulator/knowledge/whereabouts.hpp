// SPDX-License-Identifier: Apache-2.0
// Where a value was: which party had it, on which link it crossed.
#pragma once

#include <optional>

#include "simulator/knowledge/evidence.hpp"

namespace akmasim::knowledge {

struct Sighting {
    std::string party;      // "ue", "aanf-west"
    std::uint64_t seq = 0;  // of the event that gave it; 0: provisioned
    std::string how;        // "derived it", "was sent it in N62.RetrieveApplicationKeyResponse"
};

// Each party once, in the order in which they came to have it.
std::vector<Sighting> parties_with(const Evidence& evidence, const Value& value);

// The first message of that link in whose octets it stands.
std::optional<Sighting> crossing_of(const Evidence& evidence, const Value& value, std::string_view link);

}  // namespace akmasim::knowledge
