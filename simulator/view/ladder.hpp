// SPDX-License-Identifier: Apache-2.0
// A run as people draw it: parties side by side, an arrow for each message, keys where they are born.
#pragma once

#include <string>
#include <vector>

#include "simulator/record/event.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::view {

struct LadderOptions {
    bool colour = false;
    std::size_t width = 110;  // columns of the terminal; below 100 the clauses are cut
    std::size_t mark = 0;     // the step with this number is pointed at
    Filter filter = {};
};

// A line of the ladder and the number of the step that it belongs to; 0: the head, or the name of a scenario's step.
struct LadderRow {
    std::size_t number = 0;
    std::string text;
};
std::vector<LadderRow> ladder_rows(const std::vector<record::Event>& events, LadderOptions options);

// Rows: the number of the step (once), lifelines with the arrow, link and name of the message, its clause. UTF-8.
std::string ladder(const std::vector<record::Event>& events, LadderOptions options);

}  // namespace akmasim::view
