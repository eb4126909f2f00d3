// SPDX-License-Identifier: Apache-2.0
// Values of a scenario whose spelling matters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace akmasim::scenario {

// Text that must be quoted in the file, as YAML would make a number of it.
struct Quoted {
    std::string text;
};
// Quoted hexadecimal digits; `octets` of 0 means any number.
template <std::size_t octets>
struct Hex {
    std::string text;
};
// One word or a list of them.
struct OneOrMore {
    std::vector<std::string> list;
};
// A whole number, or one of some words.
struct NumberOrWord {
    std::optional<int> number;
    std::string word;
};
// In the file a number with its unit: 500us, 20ms, 90s, 15m, 1h.
struct Duration {
    std::int64_t ns = 0;
};
inline constexpr std::int64_t one_second = 1'000'000'000;
inline constexpr std::int64_t longest_duration = 365 * 86'400 * one_second;

}  // namespace akmasim::scenario
