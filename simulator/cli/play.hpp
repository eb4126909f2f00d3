// SPDX-License-Identifier: Apache-2.0
// One scenario on one host, recorded: what run and replay share.
#pragma once

#include <functional>

#include "simulator/record/recorder.hpp"
#include "simulator/scenario/runner.hpp"

namespace akmasim::cli {

struct Played {
    scenario::Run run;
    std::unique_ptr<record::Recorder> recorder;
};

bool is_test_plmn(const std::string& mcc);  // 001 and 999: keys may be shown there

// tap: asked before those of the scenario; nullptr: none. library: the host could not be started.
Result<Played> play_recorded(const scenario::Scenario& scenario, const scenario::Node& resolved,
                             const std::string& host, std::uint64_t seed, bool reveal,
                             const std::function<bool()>& interrupted, fabric::Tap* tap = nullptr);

}  // namespace akmasim::cli
