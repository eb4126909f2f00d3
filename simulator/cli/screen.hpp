// SPDX-License-Identifier: Apache-2.0
// What the commands that show something ask of the terminal, and how they refuse.
#pragma once

#include <cstddef>

#include "simulator/base/result.hpp"

namespace akmasim::cli {

bool colour();             // stdout is a terminal, and NO_COLOR is not set
std::size_t width();       // of the terminal; 110 where there is none
int refuse(const Error&);  // says it on stderr; 3

}  // namespace akmasim::cli
