// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/project.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace akmasim::scenario {
namespace fs = std::filesystem;
namespace {

// The nearest folder, from `start` upwards, of which `is_it` is true; empty: none is.
template <class IsIt>
fs::path nearest_above(fs::path start, IsIt is_it) {
    std::error_code none;
    for (auto folder = fs::weakly_canonical(start, none); !folder.empty(); folder = folder.parent_path()) {
        if (is_it(folder)) return folder;
        if (folder == folder.root_path()) break;
    }
    return {};
}

bool is_below(const fs::path& file, const fs::path& folder) {
    if (folder.empty()) return false;
    const auto [of_folder, of_file] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
    return of_folder == folder.end() && of_file != file.end();
}

}  // namespace

const fs::path& shipped_scenarios() {
    static const fs::path folder = [] {
        std::error_code none;
        const auto above = nearest_above(fs::read_symlink("/proc/self/exe", none).parent_path(), [](const auto& one) {
            std::error_code absent;
            return fs::is_regular_file(one / "scenarios/base/one-ue.yaml", absent);
        });
        return above.empty() ? above : above / "scenarios";
    }();
    return folder;
}

std::string why_not_a_part(const fs::path& file, const fs::path& scenario) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return fmt::format("there is no file {}", file.string());
    const auto real = fs::canonical(file, error);
    if (error) return fmt::format("there is no file {}", file.string());
    if (real.extension() != ".yaml") return fmt::format("{} does not end in .yaml", file.string());
    const auto own = fs::weakly_canonical(scenario, error).parent_path();
    const auto repository = nearest_above(own, [](const auto& one) {
        std::error_code absent;
        return fs::exists(one / ".git", absent);
    });
    const auto working = fs::weakly_canonical(fs::current_path(error), error);
    for (const auto& folder : {own, repository, working == working.root_path() ? fs::path() : working}) {
        if (is_below(real, folder)) return "";
    }
    if (is_below(real, shipped_scenarios())) return "";
    return fmt::format(
        "{} is outside of the project; expected a file below the scenario's folder, its git repository, "
        "the working directory or the shipped scenarios",
        file.string());
}

}  // namespace akmasim::scenario
