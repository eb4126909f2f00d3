// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/open.hpp"

#include <fmt/format.h>

#include "simulator/base/console.hpp"
#include "simulator/cli/interruption.hpp"
#include "simulator/cli/play.hpp"
#include "simulator/scenario/evidence.hpp"

namespace akmasim::cli {
namespace {

bool is_scenario(std::string_view path) { return path.ends_with(".yaml") || path.ends_with(".yml"); }

Result<record::Recording> first_case_of(const std::string& path, const std::string& case_glob) {
    RunOptions options;
    options.paths = {path};
    if (!case_glob.empty()) options.cases = {case_glob};
    const auto jobs = TRY(jobs_of(options));
    for (const auto& file : jobs.invalid) {
        for (const auto& wrong : file.wrong) console::complain("{}", wrong);
    }
    if (!jobs.invalid.empty()) return fail(Cause::invalid, path + ": not a scenario that can be played");
    if (jobs.all.empty()) {
        return fail(Cause::invalid, path + (case_glob.empty() ? ": abstract; name a scenario that extends it"
                                                              : ": no case fits '" + case_glob + "'"));
    }
    const auto& job = jobs.all.front();
    auto opened = TRY(play_to_look(job));
    const auto& plmn = *job.loaded->scenario->plmn;
    console::complain("{}: played here, {}; its key values are {}\n", job.name, opened.recording.trailer.verdict,
               opened.recording.header.revealed
                   ? fmt::format("shown, since {}/{} is a test PLMN", plmn.mcc.text, plmn.mnc.text)
                   : "hidden");
    return std::move(opened.recording);
}

}  // namespace

Result<Opened> play_to_look(const Job& job) {
    const auto& what = *job.loaded->scenario;
    const bool reveal = is_test_plmn(what.plmn->mcc.text);
    const auto played = TRY(play_recorded(what, job.loaded->resolved, {"simulated", job.seed, reveal, {}}));
    const auto& run = played.run;
    const auto text = TRY(played.recorder->finish(scenario::name_of(run.verdict), run.complete));
    Opened opened;
    opened.recording = TRY(record::read_text(text));
    for (const auto& failure : run.failures) opened.failures.push_back(render(failure));
    for (const auto& doubt : run.doubts) opened.failures.push_back("inconclusive: " + doubt);
    if (!run.trouble.empty()) opened.failures.push_back("error: " + run.trouble);
    return opened;
}

Result<record::Recording> open_recording(const std::string& path, const std::string& case_glob) {
    return is_scenario(path) ? first_case_of(path, case_glob) : record::read_file(path);
}

std::optional<knowledge::Exposure> exposure_of(const record::Recording& recording, const std::string& path) {
    if (!recording.header.revealed) return {};
    const auto loaded = scenario::load_resolved(recording.header.resolved, path);
    if (!loaded.scenario) return {};
    return scenario::exposure_of(*loaded.scenario, recording.events, [] { return interrupted_by() != 0; });
}

}  // namespace akmasim::cli
