// SPDX-License-Identifier: Apache-2.0
// The programs as users run them, and what they leave behind.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace akmasim::test {

std::vector<std::string> runnable_scenarios();  // paths of all shipped ones that are not abstract, sorted
inline const std::string main_scenario = AKMASIM_SOURCE_DIR "/scenarios/akma-tls13.yaml";

struct Answer {
    int code = -1;       // -1: ended by a signal
    std::string output;  // stdout and stderr together
};
Answer shell(const std::string& command);
Answer akmasim(const std::string& arguments);

std::string content(const std::filesystem::path& path);

// A folder that goes away with what is in it.
class Folder {
public:
    Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder();
    std::filesystem::path path;
};

}  // namespace akmasim::test
