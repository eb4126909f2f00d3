// SPDX-License-Identifier: Apache-2.0
// What is wrong with a scenario, and where; all of it is told at once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/base/nearest.hpp"
#include "simulator/scenario/tree.hpp"

namespace akmasim::scenario {

struct Diagnostic {
    Mark mark;
    std::string message;  // what, and what was expected
    std::vector<std::string> notes = {};
};

using Diagnostics = std::vector<Diagnostic>;

// "error: ...", the place, the line of the file, a mark under it, and the notes. Long runs of hexadecimal digits, which
// may be keys, are not shown, and nothing in it commands a terminal.
std::string render(const Diagnostic& diagnostic);

}  // namespace akmasim::scenario
