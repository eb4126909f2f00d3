// SPDX-License-Identifier: Apache-2.0
// YAML (and JSON, which is YAML) into a tree. The one door to yaml-cpp, which is silent about much that we refuse.
#pragma once

#include "simulator/scenario/diagnostic.hpp"

namespace akmasim::scenario {

// Refused: an unreadable file, more than 1 MiB, what is no UTF-8 (or NUL), a second document, duplicate keys, aliases,
// anchors, merge keys, tags, more than 100 000 nodes or 64 levels.
Node parse_file(const std::string& path, Diagnostics& wrong);
Node parse_text(const std::string& text, const std::string& origin, Diagnostics& wrong);

}  // namespace akmasim::scenario
