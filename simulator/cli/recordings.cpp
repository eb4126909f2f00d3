// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/recordings.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace akmasim::cli {

namespace fs = std::filesystem;

std::vector<std::string> recordings_in(const std::vector<std::string>& paths, std::string_view ending) {
    std::vector<std::string> files;
    for (const auto& path : paths) {
        std::error_code error;
        if (!fs::is_directory(path, error)) {
            files.push_back(path);
            continue;
        }
        std::vector<std::string> found;
        constexpr auto options = fs::directory_options::skip_permission_denied;
        for (fs::recursive_directory_iterator entry(path, options, error), end; !error && entry != end;
             entry.increment(error)) {
            if (entry->path().string().ends_with(ending)) found.push_back(entry->path().string());
        }
        std::ranges::sort(found);
        files.insert(files.end(), found.begin(), found.end());
    }
    return files;
}

bool may_write() {
    const char* ci = std::getenv("CI");
    return ci == nullptr || std::string_view(ci) != "true";
}

}  // namespace akmasim::cli
