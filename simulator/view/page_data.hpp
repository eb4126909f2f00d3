// SPDX-License-Identifier: Apache-2.0
// What the script of the page reads: the recording with everything that views know about it.
#pragma once

#include <string>

#include "simulator/record/reader.hpp"

namespace akmasim::view {

std::string page_data(const record::Recording& recording, const record::Recording* other);  // JSON

}  // namespace akmasim::view
