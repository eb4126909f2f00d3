// SPDX-License-Identifier: Apache-2.0
// HTTP/2 frames (RFC 9113) around what an SBI message says: header fields as literals, so that no table has a state.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "simulator/base/octets.hpp"

namespace akmasim::view {

using HeaderFields = std::vector<std::pair<std::string, std::string>>;

// One HEADERS frame, and one DATA frame where there is a body.
Octets http2_message(std::uint32_t stream, const HeaderFields& fields, View body);

}  // namespace akmasim::view
