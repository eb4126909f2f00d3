// SPDX-License-Identifier: Apache-2.0
// akmasim replay: recordings run again with their seeds, and compared; or only whether their scenarios are still there.
#include <algorithm>

#include <fmt/format.h>

#include "simulator/base/console.hpp"
#include "simulator/cli/interruption.hpp"
#include "simulator/cli/recorded_scenario.hpp"
#include "simulator/cli/recordings.hpp"
#include "simulator/cli/replay_job.hpp"
#include "simulator/cli/verdict_files.hpp"
#include "simulator/cli/workers.hpp"
#include "simulator/crypto/random.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::cli {
namespace {

std::uint64_t drawn_seed() {
    crypto::OsRandom random;
    std::uint64_t seed = 0;
    const auto drawn = random.draw<FixedOctets<"seed", 6>>();
    for (const Octet octet : drawn.view()) seed = seed << 8 | octet;
    return seed;
}

// A recording as the lists --unreferenced and --stale see it.
Finished listed(const std::string& path, const ReplayOptions& options) {
    const auto recording = record::read_file(path);
    if (!recording) return unreplayed(path, options, recording.error().detail, 3);
    const auto file = options.scenario.empty() ? find_scenario(path, recording->header.name) : options.scenario;
    Finished finished;
    finished.result.name = finished.result.file = finished.result.scenario = path;
    const auto name = view::printable(recording->header.name);
    const auto found = [&](int code, std::string line) {
        finished.result.outcome = view::Outcome::failed;
        finished.result.verdict = "fail";
        finished.result.failures = {line};
        finished.out = line + "\n";
        finished.code = code;
        return finished;
    };
    if (file.empty() && options.unreferenced)
        return found(3, fmt::format("UNREFERENCED {}: no scenario is called {}; remove it, or name the file with "
                                    "--scenario",
                                    path, name));
    if (options.unreferenced) return finished;
    if (file.empty()) {
        finished.result.outcome = view::Outcome::skipped;
        finished.err = fmt::format("skipped: {}: no scenario is called {}; see --unreferenced\n", path, name);
        return finished;
    }
    if (const auto change = change_since(*recording, file); !change.empty())
        return found(4, fmt::format("STALE {}: {}: {}; akmasim run {} --seed {} --record {} records it anew", path,
                                    file, change, file, recording->header.seed, path));
    return finished;
}

int refuse_options(std::string_view why) {
    console::complain("error: {}\n", why);
    return 2;
}

struct Ending {
    std::vector<view::CaseResult> results;
    int worst = 0;
};

Ending replay_all(const std::vector<std::string>& paths, const ReplayOptions& options) {
    Ending ending;
    const auto one = options.stale || options.unreferenced ? listed : replay_job;
    const Pieces pieces{
        paths.size(), options.jobs, [&](std::size_t i) { return one(paths[i], options); },
        [&](std::size_t i, const std::string& why) { return unreplayed(paths[i], options, paths[i] + ": " + why, 5); }};
    play_pieces(pieces, [&](Finished finished) {
        console::complain("{}", finished.err);
        console::say("{}", finished.out);
        console::flush();
        ending.worst = worse(ending.worst, finished.code);
        ending.results.push_back(std::move(finished.result));
    });
    for (auto i = ending.results.size(); i < paths.size(); ++i) {
        auto result = unreplayed(paths[i], options, "interrupted before it began", 5).result;
        result.outcome = view::Outcome::skipped;
        result.verdict.clear();
        ending.results.push_back(std::move(result));
    }
    return ending;
}

}  // namespace

int replay(const ReplayOptions& wanted) {
    heed_signals();
    auto options = wanted;
    if (options.as_scenario && options.level != "octets")
        return refuse_options("--level says how closely the same seed is compared; leave it out with --as-scenario");
    if (options.as_scenario && !options.seed) options.seed = drawn_seed();
    if (options.as_scenario) console::complain("seed {}\n", *options.seed);
    RunOptions run;
    run.reports = options.reports;
    const auto reports = reports_of(run);
    if (!reports) return refuse_options(reports.error().detail);
    const auto paths = recordings_in(options.recordings);
    auto ending = replay_all(paths, options);
    if (!write_reports(*reports, ending.results, interrupted_by() == 0)) ending.worst = worse(ending.worst, 5);
    const bool cast = !options.only.empty() || !options.except.empty();
    const bool none = cast && std::ranges::all_of(ending.results, [](const view::CaseResult& one) {
                          return one.outcome == view::Outcome::skipped;
                      });
    if (none && !paths.empty() && interrupted_by() == 0) {
        console::complain("error: no recording there could be replayed so\n");
        ending.worst = worse(ending.worst, 2);
    }
    if (paths.empty())
        console::complain("error: no recording (*{}) there; akmasim run SCENARIO --record FILE makes one\n",
                   recording_ending);
    console::say("{}", view::tally(ending.results));
    if (interrupted_by() != 0) return interrupted_code();
    return paths.empty() ? 77 : ending.worst;
}

}  // namespace akmasim::cli
