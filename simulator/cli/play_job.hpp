// SPDX-License-Identifier: Apache-2.0
// One job played: what it says and how it ended.
#pragma once

#include "simulator/cli/jobs.hpp"
#include "simulator/view/result.hpp"

namespace akmasim::cli {

// All of it crosses from a worker to the process that prints.
struct Finished {
    std::string out;  // for stdout
    std::string err;  // for stderr
    view::CaseResult result;
    int code = 0;

    static void fields(auto& m, auto& visit) {
        visit("out", m.out);
        visit("err", m.err);
        visit("result", m.result);
        visit("code", m.code);
    }
};

// Of two exit codes the one that counts. Worst wins: 6 > 5 > 3 > 1 > 4; an interruption before all of them.
int worse(int a, int b);

Finished play_job(const Job& job, const RunOptions& options);

std::string known_bug(const scenario::Scenario& what);  // the reason of its xfail while that excuses it, else empty

// A job that could not be played at all.
Finished broken(const Job& job, const RunOptions& options, const std::string& why);

view::CaseResult unplayed(const Job& job);  // because of an interruption

}  // namespace akmasim::cli
