// SPDX-License-Identifier: Apache-2.0
// akmasim step --live: each message of a running scenario is held before it is delivered, and somebody decides.
#pragma once

#include "simulator/cli/commands.hpp"

namespace akmasim::cli {

int step_live(const StepOptions& options);

}  // namespace akmasim::cli
