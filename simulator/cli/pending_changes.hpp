// SPDX-License-Identifier: Apache-2.0
// What a replay gave in place of a recording, waiting beside it for a decision.
#pragma once

#include "simulator/cli/recordings.hpp"
#include "simulator/record/compare.hpp"

namespace akmasim::cli {

struct Change {
    std::string path;  // of the recording; what waits is called path + ".new"
    record::Recording was;
    record::Recording now;
    record::Comparison comparison;

    [[nodiscard]] std::string new_file() const { return path + ".new"; }
};

// The recordings that something waits beside: a file stands for itself, with or without its .new, a folder for all in
// it.
std::vector<std::string> with_pending(const std::vector<std::string>& paths);

// invalid: there is nothing that waits, one of the two cannot be read or is not whole, or they are of different runs.
Result<Change> change_at(const std::string& path);

// The new one, with its reason in its header, takes the recording's place. library: it cannot be written.
Result<void> take_over(const Change& change, const std::string& why);
Result<void> throw_away(const std::string& path);

}  // namespace akmasim::cli
