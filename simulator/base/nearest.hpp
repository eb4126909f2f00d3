// SPDX-License-Identifier: Apache-2.0
// "Did you mean ...": the known word that is most like a mistyped one.
#pragma once

#include <string_view>
#include <vector>

namespace akmasim {

// Empty: none is near.
std::string_view nearest(std::string_view text, const std::vector<std::string_view>& candidates);

}  // namespace akmasim
