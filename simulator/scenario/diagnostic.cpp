// SPDX-License-Identifier: Apache-2.0
// Diagnostics as people read them.
#include "simulator/scenario/diagnostic.hpp"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include "simulator/base/key_material.hpp"

namespace akmasim::scenario {
namespace {

constexpr std::size_t longest_line = 200;

std::string visible(std::string text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n') c = ' ';
        if (c == 0x7f) c = ' ';
    }
    return text;
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

std::string render(const Diagnostic& diagnostic, std::string_view severity) {
    const auto& mark = diagnostic.mark;
    auto text = fmt::format("{}: {}\n  --> {}", severity, visible(without_keys(diagnostic.message)), visible(mark.file));
    const auto where = diagnostic.where.empty() ? "" : "   " + visible(diagnostic.where);
    if (mark.line > 0) {
        const auto number = std::to_string(mark.line);
        const auto line = line_of_file(mark);
        const auto column = static_cast<std::size_t>(std::max(mark.column - 1, 0));
        text += fmt::format(":{}:{}{}\n{} | {}\n", mark.line, mark.column, where, number, line);
        text += fmt::format("{} | {}{}", std::string(number.size(), ' '),
                            std::string(std::min(column, longest_line), ' '), std::string(width_at(line, column), '^'));
        if (!diagnostic.under.empty()) text += " " + visible(diagnostic.under);
    } else {
        text += where;
    }
    for (const auto& note : diagnostic.notes) text += "\n   = " + visible(note);
    return text + "\n";
}

}  // namespace akmasim::scenario
