// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/replay_job.hpp"

#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/cli/casting.hpp"
#include "simulator/cli/files.hpp"
#include "simulator/cli/interruption.hpp"
#include "simulator/cli/output.hpp"
#include "simulator/cli/play.hpp"
#include "simulator/cli/recorded_scenario.hpp"
#include "simulator/cli/recordings.hpp"
#include "simulator/crypto/library.hpp"
#include "simulator/view/divergence.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::cli {
namespace {

record::Level level_of(const ReplayOptions& options) {
    if (options.as_scenario) return record::Level::shape;
    return record::level_named(options.level).value_or(record::Level::octets);
}

std::string reproduction(const std::string& path, const ReplayOptions& options) {
    auto command = fmt::format("akmasim replay {} --host {}", shell_word(path), options.host);
    if (options.as_scenario && options.seed) command += fmt::format(" --as-scenario --seed {}", *options.seed);
    if (options.level != "octets") command += " --level " + options.level;
    if (!options.scenario.empty()) command += " --scenario " + shell_word(options.scenario);
    if (!options.only.empty()) command += fmt::format(" --only {}", fmt::join(options.only, ","));
    if (!options.except.empty()) command += fmt::format(" --except {}", fmt::join(options.except, ","));
    return command;
}

view::CaseResult result_of(const std::string& path) {
    view::CaseResult result;
    result.name = result.file = path;
    result.scenario = std::filesystem::path(path).filename().string();
    return result;
}

struct Replay {
    const std::string& path;
    const ReplayOptions& options;
    const record::Recording& recording;
    const Cast& cast;
    const Played& played;
    Finished& finished;

    void fail(std::string words, int code) {
        finished.result.outcome = view::Outcome::failed;
        finished.result.verdict = code == 4 ? "fail" : "error";
        finished.result.failures.push_back(std::move(words));
        finished.code = worse(finished.code, code);
    }
    void compare();
    void compare_verdicts();
    [[nodiscard]] record::Comparison comparison() const;
    void offer();
    void drop_former_offer();
    [[nodiscard]] std::string new_file() const { return path + ".new"; }
};

// Events until the recording ends: of a run that was interrupted there is no more.
record::Comparison Replay::comparison() const {
    auto events = played.recorder->events();
    if (!cast.real.empty()) return record::compare_parties(recording, events, cast.real, level_of(options));
    if (!recording.trailer.complete && events.size() > recording.events.size()) events.resize(recording.events.size());
    return record::compare(recording.events, events, level_of(options));
}

// Of a run in which some parties are played the verdict says nothing: what they hold cannot be looked at.
void Replay::compare() {
    const auto comparison = this->comparison();
    if (!recording.trailer.intact)
        fail("  the trailer does not fit the lines before it: the file was edited, or lines are missing", 4);
    if (!comparison.same()) fail(view::divergence(comparison, !options.as_scenario), 4);
    if (cast.real.empty()) compare_verdicts();
}

void Replay::compare_verdicts() {
    const auto verdict = scenario::name_of(played.run.verdict);
    if (!recording.trailer.complete || recording.trailer.verdict == verdict) return;
    fail(fmt::format("  verdict\n      expected {}\n      got      {}", recording.trailer.verdict, verdict), 4);
    for (const auto& failure : played.run.failures) finished.result.failures.push_back(render(failure));
    for (const auto& doubt : played.run.doubts) finished.result.failures.push_back("inconclusive: " + doubt);
}

// Beside the recording, for a decision.
void Replay::offer() {
    const auto text = played.recorder->finish(scenario::name_of(played.run.verdict), played.run.complete);
    if (!text) return fail(fmt::format("error: {}; nothing was written", text.error().detail), 6);
    const auto now = record::read_text(*text);
    if (now) {
        for (const auto& words : record::header_differences(recording.header, now->header))
            finished.result.failures.push_back("  header " + words);
    }
    if (!may_write()) return;
    const auto mode = recording.header.revealed ? secrets_mode : usual_mode;
    if (const auto put = write_file(new_file(), *text, mode); !put) {
        finished.err += fmt::format("error: {}\n", put.error().detail);
        return;
    }
    finished.result.failures.push_back(
        fmt::format("  see: akmasim diff {} {}\n  then: akmasim accept {} -m WHY, or akmasim "
                    "reject {}",
                    path, new_file(), path, path));
}

// The change that waited for a decision is gone.
void Replay::drop_former_offer() {
    std::error_code error;
    if (options.level != "octets" || !may_write() || !std::filesystem::exists(new_file(), error)) return;
    if (std::filesystem::remove(new_file(), error))
        finished.err += fmt::format("{}: removed, as the replay gives what is recorded again\n", new_file());
}

// A difference that is only reported.
std::string other_library(const record::Header& header) {
    if (header.openssl_version == crypto::openssl_version()) return "";
    return view::printable(
        fmt::format("; recorded with {}, replayed with {}", header.openssl_version, crypto::openssl_version()));
}

// What was replayed, and with whom.
struct Ready {
    record::Recording recording;
    scenario::Loaded loaded;
    Cast cast;
    Playing how;
};

Result<Ready> ready(const std::string& path, const ReplayOptions& options) {
    auto recording = TRY(record::read_file(path));
    auto cast = TRY(cast_of(options, recording));
    auto loaded = TRY(recorded_scenario(recording, path, options.scenario));
    Playing how{options.host, recording.header.seed, recording.header.revealed, [] { return interrupted_by() != 0; }};
    if (options.as_scenario) how.seed = *options.seed;
    if (!cast.real.empty()) how.score = TRY(score_of(cast, recording, *loaded.scenario));
    return Ready{std::move(recording), std::move(loaded), std::move(cast), std::move(how)};
}

std::string told_cast(const Cast& cast) {
    return cast.real.empty() ? "" : fmt::format(" ({} real, the others played)", fmt::join(cast.real, ", "));
}

void tell(const Ready& what, const std::string& path, const ReplayOptions& options, Finished& finished) {
    if (finished.code == 0) {
        finished.out = fmt::format("SAME {}: {} events{}{}\n", path, what.recording.events.size(), told_cast(what.cast),
                                   other_library(what.recording.header));
        return;
    }
    finished.result.reproduce = reproduction(path, options);
    finished.out = fmt::format("DIFFERS {}{}\n", path, told_cast(what.cast));
    for (const auto& words : finished.result.failures) finished.out += words + (words.ends_with('\n') ? "" : "\n");
    finished.out += fmt::format("  reproduce: {}\n", finished.result.reproduce);
}

// A suite has recordings in which the party that is asked for does nothing.
Finished without_party(const std::string& path, const std::string& why) {
    Finished finished;
    finished.result = result_of(path);
    finished.result.outcome = view::Outcome::skipped;
    finished.err = fmt::format("skipped: {}\n", why);
    return finished;
}

Finished replay_read(const std::string& path, const ReplayOptions& options) {
    auto what = ready(path, options);
    if (!what) {
        const bool told = what.error().detail.starts_with(path);
        const auto why = (told ? "" : path + ": ") + what.error().detail;
        return what.error().cause == Cause::unexpected ? without_party(path, why) : unreplayed(path, options, why, 3);
    }
    const auto& [recording, loaded, cast, how] = *what;
    const auto seed = how.seed;
    const auto played = play_recorded(*loaded.scenario, loaded.resolved, std::move(what->how));
    if (!played) return unreplayed(path, options, path + ": " + played.error().detail, 5);
    if (interrupted_by() != 0) return unreplayed(path, options, path + ": interrupted", interrupted_code());
    if (!played->run.trouble.empty() && recording.trailer.verdict != "error")
        return unreplayed(path, options, path + ": " + played->run.trouble, 5);
    Finished finished;
    finished.result = result_of(path);
    finished.result.seed = seed;
    finished.result.title = loaded.scenario->title;
    finished.result.numbers = view::numbers_of(played->recorder->events());
    Replay replay{path, options, recording, cast, *played, finished};
    replay.compare();
    if (!options.as_scenario && cast.real.empty()) finished.code == 0 ? replay.drop_former_offer() : replay.offer();
    tell(*what, path, options, finished);
    return finished;
}

}  // namespace

Finished replay_job(const std::string& path, const ReplayOptions& options) {
    try {
        return replay_read(path, options);
    } catch (const std::exception& error) {  // what the machine refuses
        return unreplayed(path, options, path + ": " + error.what(), 5);
    }
}

Finished unreplayed(const std::string& path, const ReplayOptions& options, const std::string& why, int code) {
    Finished finished;
    finished.result = result_of(path);
    finished.result.outcome = view::Outcome::failed;
    finished.result.verdict = "error";
    finished.result.complete = code == 3 || code == 5;
    finished.result.failures = {"error: " + why};
    finished.result.reproduce = reproduction(path, options);
    finished.err = fmt::format("error: {}\n", why);
    finished.out = fmt::format("ERROR {}\n  reproduce: {}\n", path, finished.result.reproduce);
    finished.code = interrupted_by() != 0 ? interrupted_code() : code;
    return finished;
}

}  // namespace akmasim::cli
