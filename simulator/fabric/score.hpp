// SPDX-License-Identifier: Apache-2.0
// A recording as its parties play it: what each of them did, and on what.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "simulator/machine/effects.hpp"
#include "simulator/record/event.hpp"

namespace akmasim::fabric {

// What came to a party, as the record tells it.
struct Cue {
    std::uint64_t seq = 0;
    std::string link;
    std::string from;
    std::string ue;
    std::uint64_t stream = 0;
    bool is_response = false;  // SBI
    std::string raw;           // hexadecimal
    bool came = false;
};

// What a party did when it attended to one message, timer or order.
struct Passage {
    std::uint64_t on = 0;   // seq of what it attended to; 0: an order
    std::uint64_t seq = 0;  // of its first event
    Time t = 0;
    Time left = 0;  // when what it sends leaves; 0: at t
    std::string step;
    std::string ue;
    std::vector<Envelope> sends;
    std::vector<TimerStart> timers;  // that will run out; their conversation is the seq of that event
    bool played = false;
};

// One party of a recording.
struct Part {
    std::vector<Cue> cues;
    std::vector<Passage> passages;
};

// When a step began, if the recording tells, and its last event.
struct Span {
    std::optional<Time> first;
    Time last = 0;
};

struct Score {
    std::map<std::string, Part> parts;  // by party
    std::set<std::string> played;       // those that the recording plays
    std::map<std::string, Span> steps;
};

// The value behind a fingerprint as hexadecimal digits; nothing: it is not known.
using ValueBehind = std::function<std::optional<std::string>(const std::string& fingerprint)>;

// played: the parties that will be played. invalid: one of them sends a key that nobody knows.
Result<Score> score_of(std::span<const record::Event> events, const std::set<std::string>& played,
                       const ValueBehind& value_behind);

}  // namespace akmasim::fabric
