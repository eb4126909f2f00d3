// SPDX-License-Identifier: Apache-2.0
// Plays a scenario on a host: orders, quiescence, expectations, verdict.
#pragma once

#include <functional>
#include <string>

#include "simulator/fabric/fabric.hpp"
#include "simulator/scenario/scenario.hpp"

namespace akmasim::scenario {

enum class Verdict { pass, inconclusive, fail, error };
std::string_view name_of(Verdict verdict);

// A procedure that was ordered, and how long it took.
struct Phase {
    std::string verb;
    Time took = 0;  // virtual
};

struct Run {
    Verdict verdict = Verdict::pass;
    Diagnostics failures;                      // expectations that were not met
    std::vector<std::string> findings;         // what an adversary came to know as expected, and how
    std::vector<std::string> doubts;           // why the run shows nothing (verdict inconclusive)
    std::string trouble;                       // why the run could not go on (verdict error)
    bool complete = true;                      // false: it was interrupted
    std::vector<Phase> phases;                 // one an order
    std::map<std::string, crypto::Work> work;  // of each party
};

// random: of the adversary; a scenario without one needs none.
Run play(const Scenario& scenario, fabric::Fabric& fabric, const record::Recorder& recorder,
         const std::function<bool()>& interrupted = {}, const RandomSource& random = {});

}  // namespace akmasim::scenario
