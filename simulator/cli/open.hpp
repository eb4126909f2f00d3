// SPDX-License-Identifier: Apache-2.0
// What people look at: a recording out of a file, or a scenario played for this.
#pragma once

#include <string>

#include "simulator/record/reader.hpp"

namespace akmasim::cli {

// A file that ends in .yaml or .yml is a scenario: it is played in this process, and on a test PLMN its keys are
// revealed, which stderr is told. invalid: no scenario or recording; what is wrong in a scenario stands on stderr then.
Result<record::Recording> open_recording(const std::string& path);

}  // namespace akmasim::cli
