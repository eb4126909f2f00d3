// SPDX-License-Identifier: Apache-2.0
// What a scenario's values must be beyond their form: identities that fit the PLMN, keys that exist, known words.
#pragma once

#include "simulator/scenario/scenario.hpp"

namespace akmasim::scenario {

// `root` is the tree that `scenario` was read from; it knows where things stand.
void validate(const Scenario& scenario, const Node& root, Diagnostics& wrong);

}  // namespace akmasim::scenario
