// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/files.hpp"

#include <algorithm>
#include <filesystem>

namespace akmasim::cli {

std::vector<std::string> scenario_files(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const auto& path : paths) {
        std::error_code error;
        if (!std::filesystem::is_directory(path, error)) {
            files.push_back(path);
            continue;
        }
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path, error)) {
            if (entry.path().extension() == ".yaml") found.push_back(entry.path().string());
        }
        std::ranges::sort(found);
        files.insert(files.end(), found.begin(), found.end());
    }
    return files;
}

}  // namespace akmasim::cli
