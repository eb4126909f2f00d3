// SPDX-License-Identifier: Apache-2.0
// akmasim report: recordings and scenarios of folders on one page, with a page for each of them beside it.
#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "simulator/base/console.hpp"
#include "simulator/cli/open.hpp"
#include "simulator/cli/output.hpp"
#include "simulator/cli/play_job.hpp"
#include "simulator/cli/recordings.hpp"
#include "simulator/cli/screen.hpp"
#include "simulator/view/page.hpp"
#include "simulator/view/report.hpp"

namespace akmasim::cli {
namespace {

namespace fs = std::filesystem;

view::Reported unreadable(const std::string& file, const Error& error) { return {file, {}, {error.detail}, "", ""}; }

std::vector<view::Reported> recorded(const std::vector<std::string>& paths) {
    std::vector<view::Reported> runs;
    for (const auto& file : recordings_in(paths)) {
        if (!file.ends_with(recording_ending)) continue;  // a scenario
        auto recording = record::read_file(file);
        if (!recording) {
            runs.push_back(unreadable(file, recording.error()));
            continue;
        }
        std::vector<std::string> wrong;
        if (!recording->trailer.intact) wrong.emplace_back("the trailer's sha256 does not fit the lines");
        runs.push_back({file, std::move(*recording), std::move(wrong), "", ""});
    }
    return runs;
}

std::vector<view::Reported> played(const std::vector<Job>& jobs) {
    std::vector<view::Reported> runs;
    for (const auto& job : jobs) {
        auto opened = play_to_look(job);
        if (!opened) {
            runs.push_back(unreadable(job.file, opened.error()));
            continue;
        }
        opened->recording.header.name = job.name;
        runs.push_back({job.file, std::move(opened->recording), std::move(opened->failures), "",
                        known_bug(*job.loaded->scenario)});
    }
    return runs;
}

std::string page_of(const view::Reported& run) {
    const auto exposure = exposure_of(run.recording, run.file);
    return view::page(run.recording, exposure ? &*exposure : nullptr);
}

// report.html has its pages in report-pages.
Result<void> write_pages(std::vector<view::Reported>& runs, const fs::path& path) {
    const auto folder = fs::path(path).replace_extension().string() + "-pages";
    std::error_code error;
    fs::create_directories(folder, error);
    std::set<std::string> taken;
    for (auto& run : runs) {
        if (run.recording.events.empty()) continue;
        std::string name;
        for (const char c : run.recording.header.name) {
            name += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' ? c : '_';
        }
        while (!taken.insert(name).second) name += "_";
        TRY(write_file(fs::path(folder) / (name + ".html"), page_of(run),
                       run.recording.header.revealed ? secrets_mode : usual_mode));
        run.page = fs::path(folder).filename().string() + "/" + name + ".html";
    }
    return {};
}

Result<void> write_all(std::vector<view::Reported>& runs, const std::string& path) {
    TRY(write_pages(runs, path));
    return write_file(path, view::report(runs));
}

}  // namespace

int report(const ReportOptions& options) {
    for (const auto& path : options.paths) {
        std::error_code error;
        if (!fs::exists(path, error)) return refuse({Cause::invalid, path + ": no such file or folder"});
    }
    auto runs = recorded(options.paths);
    RunOptions run;
    std::ranges::copy_if(options.paths, std::back_inserter(run.paths),
                         [](const auto& path) { return !path.ends_with(recording_ending); });
    const auto jobs = jobs_of(run);
    if (!jobs) return refuse(jobs.error());
    for (auto& one : played(jobs->all)) runs.push_back(std::move(one));
    for (const auto& file : jobs->invalid) runs.push_back({file.file, {}, file.wrong, "", ""});
    if (runs.empty()) {
        console::complain("error: neither a recording ({}) nor a scenario there\n", recording_ending);
        return 77;
    }
    if (const auto written = write_all(runs, options.html); !written) {
        console::complain("error: {}\n", written.error().detail);
        return 5;
    }
    console::say("{}: {} runs\n", options.html, runs.size());
    if (!jobs->invalid.empty()) return 3;
    return std::ranges::all_of(runs, view::is_good) ? 0 : 1;
}

}  // namespace akmasim::cli
