// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/pending_changes.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "simulator/cli/output.hpp"
#include "simulator/record/revise.hpp"

namespace akmasim::cli {
namespace {

constexpr std::string_view new_ending = ".new";

std::string text_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

}  // namespace

std::vector<std::string> with_pending(const std::vector<std::string>& paths) {
    auto files = recordings_in(paths, pending_ending);
    for (auto& file : files) {
        if (file.ends_with(new_ending)) file.resize(file.size() - new_ending.size());
    }
    return files;
}

Result<Change> change_at(const std::string& path) {
    Change change;
    change.path = path;
    std::error_code error;
    if (!std::filesystem::exists(change.new_file(), error))
        return fail(Cause::invalid, path + ": nothing waits beside it; akmasim replay writes " + change.new_file() +
                                        " where something differs");
    change.was = TRY(record::read_file(path));
    change.now = TRY(record::read_file(change.new_file()));
    if (!change.now.trailer.intact || !change.now.trailer.complete)
        return fail(Cause::invalid,
                    change.new_file() + ": edited or not whole; akmasim replay " + path + " writes it anew");
    if (change.was.header.id != change.now.header.id)
        return fail(Cause::invalid, change.new_file() + ": of another scenario or seed than " + path +
                                        "; akmasim replay " + path + " writes it anew");
    change.comparison = record::compare(change.was, change.now);
    return change;
}

Result<void> take_over(const Change& change, const std::string& why) {
    auto history = change.was.header.history;
    history.push_back({why, change.was.trailer.sha256});
    const auto text = TRY(record::with_history(text_of_file(change.new_file()), history));
    TRY(write_file(change.path, text));
    return throw_away(change.path);
}

Result<void> throw_away(const std::string& path) {
    std::error_code error;
    const auto file = path + std::string(new_ending);
    if (std::filesystem::remove(file, error)) return {};
    if (error) return fail(Cause::library, "cannot remove " + file + ": " + error.message());
    return fail(Cause::invalid, path + ": nothing waits beside it; akmasim pending lists what does");
}

}  // namespace akmasim::cli
