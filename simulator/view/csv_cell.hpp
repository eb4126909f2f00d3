// SPDX-License-Identifier: Apache-2.0
// One cell of a CSV file.
#pragma once

#include <string>
#include <string_view>

namespace akmasim::view {

// Quoted where it must be (RFC 4180 2), also where another separator would split it. What a spreadsheet would take for a
// formula (it begins with = + - @, a tab or a carriage return and is no number) has an apostrophe before it, which makes it
// text there.
std::string csv_cell(std::string_view text);

}  // namespace akmasim::view
