// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/keyboard.hpp"

#include <string_view>

namespace akmasim::view {
namespace {

struct Sequence {
    std::string_view octets;
    std::string_view key;
};
constexpr Sequence sequences[] = {
    {"\x1b[A", "up"},   {"\x1b[B", "down"},  {"\x1b[C", "right"}, {"\x1b[D", "left"}, {"\x1bOA", "up"},
    {"\x1bOB", "down"}, {"\x1bOC", "right"}, {"\x1bOD", "left"},  {"\x1b[H", "home"}, {"\x1b[F", "end"},
    {"\x1bOH", "home"}, {"\x1bOF", "end"},   {"\x1b[1~", "home"}, {"\x1b[4~", "end"}, {"\x1b[7~", "home"},
    {"\x1b[8~", "end"}, {"\x1b[5~", "pgup"}, {"\x1b[6~", "pgdn"},
};

// The length of the escape sequence at the front, 0: it goes on. ESC [ parameters, and a final octet from @ to ~.
std::size_t sequence_length(std::string_view typed) {
    if (typed.size() < 2) return 0;
    if (typed[1] == 'O') return typed.size() < 3 ? 0 : 3;
    if (typed[1] != '[') return 1;
    for (std::size_t i = 2; i < typed.size(); ++i) {
        if (typed[i] >= '@' && typed[i] <= '~') return i + 1;
    }
    return 0;
}

std::string name_of_sequence(std::string_view octets) {
    for (const auto& known : sequences) {
        if (known.octets == octets) return std::string(known.key);
    }
    return octets.size() == 1 ? "escape" : "";  // a sequence that means nothing here is no key
}

std::size_t character_length(unsigned char first) { return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4; }

std::string name_of_character(std::string_view octets) {
    if (octets == "\r" || octets == "\n") return "enter";
    if (octets == "\t") return "tab";
    if (octets == "\x7f" || octets == "\b") return "backspace";
    return static_cast<unsigned char>(octets[0]) < 0x20 ? "" : std::string(octets);
}

}  // namespace

std::vector<std::string> keys_in(std::string& typed, bool last) {
    std::vector<std::string> keys;
    while (!typed.empty()) {
        const bool escape = typed[0] == '\x1b';
        auto length = escape ? sequence_length(typed) : character_length(static_cast<unsigned char>(typed[0]));
        if ((length == 0 || length > typed.size()) && !last) break;
        if (length == 0) length = typed.size() == 1 ? 1 : typed.size();
        const auto octets = std::string_view(typed).substr(0, length);
        auto key = escape ? name_of_sequence(octets) : name_of_character(octets);
        if (!key.empty()) keys.push_back(std::move(key));
        typed.erase(0, length);
    }
    return keys;
}

}  // namespace akmasim::view
