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

struct Run {
    Verdict verdict = Verdict::pass;
    Diagnostics failures;  // expectations that were not met
    std::string trouble;   // why the run could not go on (verdict error)
    bool complete = true;  // false: it was interrupted
};

Run play(const Scenario& scenario, fabric::Fabric& fabric, const record::Recorder& recorder,
         const std::function<bool()>& interrupted = {});

}  // namespace akmasim::scenario
