// SPDX-License-Identifier: Apache-2.0
// akmasim run: scenarios onto a host, verdicts onto the screen.
#include <fmt/format.h>

#include "simulator/base/console.hpp"
#include "simulator/base/key_material.hpp"
#include "simulator/cli/interruption.hpp"
#include "simulator/cli/verdict_files.hpp"
#include "simulator/cli/workers.hpp"

namespace akmasim::cli {
namespace {

// What the command ends with: results in the order of the jobs, and the worst of their codes.
struct Summary {
    std::vector<view::CaseResult> results;
    int worst = 0;

    void print() const {
        console::say("{}", view::tally(results));
        console::flush();
    }
};

view::CaseResult invalid(const Invalid& file) {
    view::CaseResult result;
    result.outcome = view::Outcome::failed;
    result.name = result.scenario = result.file = file.file;
    result.verdict = "error";
    result.failures = file.wrong;
    return result;
}

int refuse_options(const Error& error) {
    console::complain("error: {}\n", without_keys(error.detail));
    return 2;
}

Summary play_all(const Jobs& jobs, const RunOptions& options) {
    Summary summary;
    for (const auto& file : jobs.invalid) {
        for (const auto& wrong : file.wrong) console::complain("{}", wrong);
        summary.results.push_back(invalid(file));
        summary.worst = 3;
    }
    const auto before = summary.results.size();
    play_jobs(jobs.all, options, [&](Finished finished) {
        console::complain("{}", finished.err);
        console::say("{}", finished.out);
        console::flush();
        summary.worst = worse(summary.worst, finished.code);
        summary.results.push_back(std::move(finished.result));
    });
    for (auto i = summary.results.size() - before; i < jobs.all.size(); ++i)
        summary.results.push_back(unplayed(jobs.all[i]));
    return summary;
}

}  // namespace

int run(const RunOptions& options) {
    heed_signals();
    const auto reports = reports_of(options);
    if (!reports) return refuse_options(reports.error());
    const auto jobs = jobs_of(options);
    if (!jobs) return refuse_options(jobs.error());
    auto summary = play_all(*jobs, options);
    auto asked_for = options;
    if (jobs->all.empty()) asked_for.output_dir.clear();  // nothing was made there
    if (!write_reports(*reports_of(asked_for), summary.results, interrupted_by() == 0)) summary.worst = worse(summary.worst, 5);
    for (int i = 0; i < jobs->skipped; ++i) summary.results.emplace_back().outcome = view::Outcome::skipped;
    const bool nothing = jobs->all.empty() && jobs->invalid.empty();
    if (nothing) console::complain("nothing ran: {}\n", why_nothing_runs(*jobs, options));
    summary.print();
    if (interrupted_by() != 0) return interrupted_code();
    return nothing ? 77 : summary.worst;
}

}  // namespace akmasim::cli
