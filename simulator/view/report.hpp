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
};

std::string report(const std::vector<Reported>& runs);

}  // namespace akmasim::view
