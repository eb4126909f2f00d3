// SPDX-License-Identifier: Apache-2.0
// Plays jobs, several at a time if wished, and hands their ends over in the order of the jobs.
#pragma once

#include <functional>
#include <span>

#include "simulator/cli/play_job.hpp"

namespace akmasim::cli {

using Take = std::function<void(Finished)>;

// What is to be done: any number of pieces, each known by its index.
struct Pieces {
    std::size_t count = 0;
    int at_a_time = 1;
    std::function<Finished(std::size_t)> play;
    std::function<Finished(std::size_t, const std::string& why)> broken;  // it could not be played at all
};

// Where there is more than one at a time, in as many processes, each with its own library state and private directory:
// a crash is the end of one piece. Their ends come in the order of the pieces. After an interruption none begins; those
// under way end.
void play_pieces(const Pieces& pieces, const Take& take);

void play_jobs(std::span<const Job> jobs, const RunOptions& options, const Take& take);

}  // namespace akmasim::cli
