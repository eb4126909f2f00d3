// SPDX-License-Identifier: Apache-2.0
// The one place that writes to stdout and stderr. What came out of a file, a name or the environment commands no
// terminal: control characters and what turns the direction of writing are shown as escapes.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace akmasim::console {

// Our own colours begin with this octet in place of ESC: no text in UTF-8 has it, so no file can make one.
inline constexpr char paint = '\xff';

// How many octets at the beginning of `text` are a character that a terminal may act on: C0 (also newline and tab), DEL,
// C1, those that turn the direction of writing or end a line elsewhere, and what is no UTF-8. 0: it may be shown.
std::size_t commanding(std::string_view text);

// As a terminal may have it: newline and tab stay, other such characters become \u001b or, where they are no UTF-8, \x9b;
// our own colours become what they are. In the text of JSON that we wrote it is the same JSON still.
std::string shown(std::string_view text);

void to_stdout(std::string_view text);  // shown. Throws std::system_error where it cannot be written
void to_stderr(std::string_view text);  // shown. What cannot be written there is lost
bool flush();                           // of stdout; false: something could not be written

// Octets for another program: as they are, but shown where stdout is a terminal. false: they cannot be written.
bool data(std::string_view octets);

template <class... T>
void say(fmt::format_string<T...> format, T&&... arguments) {
    to_stdout(fmt::format(format, std::forward<T>(arguments)...));
}

template <class... T>
void complain(fmt::format_string<T...> format, T&&... arguments) {
    to_stderr(fmt::format(format, std::forward<T>(arguments)...));
}

}  // namespace akmasim::console
