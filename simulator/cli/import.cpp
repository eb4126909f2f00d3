// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/import.hpp"

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "simulator/base/console.hpp"
#include "simulator/cli/screen.hpp"
#include "simulator/scenario/import.hpp"

namespace akmasim::cli {

int import_file(const std::string& path, int mnc_digits) {
    constexpr std::size_t most_octets = 4 * 1024 * 1024;
    std::error_code none;
    std::ifstream file(path, std::ios::binary);
    if (!std::filesystem::is_regular_file(path, none) || !file)
        return refuse({Cause::invalid, path + ": cannot be read"});
    std::string text(most_octets + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > most_octets) return refuse({Cause::invalid, path + ": longer than 4 MiB"});
    const auto imported = scenario::import_subscribers(text, path, {mnc_digits});
    if (!imported) return refuse({Cause::invalid, path + ": " + imported.error().detail});
    console::say("{}", *imported);
    return 0;
}

}  // namespace akmasim::cli
