// SPDX-License-Identifier: Apache-2.0
// The case of letters in the sense of ASCII, whatever the locale: of hexadecimal digits and names.
#pragma once

#include <algorithm>
#include <string>

namespace akmasim {

inline std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

inline std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return text;
}

}  // namespace akmasim
