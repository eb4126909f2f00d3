// SPDX-License-Identifier: Apache-2.0
// The scenario files that paths on the command line stand for.
#pragma once

#include <string>
#include <vector>

namespace akmasim::cli {

// A folder stands for every .yaml file in and below it, sorted; a file for itself, also if it is not there, and so does
// a folder that cannot be read in all its parts.
std::vector<std::string> scenario_files(const std::vector<std::string>& paths);

}  // namespace akmasim::cli
