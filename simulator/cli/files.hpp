// SPDX-License-Identifier: Apache-2.0
// The scenario files that paths on the command line stand for, and how a command line is written down.
#pragma once

#include <string>
#include <vector>

namespace akmasim::cli {

// A folder stands for every .yaml file in and below it, sorted; a file for itself, also if it is not there, and so does
// a folder that cannot be read in all its parts.
std::vector<std::string> scenario_files(const std::vector<std::string>& paths);

// As a shell takes it for one word, in quotes only where it must be: for commands that are shown to be pasted.
std::string shell_word(const std::string& text);

}  // namespace akmasim::cli
