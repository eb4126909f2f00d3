// SPDX-License-Identifier: Apache-2.0
// Plays jobs, several at a time if wished, and hands their ends over in the order of the jobs.
#pragma once

#include <functional>
#include <span>

#include "simulator/cli/play_job.hpp"

namespace akmasim::cli {

// Each job in a process of its own where there is more than one at a time, so that each has its own library state and
// private directory and a crash is the end of one case. After an interruption no job begins; those under way end.
void play_jobs(std::span<const Job> jobs, const RunOptions& options, const std::function<void(Finished)>& take);

}  // namespace akmasim::cli
