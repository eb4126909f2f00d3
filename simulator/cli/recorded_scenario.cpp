// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/recorded_scenario.hpp"

#include <filesystem>
#include <fstream>
#include <map>

#include <fmt/format.h>

#include "simulator/base/json.hpp"
#include "simulator/crypto/hash.hpp"
#include "simulator/record/key_prints.hpp"
#include "simulator/scenario/configure.hpp"

namespace akmasim::cli {
namespace {

namespace fs = std::filesystem;
using ByName = std::map<std::string, std::string>;

// What stands behind `name:` at the beginning of a line; quotes and a comment do not belong to it.
std::string name_in(const fs::path& file) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with("name:")) continue;
        const auto begin = std::min(line.find_first_not_of(" '\"", 5), line.size());
        return line.substr(begin, line.find_first_of(" '\"#\r", begin) - begin);
    }
    return "";
}

void put(const fs::directory_entry& entry, ByName& names) {
    if (entry.path().extension() != ".yaml") return;
    if (const auto name = name_in(entry.path()); !name.empty()) names.emplace(name, entry.path().string());
}

// Read once: a suite asks for many names.
const ByName& scenarios_below(const fs::path& folder) {
    static std::map<fs::path, ByName> read;
    const auto [place, is_new] = read.try_emplace(folder);
    std::error_code error;
    if (!is_new) return place->second;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        put(*entry, place->second);
    return place->second;
}

ByName scenarios_beside(const fs::path& recording) {
    ByName names;
    std::error_code error;
    const auto folder = recording.has_parent_path() ? recording.parent_path() : fs::path(".");
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        put(*entry, names);
    return names;
}

// Folders called scenarios, the nearest first.
std::vector<fs::path> folders_of(const fs::path& recording) {
    std::vector<fs::path> folders;
    std::error_code error;
    for (auto above = fs::absolute(recording, error).parent_path(); above.has_relative_path();
         above = above.parent_path()) {
        if (above.filename() == "scenarios") folders.push_back(above);
    }
    folders.push_back(fs::current_path(error) / "scenarios");
    for (auto above = fs::read_symlink("/proc/self/exe", error).parent_path(); above.has_relative_path();
         above = above.parent_path()) {
        folders.push_back(above / "scenarios");
        folders.push_back(above / "share/akmasim/scenarios");  // where they are installed
    }
    return folders;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

constexpr std::string_view hidden = "{\"$key\":";

Octets octets_of(const std::string& id) {
    auto octets = from_hex(id);
    return octets ? std::move(*octets) : Octets{};
}

// Each fingerprint that is that of a known secret becomes the secret's text.
std::string with_keys(std::string resolved, const std::string& id, const std::vector<record::KnownSecret>& known) {
    const record::KeyPrints prints(octets_of(id), false);
    for (const auto& secret : known) {
        const auto octets = from_hex(secret.hex);
        if (!octets) continue;
        std::string stand_in;
        json::Writer(stand_in)
            .open_object()
            .key("$key")
            .string(secret.key)
            .key("fp")
            .string(prints.of(*octets))
            .close_object();
        replace_all(resolved, stand_in, "\"" + secret.hex + "\"");
    }
    return resolved;
}

std::string rendered(const scenario::Diagnostics& wrong) {
    std::string text;
    for (const auto& one : wrong) text += "\n" + render(one);
    return text;
}

// The secrets of all cases: the matrix may choose among keys.
Result<std::vector<record::KnownSecret>> secrets_in(const std::string& file) {
    const auto cases = scenario::load_cases(file);
    std::vector<record::KnownSecret> secrets;
    for (const auto& one : cases.all) {
        if (!one.scenario) continue;
        const auto more = secrets_of(*one.scenario);
        secrets.insert(secrets.end(), more.begin(), more.end());
    }
    if (!secrets.empty()) return secrets;
    return fail(Cause::invalid, file + ": no scenario that keys could be taken from" + rendered(cases.wrong));
}

Result<std::string> resolved_with_keys(const record::Recording& recording, const std::string& path,
                                       const std::string& file) {
    const auto& header = recording.header;
    if (header.revealed || header.resolved.find(hidden) == std::string::npos) return header.resolved;
    const auto from = file.empty() ? find_scenario(path, header.name) : file;
    if (from.empty())
        return fail(Cause::invalid, fmt::format("{}: the recording hides its keys, and no scenario called {} was found "
                                                "beside it or in a folder scenarios; use --scenario FILE",
                                                path, header.name));
    auto resolved = with_keys(header.resolved, header.id, TRY(secrets_in(from)));
    const auto left = resolved.find(hidden);
    if (left == std::string::npos) return resolved;
    return fail(
        Cause::invalid,
        fmt::format("{}: {} is not the scenario that was recorded, or has another key: nothing in it fits {}; use "
                    "--scenario FILE with the keys of then, or record the scenario anew",
                    path, from, resolved.substr(left, resolved.find('}', left) + 1 - left)));
}

// The case of the scenario's matrix that was recorded; empty: it has none.
std::string case_in(const std::string& resolved) {
    json::Document document;
    const auto root = document.parse(resolved);
    const auto name = root && root->kind() == json::Kind::object ? root->member("case") : std::nullopt;
    return name ? std::string(name->string().value_or("")) : "";
}

}  // namespace

std::string find_scenario(const std::string& recording, const std::string& name) {
    const auto beside = scenarios_beside(recording);
    if (const auto found = beside.find(name); found != beside.end()) return found->second;
    for (const auto& folder : folders_of(recording)) {
        const auto& names = scenarios_below(folder);
        if (const auto found = names.find(name); found != names.end()) return found->second;
    }
    return "";
}

Result<scenario::Loaded> recorded_scenario(const record::Recording& recording, const std::string& path,
                                           const std::string& file) {
    const auto resolved = TRY(resolved_with_keys(recording, path, file));
    auto loaded = scenario::load_resolved(resolved, path);
    if (!loaded.scenario)
        return fail(Cause::invalid,
                    path + ": the recorded scenario is not understood; record its file anew" + rendered(loaded.wrong));
    record::HeaderFacts facts;
    facts.resolved = to_json(loaded.resolved);
    facts.seed = recording.header.seed;
    if (record::Recorder(facts).id() == recording.header.id) return loaded;
    return fail(Cause::invalid, path +
                                    ": the scenario (or a key in it) is not the one that was recorded: the header was "
                                    "edited; record its file anew");
}

std::string change_since(const record::Recording& recording, const std::string& file) {
    const auto loaded = scenario::load_file(file, {}, case_in(recording.header.resolved));
    if (!loaded.wrong.empty()) return loaded.wrong.front().message;
    const auto text = to_json(loaded.resolved);
    return hex(crypto::sha256(view_of(text))) == recording.header.scenario_sha256 ? "" : "its text is another";
}

}  // namespace akmasim::cli
