// SPDX-License-Identifier: Apache-2.0
// One scenario on one host, recorded: what run and replay share.
#pragma once

#include <functional>

#include "simulator/fabric/score.hpp"
#include "simulator/record/recorder.hpp"
#include "simulator/scenario/runner.hpp"

namespace akmasim::cli {

struct Played {
    scenario::Run run;
    std::unique_ptr<record::Recorder> recorder;
};

bool is_test_plmn(const std::string& mcc);  // 001 and 999: keys may be shown there

struct Playing {
    std::string host;  // processes, simulated
    std::uint64_t seed = 0;
    bool reveal = false;
    std::function<bool()> interrupted;
    fabric::Tap* tap = nullptr;               // asked before those of the scenario; nullptr: none
    std::optional<fabric::Score> score = {};  // its parties are played and do not start
};

// library: the host could not be started.
Result<Played> play_recorded(const scenario::Scenario& scenario, const scenario::Node& resolved, Playing how);

}  // namespace akmasim::cli
