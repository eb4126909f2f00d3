// SPDX-License-Identifier: Apache-2.0
// The scenario that a recording is of: as it was recorded, its long-term keys put back, and as its file says it today.
#pragma once

#include <string>

#include "simulator/record/reader.hpp"
#include "simulator/scenario/scenario.hpp"

namespace akmasim::cli {

// The file of the scenario of that name: beside the recording, in a folder `scenarios` above it, in the working
// directory or above the program. Empty: there is none.
std::string find_scenario(const std::string& recording, const std::string& name);

// As it was recorded. Long-term keys come out of a revealed recording, else out of the scenario's file (empty: the one
// that is found), whose fingerprints must match. invalid: no such file, it has other keys, or it is not understood.
Result<scenario::Loaded> recorded_scenario(const record::Recording& recording, const std::string& path,
                                           const std::string& file);

// What the file says today that it did not say then; empty: it says the same.
std::string change_since(const record::Recording& recording, const std::string& file);

}  // namespace akmasim::cli
