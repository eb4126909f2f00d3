// SPDX-License-Identifier: Apache-2.0
// akmasim run: scenarios onto a host, verdicts onto the screen.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <unistd.h>

#include "simulator/base/names.hpp"
#include "simulator/cli/commands.hpp"
#include "simulator/cli/play.hpp"
#include "simulator/crypto/random.hpp"
#include "simulator/view/ladder.hpp"
#include "simulator/view/listing.hpp"

namespace akmasim::cli {
namespace {

volatile std::sig_atomic_t signal_received = 0;
void on_signal(int number) { signal_received = number; }

std::uint64_t drawn_seed() {
    std::uint64_t seed = 0;
    const auto drawn = crypto::OsRandom().draw<FixedOctets<"seed", 6>>();
    for (const Octet octet : drawn.view()) seed = seed << 8 | octet;
    return seed;
}

bool is_test_plmn(const std::string& mcc) { return mcc == "001" || mcc == "999"; }

Result<std::vector<std::string>> files_of(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const auto& path : paths) {
        std::error_code error;
        if (!std::filesystem::is_directory(path, error)) {
            files.push_back(path);
            continue;
        }
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path, error)) {
            if (entry.path().extension() == ".yaml") found.push_back(entry.path().string());
        }
        std::ranges::sort(found);
        files.insert(files.end(), found.begin(), found.end());
    }
    return files;
}

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

int run_one(const scenario::Scenario& what, const scenario::Node& resolved, const RunOptions& options,
            const std::string& path, const std::string& record_path) {
    if (options.reveal && !is_test_plmn(what.plmn->mcc.text)) {
        fmt::print(stderr, "error: {}: --reveal is for test PLMNs (MCC 001 and 999)\n", path);
        return 3;
    }
    const auto seed = options.seed ? *options.seed : what.seed ? *what.seed : drawn_seed();
    const auto played =
        play_recorded(what, resolved, options.host, seed, options.reveal, [] { return signal_received != 0; });
    if (!played) {
        fmt::print(stderr, "error: {}: {}\n", path, played.error().detail);
        return signal_received != 0 ? 128 + signal_received : 5;
    }
    const auto& recorder = *played->recorder;
    const auto& run = played->run;
    if (!options.quiet)
        fmt::print("{}",
                   view::ladder(recorder.events(), {isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr}));
    fmt::print("{}", view::notes(recorder.events()));
    for (const auto& failure : run.failures) fmt::print("{}", render(failure));
    for (const auto& doubt : run.doubts) fmt::print(stderr, "inconclusive: {}: {}\n", path, doubt);
    if (!run.trouble.empty()) fmt::print(stderr, "error: {}: {}\n", path, run.trouble);
    const int written = record_path.empty() ? 0 : write_recording(recorder, run, record_path);
    const int code = std::max(verdict_code(run), written);
    fmt::print("{} {}: {}\n", code == 0 ? "PASS" : "FAIL", what.name, what.title);
    if (code != 0) fmt::print("  reproduce: akmasim run {} --seed {} --host {}\n", path, seed, options.host);
    return code;
}

Result<scenario::Variables> variables_of(const std::vector<std::string>& texts) {
    scenario::Variables variables;
    for (const auto& text : texts) {
        const auto equals = text.find('=');
        if (equals == std::string::npos) return fail(Cause::invalid, "--var " + text + ": expected NAME=VALUE");
        variables[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return variables;
}

}  // namespace

int run(const RunOptions& options) {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        if (std::signal(number, on_signal) == SIG_IGN) std::signal(number, SIG_IGN);  // as nohup wishes
    }
    const auto variables = variables_of(options.variables);
    if (!variables) {
        fmt::print(stderr, "error: {}\n", variables.error().detail);
        return 2;
    }
    const auto files = files_of(options.paths);
    Tally tally;
    for (const auto& file : *files) {
        if (signal_received != 0) break;
        const auto loaded = scenario::load_file(file, *variables);
        for (const auto& wrong : loaded.wrong) fmt::print(stderr, "{}", render(wrong));
        if (!loaded.scenario) {
            tally.add(3);
        } else if (loaded.scenario->abstract) {
            ++tally.skipped;
        } else {
            const auto record =
                options.record.empty() || files->size() == 1
                    ? options.record
                    : (std::filesystem::path(options.record) / (loaded.scenario->name + ".rec.jsonl")).string();
            if (files->size() > 1 && !options.record.empty()) std::filesystem::create_directories(options.record);
            tally.add(run_one(*loaded.scenario, loaded.resolved, options, file, record));
        }
    }
    fmt::print("{} passed, {} failed, {} skipped\n", tally.passed, tally.failed, tally.skipped);
    if (signal_received != 0) return 128 + signal_received;
    return tally.passed + tally.failed == 0 ? 77 : tally.worst;
}

}  // namespace akmasim::cli
