// SPDX-License-Identifier: Apache-2.0
// A recording as text that other programs draw or count.
#pragma once

#include <string>

#include "simulator/record/reader.hpp"

namespace akmasim::view {

std::string mermaid(const record::Recording& recording);
std::string plantuml(const record::Recording& recording);
std::string csv(const record::Recording& recording);  // RFC 4180; one row an event

}  // namespace akmasim::view
