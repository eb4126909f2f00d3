// SPDX-License-Identifier: Apache-2.0
// Checks that a scenario has a resident leave out, to show by an attack what they are for. None is left out by itself.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace akmasim {

using Omissions = std::optional<std::vector<std::string>>;

inline bool omits(const Omissions& omissions, std::string_view check) {
    return omissions && std::ranges::find(*omissions, check) != omissions->end();
}

}  // namespace akmasim
