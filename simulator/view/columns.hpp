// SPDX-License-Identifier: Apache-2.0
// Lines that hold colours, measured and cut by what is seen of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace akmasim::view {

std::size_t seen_width(std::string_view line);  // without the sequences that colour it
std::string without_colour(std::string_view line);
std::string fitted(std::string_view line, std::size_t columns);  // cut or padded; colours end where it ends
std::vector<std::string> folded(std::string_view line, std::size_t columns);  // goes on, a little further right
std::vector<std::string> lines_of(std::string_view text);

}  // namespace akmasim::view
