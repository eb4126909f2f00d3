// SPDX-License-Identifier: Apache-2.0
// A recording read back: header, events, trailer.
#pragma once

#include <string>
#include <vector>

#include "simulator/record/event.hpp"

namespace akmasim::record {

struct Recording {
    std::string id;
    std::string name;
    std::string resolved;  // JSON
    std::uint64_t seed = 0;
    bool revealed = false;
    std::vector<std::string> lines;  // of the events, as they stand in the file
    std::vector<Event> events;
    std::string verdict;
    bool intact = true;  // the trailer's hash is that of the lines before it
};

// invalid: unreadable, torn (no trailer), a line that cannot be parsed, or a newer format; the error names the line.
Result<Recording> read_file(const std::string& path);

}  // namespace akmasim::record
