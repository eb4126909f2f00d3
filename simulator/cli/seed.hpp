// SPDX-License-Identifier: Apache-2.0
// Seeds as they stand on the command line.
#pragma once

#include <string>

namespace akmasim::cli {

std::string not_a_seed(const std::string& text);  // why it is none; empty: it is one

}  // namespace akmasim::cli
