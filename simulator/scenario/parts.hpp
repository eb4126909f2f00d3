// SPDX-License-Identifier: Apache-2.0
// A scenario's files put together: the parent under the parts it includes, these under what the file says itself.
#pragma once

#include "simulator/scenario/diagnostic.hpp"
#include "simulator/scenario/tree.hpp"

namespace akmasim::scenario {

// A tree without `extends` and `include`; null: a file cannot be read, or may not be, and `wrong` says which.
// Maps merge, lists are replaced, null removes.
Node put_together(const std::string& path, Diagnostics& wrong);

}  // namespace akmasim::scenario
