// SPDX-License-Identifier: Apache-2.0
// Recordings as files: which ones a path stands for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace akmasim::cli {

inline constexpr std::string_view recording_ending = ".rec.jsonl";
inline constexpr std::string_view pending_ending = ".rec.jsonl.new";  // what a replay gave, beside what it was of

// A folder stands for every file of that ending in and below it, sorted; a file for itself, also if it is not there.
std::vector<std::string> recordings_in(const std::vector<std::string>& paths,
                                       std::string_view ending = recording_ending);

bool may_write();  // not with CI=true: there nobody looks at what changed

}  // namespace akmasim::cli
