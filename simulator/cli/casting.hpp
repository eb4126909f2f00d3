// SPDX-License-Identifier: Apache-2.0
// Who really lives in a replay, and who is played by the recording.
#pragma once

#include <set>
#include <string>

#include "simulator/cli/replaying.hpp"
#include "simulator/fabric/score.hpp"
#include "simulator/record/reader.hpp"
#include "simulator/scenario/scenario.hpp"

namespace akmasim::cli {

struct Cast {
    std::set<std::string> real;  // parties: ue, amf, aanf-west; empty: all of them, nobody is played
    std::set<std::string> played;
};

// By --only and --except; a role stands for all of its instances. unexpected: this recording has no such
// party, or nobody else.
Result<Cast> cast_of(const ReplayOptions& options, const record::Recording& recording);

// What the recording plays. invalid: a key that it hides is needed and does not follow from the scenario's.
Result<fabric::Score> score_of(const Cast& cast, const record::Recording& recording,
                               const scenario::Scenario& scenario);

}  // namespace akmasim::cli
