// SPDX-License-Identifier: Apache-2.0
// One recording replayed: what it says and how it ended.
#pragma once

#include "simulator/cli/play_job.hpp"
#include "simulator/cli/replaying.hpp"

namespace akmasim::cli {

Finished replay_job(const std::string& path, const ReplayOptions& options);

// One that could not be replayed at all: 3 where the recording or its scenario is at fault, 5 where the machine is.
Finished unreplayed(const std::string& path, const ReplayOptions& options, const std::string& why, int code);

}  // namespace akmasim::cli
