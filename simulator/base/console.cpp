// SPDX-License-Identifier: Apache-2.0
#include "simulator/base/console.hpp"

#include <cerrno>
#include <cstdio>
#include <system_error>

#include <unistd.h>

#include "simulator/base/utf8.hpp"

namespace akmasim::console {
namespace {

bool commands(char32_t point) {
    const bool control = point < 0x20 || (point >= 0x7f && point < 0xa0);
    // Unicode Standard Annex 9: marks, embeddings, overrides and isolates of writing direction.
    const bool turns = point == 0x061c || point == 0x200e || point == 0x200f || (point >= 0x202a && point <= 0x202e) ||
                       (point >= 0x2066 && point <= 0x2069);
    return control || turns || point == 0x2028 || point == 0x2029;
}

// "\xff[1;31m" as our own code writes it; 0: it is none.
std::size_t colour_at(std::string_view text) {
    if (!text.starts_with(paint) || text.substr(1, 1) != "[") return 0;
    const auto end = text.find_first_not_of("0123456789;", 2);
    return end != std::string_view::npos && text[end] == 'm' ? end + 1 : 0;
}

}  // namespace

std::size_t commanding(std::string_view text) {
    if (text.empty()) return 0;
    const auto length = character_at(text);
    if (length == 0) return 1;
    return commands(code_point_at(text, length)) ? length : 0;
}

std::string shown(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        std::size_t length = 1;
        if (const auto colour = colour_at(text); colour != 0) {
            length = colour;
            out.append("\x1b").append(text.substr(1, length - 1));
        } else if (const auto bad = text[0] == '\n' || text[0] == '\t' ? 0 : commanding(text); bad == 0) {
            length = character_at(text);
            out += text.substr(0, length);
        } else if (character_at(text) == 0) {
            out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[0]));
        } else {
            length = bad;
            out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(code_point_at(text, bad)));
        }
        text.remove_prefix(length);
    }
    return out;
}

void to_stdout(std::string_view text) {
    const auto seen = shown(text);
    if (std::fwrite(seen.data(), 1, seen.size(), stdout) != seen.size())
        throw std::system_error(errno, std::generic_category(), "the result cannot be written");
}

void to_stderr(std::string_view text) {
    const auto seen = shown(text);
    [[maybe_unused]] const auto written = std::fwrite(seen.data(), 1, seen.size(), stderr);
}

bool flush() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

bool data(std::string_view octets) {
    const auto seen = isatty(STDOUT_FILENO) != 0 ? shown(octets) : std::string(octets);
    return std::fwrite(seen.data(), 1, seen.size(), stdout) == seen.size() && flush();
}

}  // namespace akmasim::console
