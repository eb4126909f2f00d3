// SPDX-License-Identifier: Apache-2.0
// One line of a recording: a message that crossed, a key that came to exist, a state that changed, a message refused,
// a timer that ran out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/base/json.hpp"

namespace akmasim::record {

// Members that a kind does not have are empty and not written.
struct Event {
    std::uint64_t seq = 0;
    std::int64_t t = 0;  // virtual nanoseconds
    std::string kind;    // msg, derive, state, refused, timer, adversary, negotiated
    std::string link;    // msg, refused
    std::string from;
    std::string to;
    std::string at;  // derive, state, refused, timer, negotiated
    std::string ue;
    std::string owner;  // derive, written as "for": the subscriber whose key it is, if that is not `ue`
    std::string step;
    std::string msg;
    std::string inside;        // "tls": it crossed inside the record that follows
    std::uint64_t stream = 0;  // msg and what an adversary changed: the connection (N1, Ua) or the request (SBI)
    std::int64_t left = 0;     // msg: when it left, if that is later than t as the sender had to compute first; else 0
    std::uint64_t on = 0;      // seq of the message or timer that `from` or `at` attended to; 0: an order, or nothing
    std::string f;             // fields, a JSON object
    std::string key;           // derive
    std::vector<std::string> from_keys;
    std::string fc;
    std::vector<std::string> p;
    std::string clause;  // written for derive; for msg it is known to views alone
    std::string fp;
    std::string value;     // only in revealed recordings
    std::string rule;      // adversary: which of its rules; empty: the scenario's own order
    std::string verb;      // adversary: "drop", "set", ...
    std::uint64_t of = 0;  // adversary: seq of the message it met
    std::string timer;     // "T3560"
    std::string was;
    std::string is;
    std::string cause;
    std::string detail;
    std::string raw;  // hexadecimal
    bool has_raw = false;

    // Whose key was derived.
    [[nodiscard]] const std::string& whose() const { return owner.empty() ? ue : owner; }
};

std::string line_of(const Event& event);           // without the line feed
Result<Event> event_of(const json::Value& value);  // malformed: not an event
Result<Event> read_line(std::string_view line);    // malformed: not JSON, or not an event

}  // namespace akmasim::record
