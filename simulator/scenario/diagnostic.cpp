// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/diagnostic.hpp"

#include <algorithm>
#include <fstream>
#include <numeric>

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

std::string line_of_file(const Mark& mark) {
    std::ifstream file(mark.file);
    std::string line;
    for (int i = 0; i < mark.line && std::getline(file, line); ++i) {}
    return line;
}

}  // namespace

std::string render(const Diagnostic& diagnostic) {
    const auto& mark = diagnostic.mark;
    auto text = fmt::format("error: {}\n  --> {}", diagnostic.message, mark.file);
    if (mark.line == 0) return text + "\n";
    const auto number = std::to_string(mark.line);
    text += fmt::format(":{}:{}\n", mark.line, mark.column);
    text += fmt::format("{} | {}\n{} | {}^\n", number, line_of_file(mark), std::string(number.size(), ' '),
                        std::string(static_cast<std::size_t>(std::max(mark.column - 1, 0)), ' '));
    return text;
}

std::string_view nearest(std::string_view text, const std::vector<std::string_view>& candidates) {
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
