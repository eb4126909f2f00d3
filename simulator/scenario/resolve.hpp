// SPDX-License-Identifier: Apache-2.0
// From files to one tree: the parent merged under the child, variables put in.
#pragma once

#include <map>

#include "simulator/scenario/diagnostic.hpp"
#include "simulator/scenario/tree.hpp"

namespace akmasim::scenario {

// Reads `path` and its parents (`extends`, relative to the file that says it). Maps merge, lists are replaced, null
// removes. What waits for a case of the matrix stays.
Node resolve(const std::string& path, const std::map<std::string, std::string>& variables, Diagnostics& wrong);

}  // namespace akmasim::scenario
