// SPDX-License-Identifier: Apache-2.0
#include "simulator/base/utf8.hpp"

namespace akmasim {

std::size_t character_at(std::string_view text) {
    if (text.empty()) return 0;
    const auto octet = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const unsigned first = octet(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xc2 && first < 0xe0   ? 2
                               : (first & 0xf0U) == 0xe0       ? 3
                               : first >= 0xf0 && first < 0xf5 ? 4
                                                               : 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((octet(i) & 0xc0U) != 0x80) return 0;
    }
    const bool overlong = (first == 0xe0 && octet(1) < 0xa0) || (first == 0xf0 && octet(1) < 0x90);
    const bool outside = (first == 0xed && octet(1) >= 0xa0) || (first == 0xf4 && octet(1) >= 0x90);
    return overlong || outside ? 0 : length;
}

char32_t code_point_at(std::string_view text, std::size_t length) {
    const auto first = static_cast<unsigned char>(text.front());
    char32_t point = length == 1 ? first : first & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) point = point << 6 | (static_cast<unsigned char>(text[i]) & 0x3fU);
    return point;
}

}  // namespace akmasim
