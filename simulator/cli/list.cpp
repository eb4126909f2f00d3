// SPDX-License-Identifier: Apache-2.0
// akmasim list: which scenarios there are, folder by folder.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/base/console.hpp"
#include "simulator/base/json.hpp"
#include "simulator/cli/commands.hpp"
#include "simulator/cli/home_network_keys.hpp"
#include "simulator/cli/files.hpp"
#include "simulator/scenario/scenario.hpp"

namespace akmasim::cli {
namespace {

using scenario::Loaded;
using scenario::Node;

std::string text_in(const Node& root, std::string_view name) {
    const Node* found = root.find(name);
    return found == nullptr ? "" : found->text;
}

std::vector<std::string> texts_in(const Node& root, std::string_view name) {
    std::vector<std::string> texts;
    if (const Node* found = root.find(name)) {
        for (const auto& item : found->items) texts.push_back(item.text);
    }
    return texts;
}

// What the suite expects of it: pass, or xfail where a known fault is named; abstract ones are not run.
std::string_view expected(const Loaded& loaded) {
    if (!loaded.wrong.empty()) return "invalid";
    if (text_in(loaded.resolved, "abstract") == "true") return "abstract";
    return loaded.resolved.find("xfail") != nullptr ? "xfail" : "pass";
}

struct Entry {
    std::string path;
    Loaded loaded;                    // its first case, or what is wrong with it
    std::vector<std::string> titles;  // of its cases, each once
};

Entry entry_of(const std::string& path) {
    Entry entry{path, scenario::load_file(path), {}};
    for (const auto& one : scenario::load_cases(path).all) {
        const auto title = text_in(one.resolved, "title");
        if (std::ranges::find(entry.titles, title) == entry.titles.end()) entry.titles.push_back(title);
    }
    if (entry.titles.empty()) entry.titles.push_back(text_in(entry.loaded.resolved, "title"));
    return entry;
}

void print_text(const std::vector<Entry>& entries) {
    std::string folder = "\n";  // no folder is called so
    std::size_t width = 0;
    for (const auto& entry : entries)
        width = std::max(width, std::filesystem::path(entry.path).filename().string().size());
    for (const auto& [path, loaded, titles] : entries) {
        const std::filesystem::path file(path);
        if (file.parent_path() != folder) {
            console::say("{}{}\n", folder == "\n" ? "" : "\n",
                       file.parent_path().empty() ? "." : file.parent_path().string());
            folder = file.parent_path().string();
        }
        const auto indent = std::string(width + 14, ' ');
        console::say("  {:<{}}  {:<8}  {}\n", file.filename().string(), width, expected(loaded),
                   fmt::join(titles, "\n" + indent));
        const auto tags = texts_in(loaded.resolved, "tags");
        const auto clauses = texts_in(loaded.resolved, "clauses");
        if (!tags.empty()) console::say("{}tags: {}\n", indent, fmt::join(tags, ", "));
        if (!clauses.empty()) console::say("{}shows: {}\n", indent, fmt::join(clauses, ", "));
    }
}

void texts(json::Writer& out, std::string_view key, const std::vector<std::string>& list) {
    out.key(key).open_array();
    for (const auto& text : list) out.string(text);
    out.close_array();
}

void print_json(const std::vector<Entry>& entries) {
    std::string text;
    json::Writer out(text);
    out.open_array();
    for (const auto& [path, loaded, titles] : entries) {
        out.open_object().key("path").string(path);
        out.key("folder").string(std::filesystem::path(path).parent_path().string());
        out.key("name").string(text_in(loaded.resolved, "name")).key("title").string(titles.front());
        texts(out, "titles", titles);
        texts(out, "tags", texts_in(loaded.resolved, "tags"));
        texts(out, "clauses", texts_in(loaded.resolved, "clauses"));
        out.key("expected").string(expected(loaded)).close_object();
    }
    out.close_array();
    console::say("{}\n", text);
}

}  // namespace

int list(const ListOptions& options) {
    std::error_code error;
    for (const auto& path : options.paths) {
        if (std::filesystem::exists(path, error)) continue;
        console::complain("error: {}: no such file or folder here; name one: akmasim list PATH\n", path);
        return 3;
    }
    std::vector<Entry> entries;
    bool invalid = false;
    for (const auto& file : scenario_files(options.paths)) {
        auto entry = entry_of(file);
        for (const auto& wrong : entry.loaded.wrong) console::complain("{}", render(wrong));
        invalid = invalid || !entry.loaded.wrong.empty();
        entries.push_back(std::move(entry));
    }
    if (options.json)
        print_json(entries);
    else
        print_text(entries);
    return invalid ? 3 : entries.empty() ? 77 : 0;
}

int lint(const LintOptions& options) {
    const auto files = scenario_files(options.paths);
    std::size_t errors = 0;
    std::size_t warnings = 0;
    for (const auto& file : files) {
        const auto loaded = scenario::load_file(file);
        for (const auto& wrong : loaded.wrong) console::say("{}", render(wrong));
        for (const auto& warning : loaded.warnings) console::say("{}", render(warning, "warning"));
        const auto keys = loaded.scenario ? unmatched_home_network_keys(*loaded.scenario, loaded.resolved)
                                          : scenario::Diagnostics{};
        for (const auto& warning : keys) console::say("{}", render(warning, "warning"));
        errors += loaded.wrong.size();
        warnings += loaded.warnings.size() + keys.size();
    }
    console::say("{} files, {} errors, {} warnings\n", files.size(), errors, warnings);
    return errors > 0 ? 3 : files.empty() ? 77 : 0;
}

}  // namespace akmasim::cli
