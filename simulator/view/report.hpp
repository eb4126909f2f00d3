// SPDX-License-Identifier: Apache-2.0
// A set of runs on one HTML page without a script: verdicts, what failed, and what each run cost as plots.
#pragma once

#include <string>
#include <vector>

#include "simulator/record/reader.hpp"

namespace akmasim::view {

struct Reported {
    std::string file;                   // where it came from
    record::Recording recording;        // without events where it could not be read
    std::vector<std::string> failures;  // what was not as expected, each with several lines
    std::string page;                   // relative address of its own page; empty: none
    std::string known;                  // why it is expected to fail; empty: it is not
};

bool is_good(const Reported& run);  // as expected: it passed, or failed as is known

std::string report(const std::vector<Reported>& runs);

}  // namespace akmasim::view
