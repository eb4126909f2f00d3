// SPDX-License-Identifier: Apache-2.0
// What akmasim run has to do: one job for each repetition of each case of each file.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "simulator/cli/commands.hpp"
#include "simulator/scenario/scenario.hpp"

namespace akmasim::cli {

struct Job {
    std::string file;
    std::shared_ptr<const scenario::Loaded> loaded;
    std::string label;       // "ua=tls12-psk,auth=5g-aka#2": the case and, of several, the repetition; empty: no matrix
    std::string name;        // of scenario and case, as it is printed: "sweep[ua=tls12-psk]"
    std::uint64_t seed = 0;  // of this job
    std::uint64_t base = 0;  // what --seed has to be for it to come again
    std::string record;      // where the recording goes; empty: nowhere
};

// A file that is no scenario, and everything that is wrong with it, ready to be printed.
struct Invalid {
    std::string file;
    std::vector<std::string> wrong;
};

struct Jobs {
    std::vector<Job> all;                 // in the order in which they run
    int skipped = 0;                      // abstract, or not chosen
    std::vector<std::string> not_chosen;  // by --case and --tag, as their names are printed
    std::vector<Invalid> invalid;
};

// invalid: the command line cannot be followed.
Result<Jobs> jobs_of(const RunOptions& options);

std::string why_nothing_runs(const Jobs& jobs, const RunOptions& options);

std::string reproduction(const Job& job, const RunOptions& options);  // the command that runs it again

}  // namespace akmasim::cli
