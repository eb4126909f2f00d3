// SPDX-License-Identifier: Apache-2.0
// UTF-8, told from other octets.
#include "simulator/protocol/readable.hpp"

#include <cstdint>

namespace akmasim {
namespace {

// Octets that follow a first octet; -1: no first octet.
int continuation_octets(Octet first) {
    if (first < 0x80) return 0;
    if (first >= 0xc2 && first <= 0xdf) return 1;
    if (first >= 0xe0 && first <= 0xef) return 2;
    if (first >= 0xf0 && first <= 0xf4) return 3;
    return -1;
}

// RFC 3629 3: no longer form than needed, no surrogates, nothing above 10FFFF.
bool is_allowed(std::uint32_t point, int continuation) {
    constexpr std::uint32_t least[] = {1, 0x80, 0x800, 0x10000};
    return point >= least[continuation] && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
}

}  // namespace

bool is_utf8(std::string_view text) {
    const View octets = view_of(text);
    for (std::size_t i = 0; i < octets.size();) {
        const Octet first = octets[i++];
        const int more = continuation_octets(first);
        if (more < 0 || octets.size() - i < static_cast<std::size_t>(more)) return false;
        std::uint32_t point = more == 0 ? first : first & (0x3fU >> more);
        for (int k = 0; k < more; ++k, ++i) {
            if ((octets[i] & 0xc0) != 0x80) return false;
            point = point << 6 | (octets[i] & 0x3fU);
        }
        if (!is_allowed(point, more)) return false;
    }
    return true;
}

std::string text_or_hex(View octets) {
    const auto text = text_of(octets);
    return is_utf8(text) ? std::string(text) : hex(octets);
}

}  // namespace akmasim
