// SPDX-License-Identifier: Apache-2.0
// Scenario files for tests: written into a folder that goes away, loaded, and what is wrong with them as one text.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <fmt/format.h>

#include "simulator/scenario/scenario.hpp"

namespace akmasim::scenario::test {

class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "akmasim-scenario-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }

    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return (path_ / name).string();
    }

private:
    std::filesystem::path path_;
};

// "line:column message" of each, one below the other.
inline std::string told(const Loaded& loaded) {
    std::string text;
    for (const auto& wrong : loaded.wrong)
        text += fmt::format("{}:{} {}\n", wrong.mark.line, wrong.mark.column, wrong.message);
    return text;
}

inline const std::string shipped_base = AKMASIM_SOURCE_DIR "/scenarios/base/one-ue.yaml";

// Three lines that make a whole scenario of what follows them.
inline std::string upon_base(const std::string& rest) {
    return "schema: akma-scenario/1\nname: test\nextends: " + shipped_base + "\n" + rest;
}

inline Loaded load_text(const std::string& text, const Variables& variables = {}) {
    const Folder folder;
    return load_file(folder.write("test.yaml", text), variables);
}

}  // namespace akmasim::scenario::test
