// SPDX-License-Identifier: Apache-2.0
// The recordings that are shipped.
#pragma once

#include <algorithm>
#include <filesystem>
#include <vector>

namespace akmasim::test {

inline const std::filesystem::path shipped = std::filesystem::path(AKMASIM_SOURCE_DIR) / "scenarios" / "recorded";

inline std::vector<std::filesystem::path> shipped_recordings() {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(shipped)) {
        if (entry.path().string().ends_with(".rec.jsonl")) paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

}  // namespace akmasim::test
