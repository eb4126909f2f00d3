// SPDX-License-Identifier: Apache-2.0
// What the script of the page reads: the recording with everything that views know about it.
#pragma once

#include <string>

#include "simulator/knowledge/exposure.hpp"
#include "simulator/record/reader.hpp"

namespace akmasim::view {

std::string page_data(const record::Recording& recording, const knowledge::Exposure* exposure,
                      const record::Recording* other);  // JSON; see page.hpp

}  // namespace akmasim::view
