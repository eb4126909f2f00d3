// SPDX-License-Identifier: Apache-2.0
// Diagnostics as people read them.
#include "simulator/scenario/diagnostic.hpp"

#include <algorithm>
#include <fstream>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace akmasim::scenario {
namespace {

// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto changed = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row[b.size()];
}

constexpr std::size_t longest_line = 200;
constexpr std::size_t shortest_key = 16;  // hexadecimal digits

std::string visible(std::string text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n') c = ' ';
        if (c == 0x7f) c = ' ';
    }
    return text;
}

void hide_keys(std::string& line) {
    constexpr std::string_view digits = "0123456789abcdefABCDEF";
    for (auto at = line.find_first_of(digits); at != std::string::npos; at = line.find_first_of(digits, at)) {
        const auto end = std::min(line.find_first_not_of(digits, at), line.size());
        if (end - at >= shortest_key)
            std::fill(line.begin() + static_cast<long>(at), line.begin() + static_cast<long>(end), '*');
        at = end;
    }
}

std::string line_of_file(const Mark& mark) {
    std::ifstream file(mark.file);
    std::string line;
    for (int i = 0; i < mark.line && std::getline(file, line); ++i) {
    }
    hide_keys(line);
    if (line.size() > longest_line) line.resize(longest_line);
    return visible(std::move(line));
}

// The word that begins at a column, as one underlines it.
std::size_t width_at(const std::string& line, std::size_t column) {
    if (column >= line.size()) return 1;
    const char quote = line[column];
    if (quote == '\'' || quote == '"') {
        const auto end = line.find(quote, column + 1);
        return end == std::string::npos ? 1 : end + 1 - column;
    }
    const auto end = std::min(line.find_first_of(" ,:{}[]#", column), line.size());
    return std::max<std::size_t>(end - column, 1);
}

}  // namespace

std::string render(const Diagnostic& diagnostic) {
    const auto& mark = diagnostic.mark;
    auto text = fmt::format("error: {}\n  --> {}", visible(diagnostic.message), visible(mark.file));
    if (mark.line > 0) {
        const auto number = std::to_string(mark.line);
        const auto line = line_of_file(mark);
        const auto column = static_cast<std::size_t>(std::max(mark.column - 1, 0));
        text += fmt::format(":{}:{}\n{} | {}\n", mark.line, mark.column, number, line);
        text += fmt::format("{} | {}{}", std::string(number.size(), ' '),
                            std::string(std::min(column, longest_line), ' '), std::string(width_at(line, column), '^'));
    }
    for (const auto& note : diagnostic.notes) text += "\n   = " + visible(note);
    return text + "\n";
}

std::string_view nearest(std::string_view text, const std::vector<std::string_view>& candidates) {
    if (text.size() > longest_line) return {};
    std::string_view best;
    std::size_t least = std::max<std::size_t>(2, text.size() / 3) + 1;
    for (const auto candidate : candidates) {
        const auto far = distance(text, candidate);
        if (far < least) {
            least = far;
            best = candidate;
        }
    }
    return best;
}

}  // namespace akmasim::scenario
