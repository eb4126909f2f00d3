// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/seed.hpp"

#include <charconv>
#include <cstdint>

#include <fmt/format.h>

namespace akmasim::cli {

// CLI11 wraps a number below zero and stops at the greatest.
std::string not_a_seed(const std::string& text) {
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error == std::errc{} && end == text.data() + text.size()) return "";
    return fmt::format("'{}' is no seed; expected a whole number of 0 to {}", text, UINT64_MAX);
}

}  // namespace akmasim::cli
