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
    std::string where = {};  // behind the place: "step 'reg' (register alice)"
    std::string under = {};  // behind the mark under the line: "waited 5 ms (virtual) after N1.RegistrationRequest"
};

using Diagnostics = std::vector<Diagnostic>;

// "error: ..." (or "warning: ..."), the place, the line of the file, a mark under it, and the notes. What may be a key
// (base/key_material.hpp) is not shown of message and line, and nothing in it commands a terminal.
std::string render(const Diagnostic& diagnostic, std::string_view severity = "error");

}  // namespace akmasim::scenario
