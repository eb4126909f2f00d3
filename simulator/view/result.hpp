// SPDX-License-Identifier: Apache-2.0
// How runs ended: a verdict a case, then one last line of numbers.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace akmasim::view {

enum class Outcome { passed, failed, skipped };

struct CaseResult {
    Outcome outcome = Outcome::passed;
    std::string name;
    std::string title;
    std::vector<std::string> failures;  // each may have several lines
    std::string reproduce;              // the command that shows a failure again
};

std::string verdict(const CaseResult& result, bool colour = false);  // "PASS name: title", then what failed
std::string tally(std::span<const CaseResult> results);              // "N passed, N failed, N skipped"

}  // namespace akmasim::view
