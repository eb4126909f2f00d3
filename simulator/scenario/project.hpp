// SPDX-License-Identifier: Apache-2.0
// Which files a scenario may take parents and parts from, so that a scenario of somebody else reads nothing it should
// not.
#pragma once

#include <filesystem>
#include <string>

namespace akmasim::scenario {

// The folder of the scenarios that belong to this program: `scenarios` in the nearest folder above the program that has
// one with `base/one-ue.yaml` in it; empty: there is none.
const std::filesystem::path& shipped_scenarios();

// Why `file` may not be a part of `scenario` (the file that is run); empty: it may. Allowed are regular files that end
// in .yaml, below the scenario's own folder, its git repository, the working directory or the shipped scenarios;
// symbolic links count as what they lead to.
std::string why_not_a_part(const std::filesystem::path& file, const std::filesystem::path& scenario);

}  // namespace akmasim::scenario
