// SPDX-License-Identifier: Apache-2.0
// A recording as a picture: the ladder in SVG, for papers and slides.
#pragma once

#include <string>

#include "simulator/record/reader.hpp"

namespace akmasim::view {

std::string svg(const record::Recording& recording);

std::string xml_text(std::string_view text);  // what XML takes as text; control characters are replaced

}  // namespace akmasim::view
