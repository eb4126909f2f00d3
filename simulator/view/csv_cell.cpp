// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/csv_cell.hpp"

#include <algorithm>
#include <array>

namespace akmasim::view {
namespace {

// [+-] digits [. digits] [e [+-] digits], whatever the locale.
bool is_number(std::string_view text) {
    const auto digits = [&] {
        const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
        text.remove_prefix(end);
        return end > 0;
    };
    const auto sign = [&] { text.remove_prefix(text.starts_with('+') || text.starts_with('-') ? 1 : 0); };
    sign();
    if (!digits()) return false;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        if (!digits()) return false;
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        sign();
        if (!digits()) return false;
    }
    return text.empty();
}

bool is_formula(std::string_view text) {
    // The last four are = + - @ of full width (U+FF1D, U+FF0B, U+FF0D, U+FF20), which some spreadsheets take for the same.
    static constexpr std::array<std::string_view, 10> beginnings{"=",  "+",  "-", "@", "\t", "\r", "\xef\xbc\x9d", "\xef\xbc\x8b",
                                                                 "\xef\xbc\x8d", "\xef\xbc\xa0"};
    return std::ranges::any_of(beginnings, [&](auto one) { return text.starts_with(one); }) && !is_number(text);
}

}  // namespace

std::string csv_cell(std::string_view text) {
    const auto safe = (is_formula(text) ? "'" : "") + std::string(text);
    if (safe.find_first_of(",;\t\"\r\n") == std::string::npos) return safe;
    std::string quoted = "\"";
    for (const char c : safe) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

}  // namespace akmasim::view
