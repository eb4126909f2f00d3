// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/columns.hpp"

#include <algorithm>

#include "simulator/base/console.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::view {
namespace {

constexpr std::string_view reset = "\xff[0m";

// The next character of the line, or the next whole colour sequence.
struct Piece {
    std::string_view text;
    bool colour = false;
};

Piece next_of(std::string_view& line) {
    std::size_t length = 1;
    const bool colour = line[0] == console::paint;
    if (colour) {
        length = std::min(line.find('m') == std::string_view::npos ? line.size() : line.find('m') + 1, line.size());
    } else {
        while (length < line.size() && (static_cast<unsigned char>(line[length]) & 0xc0) == 0x80) ++length;
    }
    const Piece piece{line.substr(0, length), colour};
    line.remove_prefix(length);
    return piece;
}

}  // namespace

std::string without_colour(std::string_view line) {
    std::string out;
    while (!line.empty()) {
        const auto piece = next_of(line);
        if (!piece.colour) out += piece.text;
    }
    return out;
}

std::size_t seen_width(std::string_view line) { return width_of(without_colour(line)); }

std::string fitted(std::string_view line, std::size_t columns) {
    const auto plain = without_colour(line);
    const auto last = plain.find_last_not_of(' ');  // blanks at the end may go unseen
    const bool cut = last != std::string::npos && width_of(std::string_view(plain).substr(0, last + 1)) > columns;
    const auto room = cut && columns > 0 ? columns - 1 : columns;
    std::string out;
    std::size_t width = 0;
    bool coloured = false;
    while (!line.empty() && width <= room) {
        const auto piece = next_of(line);
        if (!piece.colour && width == room) break;
        out += piece.text;
        coloured = coloured || piece.colour;
        width += piece.colour ? 0 : 1;
    }
    if (cut && columns > 0) out += "…";
    if (coloured) out += reset;
    return out.append(columns - std::min(columns, cut ? columns : width), ' ');
}

std::vector<std::string> folded(std::string_view line, std::size_t columns) {
    constexpr std::size_t indent = 6;
    const auto room = std::max(columns, indent + 10);
    std::vector<std::string> lines(1);
    std::string colour;
    std::size_t width = 0;
    while (!line.empty()) {
        const auto piece = next_of(line);
        if (piece.colour) {
            colour = piece.text == reset ? "" : std::string(piece.text);
        } else if (width == room) {
            if (!colour.empty()) lines.back() += reset;
            lines.push_back(std::string(indent, ' ') + colour);
            width = indent;
        }
        width += piece.colour ? 0 : 1;
        lines.back() += piece.text;
    }
    return lines;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

}  // namespace akmasim::view
