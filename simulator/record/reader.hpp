// SPDX-License-Identifier: Apache-2.0
// Reads recordings back: header, events, trailer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/record/recorder.hpp"

namespace akmasim::record {

// Why a recording took the place of an earlier one. Not a part of what was recorded: neither the id nor a comparison
// depends on it.
struct Acceptance {
    std::string reason;
    std::string was;  // sha256 of the earlier one's trailer
};

struct Header {
    std::string id;
    std::string name;  // of the scenario
    std::string scenario_sha256;
    std::uint64_t seed = 0;
    std::string clock_start;
    std::string openssl_version;
    std::string timing;                        // what links and operations took, a JSON object in nanoseconds
    bool revealed = false;                     // "redaction":"none"
    std::string resolved;                      // the resolved scenario as JSON; secrets as $key and fp unless revealed
    std::vector<SubscriberFacts> subscribers;  // only in revealed recordings
    std::vector<Acceptance> history;           // the oldest first
};

struct Trailer {
    bool complete = false;  // false: the run was interrupted
    std::uint64_t events = 0;
    std::string verdict;
    std::string sha256;
    bool intact = false;  // sha256 and the number of events say what stands before the trailer
};

struct Recording {
    Header header;
    std::vector<Event> events;
    Trailer trailer;
};

// invalid: absent or unreadable, torn (no trailer), a line that is no event ("line N: ..."), or a newer format. A
// trailer that does not match is no error: `intact` is false.
Result<Recording> read_text(std::string_view text);
Result<Recording> read_file(const std::string& path);

}  // namespace akmasim::record
