// SPDX-License-Identifier: Apache-2.0
// The messages of Ua with the fields that ua::describe writes.
#pragma once

#include "simulator/protocol/fields.hpp"

namespace akmasim::ua {

std::vector<MessageWords> words();

}  // namespace akmasim::ua
