// SPDX-License-Identifier: Apache-2.0
// What people look at: a recording out of a file, or a scenario played for this.
#pragma once

#include <string>

#include "simulator/cli/jobs.hpp"
#include "simulator/knowledge/exposure.hpp"
#include "simulator/record/reader.hpp"

namespace akmasim::cli {

struct Opened {
    record::Recording recording;
    std::vector<std::string> failures;  // of a scenario that was played: what was not as expected
};

// Played in this process; on a test PLMN with its key values.
Result<Opened> play_to_look(const Job& job);

// A file that ends in .yaml or .yml is a scenario, of which the first case (that fits the glob, if any) is played;
// stderr is told whether its keys are shown. invalid: no scenario or recording; what is wrong in a scenario stands on
// stderr then.
Result<record::Recording> open_recording(const std::string& path, const std::string& case_glob = {});

// What an adversary of this run, or a listener, has in hand at its end. Only where the keys are shown: then it is
// computed, not guessed.
std::optional<knowledge::Exposure> exposure_of(const record::Recording& recording, const std::string& path);

}  // namespace akmasim::cli
