// SPDX-License-Identifier: Apache-2.0
// Files of this room that are part of the program; simulator/view/CMakeLists.txt writes them into it.
#pragma once

#include <string_view>

namespace akmasim::view::embedded {

extern const std::string_view explanations;  // explanations.txt

}  // namespace akmasim::view::embedded
