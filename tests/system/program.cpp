// SPDX-License-Identifier: Apache-2.0
#include "tests/system/program.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <sys/wait.h>

#include "simulator/scenario/scenario.hpp"

namespace akmasim::test {

namespace fs = std::filesystem;

std::vector<std::string> runnable_scenarios() {
    std::vector<std::string> paths;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(AKMASIM_SOURCE_DIR) / "scenarios")) {
        if (entry.path().extension() != ".yaml") continue;
        const auto loaded = scenario::load_file(entry.path().string());
        if (loaded.scenario && !loaded.scenario->abstract) paths.push_back(entry.path().string());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

Answer shell(const std::string& command) {
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    std::string output;
    char buffer[4096];
    while (const auto got = fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, got);
    const int status = pclose(pipe);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, output};
}

Answer akmasim(const std::string& arguments) { return shell(AKMASIM_BINARY_DIR "/akmasim " + arguments); }

std::string content(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

Folder::Folder() {
    std::string name = (fs::temp_directory_path() / "akmasim-test-XXXXXX").string();
    path = mkdtemp(name.data());
}

Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
}

}  // namespace akmasim::test
