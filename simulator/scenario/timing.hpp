// SPDX-License-Identifier: Apache-2.0
// links: and cost: as they stand in the file, upon the defaults.
#pragma once

#include <string>

#include "simulator/fabric/timing.hpp"
#include "simulator/scenario/diagnostic.hpp"

namespace akmasim::scenario {

fabric::Timing default_timing();

// `links: none` takes every duration away: then there is no cost either.
fabric::Timing decode_timing(const Node* links, const Node* cost, Diagnostics& wrong);
bool is_none(const Node* links);

}  // namespace akmasim::scenario
