// SPDX-License-Identifier: Apache-2.0
// From files to one tree: the parent merged under the child, variables put in.
#pragma once

#include <map>

#include "simulator/scenario/diagnostic.hpp"
#include "simulator/scenario/tree.hpp"

namespace akmasim::scenario {

// Reads `path` with its parents and parts and puts the variables in. Null: there is nothing to decode, `wrong` says
// why. What waits for a case of the matrix stays. warnings: variables that are never used.
Node resolve(const std::string& path, const std::map<std::string, std::string>& variables, Diagnostics& wrong,
             Diagnostics& warnings);

}  // namespace akmasim::scenario
