// SPDX-License-Identifier: Apache-2.0
// akmasim replay: recordings run again with their seeds, and compared.
#include <filesystem>

#include <fmt/format.h>

#include "simulator/base/json.hpp"
#include "simulator/cli/commands.hpp"
#include "simulator/cli/play.hpp"
#include "simulator/cli/screen.hpp"
#include "simulator/record/compare.hpp"
#include "simulator/record/reader.hpp"

namespace akmasim::cli {
namespace {

namespace fs = std::filesystem;

// The scenario of that name beside the recording, or below a folder `scenarios` here or above the program.
std::string find_scenario(const std::string& recording, const std::string& name) {
    std::vector<fs::path> folders{fs::path(recording).parent_path() / "", fs::current_path() / "scenarios"};
    for (auto above = fs::read_symlink("/proc/self/exe").parent_path(); above.has_relative_path();
         above = above.parent_path()) {
        folders.push_back(above / "scenarios");
    }
    std::error_code ignored;
    const auto beside = fs::path(recording).parent_path() / (name + ".yaml");
    if (fs::exists(beside, ignored)) return beside.string();
    for (std::size_t i = 1; i < folders.size(); ++i) {
        for (const auto& entry : fs::recursive_directory_iterator(folders[i], ignored)) {
            if (entry.path().filename() == name + ".yaml") return entry.path().string();
        }
    }
    return "";
}

// The case of the scenario's matrix that was recorded; empty: it has none.
std::string case_in(const std::string& resolved) {
    json::Document document;
    const auto root = document.parse(resolved);
    const auto name = root ? root->member("case") : std::nullopt;
    return name ? std::string(name->string().value_or("")) : "";
}

// The recorded scenario with its long-term keys: out of a revealed recording, else out of the scenario file.
Result<scenario::Loaded> scenario_of(const record::Recording& recording, const std::string& path,
                                     const ReplayOptions& options) {
    if (recording.header.revealed) return scenario::load_resolved(recording.header.resolved, path);
    const auto file = options.scenario.empty() ? find_scenario(path, recording.header.name) : options.scenario;
    if (file.empty())
        return fail(Cause::invalid, path + ": the recording hides its keys, and no " + recording.header.name +
                                        ".yaml was found; use --scenario FILE");
    return scenario::load_file(file, {}, case_in(recording.header.resolved));
}

int report_divergence(const record::Recording& recording, const std::vector<record::Event>& events,
                      const std::string& path) {
    const auto divergence = record::first_divergence(recording.events, events);
    if (!divergence) return 0;
    fmt::print("DIFFERS {}: first at event {}, field {} ({})\n  recorded: {}\n  replayed: {}\n", path, divergence->seq,
               divergence->field, divergence->key_material ? "key material" : "no key material",
               divergence->expected.substr(0, 400), divergence->got.substr(0, 400));
    return 4;
}

int replay_one(const std::string& path, const ReplayOptions& options) {
    const auto recording = record::read_file(path);
    if (!recording) return refuse(recording.error());
    const auto loaded = scenario_of(*recording, path, options);
    if (!loaded) return refuse(loaded.error());
    for (const auto& wrong : loaded->wrong) fmt::print(stderr, "{}", render(wrong));
    if (!loaded->scenario) return 3;
    const auto played = play_recorded(*loaded->scenario, loaded->resolved, options.host, recording->header.seed,
                                      recording->header.revealed, {});
    if (!played) {
        fmt::print(stderr, "error: {}\n", played.error().detail);
        return 5;
    }
    if (played->recorder->id() != recording->header.id) {
        return refuse({Cause::invalid, path + ": the scenario (or a key in it) is not the one that was recorded"});
    }
    if (!recording->trailer.intact)
        fmt::print("{}: the trailer's sha256 does not fit the lines: the file was edited\n", path);
    const int differs = report_divergence(*recording, played->recorder->events(), path);
    if (differs == 0 && recording->trailer.intact) fmt::print("SAME {}: {} events\n", path, recording->events.size());
    return recording->trailer.intact ? differs : 4;
}

}  // namespace

int replay(const ReplayOptions& options) {
    int passed = 0;
    int failed = 0;
    int worst = 0;
    for (const auto& path : options.recordings) {
        const int code = replay_one(path, options);
        if (code == 0)
            ++passed;
        else
            ++failed;
        // Worst wins: 5 > 3 > 4.
        if (code == 5 || (code == 3 && worst != 5) || (code == 4 && worst == 0)) worst = code;
    }
    fmt::print("{} passed, {} failed, 0 skipped\n", passed, failed);
    return worst;
}

}  // namespace akmasim::cli
