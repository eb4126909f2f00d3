// SPDX-License-Identifier: Apache-2.0
// A recording as one HTML page that needs nothing else: the files of the folder page with the recording between them.
#pragma once

#include <string>

#include "simulator/knowledge/exposure.hpp"
#include "simulator/record/reader.hpp"

namespace akmasim::view {

// exposure: what the adversary has in hand; nullptr: the recording hides its keys, so nobody can tell.
// other: a second recording, drawn beside the first, with the event marked at which they part; nullptr: none.
std::string page(const record::Recording& recording, const knowledge::Exposure* exposure = nullptr,
                 const record::Recording* other = nullptr);

}  // namespace akmasim::view
