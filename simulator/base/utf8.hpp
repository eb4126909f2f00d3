// SPDX-License-Identifier: Apache-2.0
// Characters of UTF-8 (RFC 3629).
#pragma once

#include <string_view>

namespace akmasim {

// How many octets the UTF-8 character (RFC 3629 4) that begins here has; 0: there is none.
std::size_t character_at(std::string_view text);

// Its code point, for a text that begins with a character of that many octets.
char32_t code_point_at(std::string_view text, std::size_t length);

}  // namespace akmasim
