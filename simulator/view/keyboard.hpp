// SPDX-License-Identifier: Apache-2.0
// What a terminal sends for its keys.
#pragma once

#include <string>
#include <vector>

namespace akmasim::view {

// The whole keys at the front of what was typed; what is left of it stays. last: nothing more comes, so that a lone
// ESC is the key Escape.
std::vector<std::string> keys_in(std::string& typed, bool last);

}  // namespace akmasim::view
