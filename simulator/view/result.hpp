// SPDX-License-Identifier: Apache-2.0
// How runs ended: a verdict a case, then one last line of numbers.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "simulator/view/numbers.hpp"

namespace akmasim::view {

enum class Outcome { passed, failed, skipped };

struct CaseResult {
    Outcome outcome = Outcome::passed;  // as it counts: a known bug that shows itself counts as passed
    std::string name;
    std::string title;
    std::vector<std::string> failures;  // each may have several lines
    std::string reproduce;              // the command that shows a failure again

    std::string file = {};
    std::string scenario = {};
    std::string label = {};        // of the case, "ua=tls12-psk,auth=5g-aka#2"; empty: no matrix
    std::string verdict = "pass";  // inconclusive, fail, error; empty: it did not run
    std::string known = {};        // the reason of its xfail, while that excuses it
    std::uint64_t seed = 0;
    bool complete = true;  // false: it was interrupted
    Numbers numbers = {};

    static void fields(auto& m, auto& visit) {
        visit("outcome", m.outcome);
        visit("name", m.name);
        visit("title", m.title);
        visit("failures", m.failures);
        visit("reproduce", m.reproduce);
        visit("file", m.file);
        visit("scenario", m.scenario);
        visit("label", m.label);
        visit("verdict", m.verdict);
        visit("known", m.known);
        visit("seed", m.seed);
        visit("complete", m.complete);
        visit("numbers", m.numbers);
    }
};

// "PASS name: title", then what failed. XFAIL: it failed, as is known; XPASS: it did not, though it is said to.
std::string verdict(const CaseResult& result, bool colour = false);
std::string tally(std::span<const CaseResult> results);  // "N passed, N failed, N skipped"

}  // namespace akmasim::view
