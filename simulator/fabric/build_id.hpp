// SPDX-License-Identifier: Apache-2.0
// Which build a program is of: both programs must be of the same, as what they say to each other changes with the sources.
#pragma once

#include <string_view>

namespace akmasim::fabric {

std::string_view build_id();  // "0.1.0+3f2a91c0b7de": the version, and a hash of the sources that both are made of

}  // namespace akmasim::fabric
