// SPDX-License-Identifier: Apache-2.0
// The verdict block.
#include "simulator/view/result.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/view/wording.hpp"

namespace akmasim::view {
namespace {

std::string word_of(const CaseResult& result, bool colour) {
    const bool passed = result.outcome == Outcome::passed;
    if (result.outcome == Outcome::skipped) return in_colour("SKIP", "33", colour);
    if (!result.known.empty()) return in_colour(passed ? "XFAIL" : "XPASS", passed ? "33" : "31", colour);
    if (passed) return in_colour("PASS", "32", colour);
    if (result.verdict == "inconclusive") return in_colour("INCONCLUSIVE", "33", colour);
    return in_colour(result.verdict == "error" ? "ERROR" : "FAIL", "31", colour);
}

}  // namespace

std::string verdict(const CaseResult& result, bool colour) {
    auto text = fmt::format("{} {}{}{}\n", word_of(result, colour), printable(result.name),
                            result.title.empty() ? "" : ": ", printable(result.title));
    for (const auto& failure : result.failures) text += failure + (failure.ends_with('\n') ? "" : "\n");
    if (!result.known.empty()) {
        text += fmt::format("  {}: {}\n", result.outcome == Outcome::passed ? "known" : "passes, though xfail says",
                            printable(result.known));
    }
    if (!result.reproduce.empty()) text += fmt::format("  reproduce: {}\n", printable(result.reproduce));
    return text;
}

std::string tally(std::span<const CaseResult> results) {
    const auto count = [&](Outcome outcome) { return std::ranges::count(results, outcome, &CaseResult::outcome); };
    return fmt::format("{} passed, {} failed, {} skipped\n", count(Outcome::passed), count(Outcome::failed),
                       count(Outcome::skipped));
}

}  // namespace akmasim::view
