// SPDX-License-Identifier: Apache-2.0
// akmasim run: scenarios onto a host, verdicts onto the screen.
#include <algorithm>
#include <csignal>
#include <fstream>

#include <fmt/format.h>
#include <unistd.h>

#include "simulator/cli/commands.hpp"
#include "simulator/cli/jobs.hpp"
#include "simulator/cli/play.hpp"
#include "simulator/view/ladder.hpp"
#include "simulator/view/listing.hpp"

namespace akmasim::cli {
namespace {

volatile std::sig_atomic_t signal_received = 0;
void on_signal(int number) { signal_received = number; }

bool is_test_plmn(const std::string& mcc) { return mcc == "001" || mcc == "999"; }

struct Tally {
    int passed = 0;
    int failed = 0;
    int skipped = 0;
    int worst = 0;

    void add(int code) {
        // Worst wins: 6 > 5 > 3 > 1 > 4.
        static constexpr int order[] = {0, 4, 1, 3, 5, 6, 129, 130, 143};
        const auto rank = [](int value) { return std::ranges::find(order, value) - std::begin(order); };
        if (rank(code) > rank(worst)) worst = code;
        if (code == 0)
            ++passed;
        else
            ++failed;
    }
};

int write_recording(const record::Recorder& recorder, const scenario::Run& run, const std::string& path) {
    const auto text = recorder.finish(scenario::name_of(run.verdict), run.complete);
    if (!text) {
        fmt::print(stderr, "error: {}; nothing was written\n", text.error().detail);
        return 6;
    }
    std::ofstream file(path, std::ios::binary);
    if (!(file << *text)) {
        fmt::print(stderr, "error: cannot write {}\n", path);
        return 5;
    }
    return 0;
}

int verdict_code(const scenario::Run& run) {
    if (signal_received != 0) return 128 + signal_received;
    return run.verdict == scenario::Verdict::pass ? 0 : run.verdict == scenario::Verdict::fail ? 1 : 5;
}

int run_one(const Job& job, const RunOptions& options) {
    const auto& what = *job.loaded->scenario;
    if (options.reveal && !is_test_plmn(what.plmn->mcc.text)) {
        fmt::print(stderr, "error: {}: --reveal is for test PLMNs (MCC 001 and 999)\n", job.file);
        return 3;
    }
    const auto played = play_recorded(what, job.loaded->resolved, options.host, job.seed, options.reveal,
                                      [] { return signal_received != 0; });
    if (!played) {
        fmt::print(stderr, "error: {}: {}\n", job.file, played.error().detail);
        return signal_received != 0 ? 128 + signal_received : 5;
    }
    const auto& recorder = *played->recorder;
    const auto& run = played->run;
    if (!options.quiet)
        fmt::print("{}",
                   view::ladder(recorder.events(), {isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr}));
    fmt::print("{}", view::notes(recorder.events()));
    for (const auto& failure : run.failures) fmt::print("{}", render(failure));
    for (const auto& doubt : run.doubts) fmt::print(stderr, "inconclusive: {}: {}\n", job.file, doubt);
    if (!run.trouble.empty()) fmt::print(stderr, "error: {}: {}\n", job.file, run.trouble);
    const int written = job.record.empty() ? 0 : write_recording(recorder, run, job.record);
    const int code = std::max(verdict_code(run), written);
    fmt::print("{} {}: {}\n", code == 0 ? "PASS" : "FAIL", job.name, what.title);
    if (code != 0) fmt::print("  reproduce: {}\n", reproduction(job, options));
    return code;
}

}  // namespace

int run(const RunOptions& options) {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        if (std::signal(number, on_signal) == SIG_IGN) std::signal(number, SIG_IGN);  // as nohup wishes
    }
    const auto jobs = jobs_of(options);
    if (!jobs) {
        fmt::print(stderr, "error: {}\n", jobs.error().detail);
        return 2;
    }
    Tally tally;
    tally.skipped = jobs->skipped;
    for (int i = 0; i < jobs->invalid; ++i) tally.add(3);
    for (const auto& job : jobs->all) {
        if (signal_received != 0) break;
        tally.add(run_one(job, options));
    }
    fmt::print("{} passed, {} failed, {} skipped\n", tally.passed, tally.failed, tally.skipped);
    if (signal_received != 0) return 128 + signal_received;
    return tally.passed + tally.failed == 0 ? 77 : tally.worst;
}

}  // namespace akmasim::cli
