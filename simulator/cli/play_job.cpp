// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/play_job.hpp"

#include <algorithm>
#include <ctime>

#include <fmt/format.h>

#include "simulator/cli/interruption.hpp"
#include "simulator/cli/output.hpp"
#include "simulator/cli/play.hpp"
#include "simulator/cli/screen.hpp"
#include "simulator/record/steps.hpp"
#include "simulator/scenario/why.hpp"
#include "simulator/view/ladder.hpp"
#include "simulator/view/listing.hpp"

namespace akmasim::cli {
namespace {

std::string today() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

int write_recording(const record::Recorder& recorder, const scenario::Run& run, const std::string& path, bool reveal,
                    std::string& err) {
    const auto text = recorder.finish(scenario::name_of(run.verdict), run.complete);
    if (!text) {
        err += fmt::format("error: {}; nothing was written\n", text.error().detail);
        return 6;
    }
    const auto written = write_file(path, *text, reveal ? secrets_mode : usual_mode);
    if (!written) err += fmt::format("error: {}\n", written.error().detail);
    return written ? 0 : 5;
}

int verdict_code(scenario::Verdict verdict, bool known) {
    if (interrupted_by() != 0) return interrupted_code();
    if (verdict == scenario::Verdict::pass) return known ? 1 : 0;
    if (verdict == scenario::Verdict::fail) return known ? 0 : 1;
    return 5;
}

// Where a failed expectation can be looked at.
scenario::See see(const Job& job) {
    if (!job.record.empty()) return {"akmasim step --at ", " " + job.record};
    return {fmt::format("akmasim run {} --record out.rec.jsonl; akmasim step --at ", job.file), " out.rec.jsonl"};
}

void tell(const Job& job, const RunOptions& options, Played& played, Finished& finished) {
    const auto& events = played.recorder->events();
    explain(played.run.failures, *job.loaded->scenario, job.loaded->resolved, events, see(job));
    if (!options.quiet) finished.out += view::ladder(events, {colour()});
    finished.out += view::notes(events);
    const record::Steps steps(events);
    for (const auto& finding : played.run.findings) finished.out += steps.in_steps(finding) + "\n";
    for (const auto& failure : played.run.failures) finished.result.failures.push_back(render(failure));
    for (const auto& said : played.run.doubts) {
        const auto doubt = steps.in_steps(said);
        finished.err += fmt::format("inconclusive: {}: {}\n", job.file, doubt);
        finished.result.failures.push_back("inconclusive: " + doubt);
    }
    if (played.run.trouble.empty()) return;
    finished.err += fmt::format("error: {}: {}\n", job.file, played.run.trouble);
    finished.result.failures.push_back("error: " + played.run.trouble);
}

view::Numbers numbers_of(const Played& played) {
    auto numbers = view::numbers_of(played.recorder->events());
    for (const auto& phase : played.run.phases) {
        auto found = std::ranges::find(numbers.phases, phase.verb, &view::Count::name);
        if (found == numbers.phases.end()) found = numbers.phases.insert(found, {phase.verb, 0});
        found->number += static_cast<std::uint64_t>(phase.took);
    }
    for (const auto& [name, work] : played.run.work) {
        auto& party = numbers.of_party(name);
        party.public_key = work.public_key();
        for (std::size_t i = 0; i < work.count.size(); ++i) {
            if (work.count[i] != 0) party.operations.push_back({std::string(crypto::operations[i]), work.count[i]});
        }
    }
    return numbers;
}

view::CaseResult result_of(const Job& job) {
    view::CaseResult result;
    result.name = job.name;
    result.title = job.loaded->scenario->title;
    result.file = job.file;
    result.scenario = job.loaded->scenario->name;
    result.label = job.label;
    result.seed = job.seed;
    return result;
}

Finished play_whole(const Job& job, const RunOptions& options) {
    const auto& what = *job.loaded->scenario;
    if (options.reveal && !is_test_plmn(what.plmn->mcc.text)) {
        auto refused = broken(job, options, "--reveal is for test PLMNs (MCC 001 and 999)");
        refused.code = 3;
        return refused;
    }
    auto played = play_recorded(what, job.loaded->resolved,
                                {options.host, job.seed, options.reveal, [] { return interrupted_by() != 0; }});
    if (!played) return broken(job, options, played.error().detail);
    Finished finished;
    finished.result = result_of(job);
    tell(job, options, *played, finished);
    const int written = job.record.empty() ? 0
                                           : write_recording(*played->recorder, played->run, job.record,
                                                             options.reveal, finished.err);
    const auto known = known_bug(what);
    finished.code = std::max(verdict_code(played->run.verdict, !known.empty()), written);
    auto& result = finished.result;
    result.numbers = numbers_of(*played);
    result.outcome = finished.code == 0 ? view::Outcome::passed : view::Outcome::failed;
    result.verdict = written != 0 ? "error" : scenario::name_of(played->run.verdict);
    result.complete = played->run.complete;
    if (result.verdict == "pass" || result.verdict == "fail") result.known = known;
    if (finished.code != 0) result.reproduce = reproduction(job, options);
    finished.out += view::verdict(result, colour());
    return finished;
}

}  // namespace

int worse(int a, int b) {
    static constexpr int order[] = {0, 4, 1, 3, 5, 6, 129, 130, 143};
    const auto rank = [](int value) { return std::ranges::find(order, value) - std::begin(order); };
    return rank(a) < rank(b) ? b : a;
}

// The one thing that depends on the day: how long a known bug is excused. What is recorded does not.
std::string known_bug(const scenario::Scenario& what) {
    const bool excused = what.xfail && (!what.xfail->until || today() <= *what.xfail->until);
    return excused ? what.xfail->reason : "";
}

Finished broken(const Job& job, const RunOptions& options, const std::string& why) {
    Finished finished;
    finished.result = result_of(job);
    finished.result.outcome = view::Outcome::failed;
    finished.result.verdict = "error";
    finished.result.complete = false;
    finished.result.failures = {"error: " + why};
    finished.result.reproduce = reproduction(job, options);
    finished.err = fmt::format("error: {}: {}\n", job.file, why);
    finished.out = view::verdict(finished.result, colour());
    finished.code = interrupted_by() != 0 ? interrupted_code() : 5;
    return finished;
}

view::CaseResult unplayed(const Job& job) {
    auto result = result_of(job);
    result.outcome = view::Outcome::skipped;
    result.verdict.clear();
    result.complete = false;
    result.failures = {"interrupted before it began"};
    return result;
}

Finished play_job(const Job& job, const RunOptions& options) {
    try {
        return play_whole(job, options);
    } catch (const std::exception& error) {  // what the machine refuses
        return broken(job, options, error.what());
    }
}

}  // namespace akmasim::cli
