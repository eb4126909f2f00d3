// SPDX-License-Identifier: Apache-2.0
// The file line by line, and the words by which its entries are found.
#include "simulator/view/explanations.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <optional>
#include <sstream>

#include <fmt/format.h>

#include "simulator/view/embedded.hpp"

namespace akmasim::view {
namespace {

// K_AKMA, k-akma and KAKMA are one; RES* is RESstar and CK' is CKprime, as the record spells them.
std::string folded(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (c == '*')
            out += "star";
        else if (c == '\'')
            out += "prime";
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
    return text;
}

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts;
    for (;;) {
        const auto end = std::min(text.find(at), text.size());
        parts.emplace_back(trimmed(text.substr(0, end)));
        if (end == text.size()) return parts;
        text.remove_prefix(end + 1);
    }
}

constexpr std::size_t longest_label = 24;

// "label: text". A label is short and has no full stop, so that a sentence with a colon stays a sentence.
std::optional<std::pair<std::string, std::string>> fact_in(std::string_view line) {
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos || colon > longest_label) return {};
    const auto label = line.substr(0, colon);
    if (label.find_first_of(".,;") != std::string_view::npos) return {};
    if (std::isupper(static_cast<unsigned char>(label.front())) != 0) return {};
    return std::pair{std::string(label), std::string(trimmed(line.substr(colon + 2)))};
}

class FileReader {
public:
    Result<void> take(std::string_view line) {
        ++number_;
        if (line.starts_with('#') || trimmed(line).empty()) return {};
        if (line.starts_with('[')) return begin(line);
        if (entries_.empty()) return wrong("text before the first [kind] name");
        if (line.starts_with(' ')) return go_on(trimmed(line));
        auto& entry = entries_.back();
        if (auto fact = fact_in(line)) {
            entry.facts.push_back(std::move(*fact));
        } else if (entry.facts.empty()) {
            entry.summary += (entry.summary.empty() ? "" : " ") + std::string(trimmed(line));
        } else {
            return wrong("expected `label: text`, or two spaces before a line that goes on");
        }
        return {};
    }
    Result<std::vector<Explanation>> finish() {
        for (const auto& entry : entries_) {
            if (entry.summary.empty())
                return fail(Cause::malformed, fmt::format("[{}] {}: it says nothing", entry.kind, entry.names[0]));
        }
        return std::move(entries_);
    }

private:
    tl::unexpected<Error> wrong(std::string_view what) const {
        return fail(Cause::malformed, fmt::format("line {}: {}", number_, what));
    }
    Result<void> begin(std::string_view line) {
        const auto close = line.find(']');
        if (close == std::string_view::npos || trimmed(line.substr(close + 1)).empty())
            return wrong("expected `[kind] name`");
        Explanation entry;
        entry.kind = trimmed(line.substr(1, close - 1));
        entry.names = split(trimmed(line.substr(close + 1)), '|');
        for (const auto& name : entry.names) {
            if (folded(name).empty()) return wrong("a name without letters or digits");
        }
        entries_.push_back(std::move(entry));
        return {};
    }
    Result<void> go_on(std::string_view text) {
        auto& entry = entries_.back();
        auto& last = entry.facts.empty() ? entry.summary : entry.facts.back().second;
        last += (last.empty() ? "" : " ") + std::string(text);
        return {};
    }

    std::vector<Explanation> entries_;
    std::size_t number_ = 0;
};

}  // namespace

std::string_view Explanation::fact(std::string_view label) const {
    const auto found = std::ranges::find(facts, label, &std::pair<std::string, std::string>::first);
    return found == facts.end() ? std::string_view{} : found->second;
}

Result<Explanations> Explanations::read(std::string_view text) {
    FileReader reader;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        TRY(reader.take(text.substr(at, end - at)));
        at = end + 1;
    }
    Explanations explanations;
    explanations.all_ = TRY(reader.finish());
    for (std::size_t i = 0; i < explanations.all_.size(); ++i) {
        for (const auto& name : explanations.all_[i].names) explanations.places_.emplace(folded(name), i);
    }
    return explanations;
}

Result<Explanations> Explanations::read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf())) return fail(Cause::invalid, path + ": empty, or it cannot be read");
    auto explanations = read(text.view());
    if (!explanations) return fail(Cause::invalid, path + ": " + explanations.error().detail);
    return explanations;
}

const Explanation* Explanations::find(std::string_view kind, std::string_view name) const {
    for (const auto* one : find(name)) {
        if (one->kind == kind) return one;
    }
    return nullptr;
}

std::vector<const Explanation*> Explanations::find(std::string_view name) const {
    std::vector<const Explanation*> found;
    const auto [first, last] = places_.equal_range(folded(name));
    for (auto at = first; at != last; ++at) {
        const auto* one = &all_[at->second];
        if (std::ranges::find(found, one) == found.end()) found.push_back(one);
    }
    std::ranges::sort(found);  // as they stand in the file
    return found;
}

std::vector<std::string_view> Explanations::names() const {
    std::vector<std::string_view> names;
    for (const auto& one : all_) names.insert(names.end(), one.names.begin(), one.names.end());
    return names;
}

// The tree's own file; a test reads it, so that it cannot be malformed here.
const Explanations& built_in() {
    static const Explanations explanations = Explanations::read(embedded::explanations).value_or(Explanations{});
    return explanations;
}

}  // namespace akmasim::view
