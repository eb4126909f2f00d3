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
        auto entry = std::filesystem::recursive_directory_iterator(path, error);
        for (; !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
            if (entry->path().extension() == ".yaml") found.push_back(entry->path().string());
        }
        if (error) found.assign(1, path);
        std::ranges::sort(found);
        files.insert(files.end(), found.begin(), found.end());
    }
    return files;
}

}  // namespace akmasim::cli
