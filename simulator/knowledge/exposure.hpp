// SPDX-License-Identifier: Apache-2.0
// All that one adversary has in hand when a run is over, with how it came by it.
#pragma once

#include <map>

#include "simulator/knowledge/insight.hpp"

namespace akmasim::knowledge {

struct Exposure {
    struct Known {
        std::string what;  // "KAUSF", "SUPI"
        std::string ue;
        std::string hex;
        std::vector<std::string> way;  // one step a line, what it began with first
    };
    Stance stance;
    std::vector<Known> values;                               // keys in the order of their birth, then identities
    std::map<std::uint64_t, std::vector<std::string>> read;  // by seq: the messages it reads, and how
};

// stop: asked in each long loop; what was found until then is not all.
Exposure exposure_of(const Evidence& evidence, Stance stance, const Stop& stop = {});

}  // namespace akmasim::knowledge
