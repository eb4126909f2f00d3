// SPDX-License-Identifier: Apache-2.0
// Whether two sessions show an adversary the same identifier.
#pragma once

#include "simulator/knowledge/insight.hpp"

namespace akmasim::knowledge {

// The identifiers that it reads in both steps, each with its name: "A-KID 0000.bdYd...", "GUTI 5g-guti-...".
std::vector<std::string> common_identifiers(const Evidence& evidence, const Insight& insight, const std::string& one,
                                            const std::string& other);

}  // namespace akmasim::knowledge
