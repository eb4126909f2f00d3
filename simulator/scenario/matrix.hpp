// SPDX-License-Identifier: Apache-2.0
// A scenario with a matrix is several: one for each combination of the values of its axes.
#pragma once

#include <string>
#include <vector>

#include "simulator/scenario/diagnostic.hpp"
#include "simulator/scenario/tree.hpp"

namespace akmasim::scenario {

struct ExpandedCase {
    std::string name;  // "ua=tls12-psk,auth=5g-aka"; empty: there is no matrix
    Node root;         // without the matrix, the values of the axes put in
};

struct Expansion {
    std::vector<ExpandedCase> cases;
    int repeat = 1;
    bool shuffled = false;
    bool one_seed = false;  // seed: shared; repetitions differ all the same
};

// ${axis.NAME} becomes the value of that axis, a whole map or list where it stands alone; nothing where that is null.
Expansion expand(const Node& root, Diagnostics& wrong);

}  // namespace akmasim::scenario
