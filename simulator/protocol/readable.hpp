// SPDX-License-Identifier: Apache-2.0
// Octets from anywhere as text that is good JSON; for the describing files of this room.
#pragma once

#include <string>
#include <string_view>

#include "simulator/base/octets.hpp"

namespace akmasim {

bool is_utf8(std::string_view text);   // RFC 3629, without NUL
std::string text_or_hex(View octets);  // the text itself, or lower-case hex of what is no UTF-8

}  // namespace akmasim
