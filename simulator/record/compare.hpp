// SPDX-License-Identifier: Apache-2.0
// Where two recordings part: the first differing event in order, and how much follows from it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "simulator/record/level.hpp"
#include "simulator/record/reader.hpp"

namespace akmasim::record {

struct Difference {
    std::string field;  // "f.suci.text", "raw", "fp", "t"; "event": it is another one, or one of the two has none
    std::string expected;
    std::string got;
};

// What the first difference says about the whole run.
enum class Nature {
    keys,     // some key has another value
    content,  // the same keys; other messages, fields or states
    form,     // every decoded field is the same: only octets or times differ
};

// How one side parts from the other where only some parties are compared.
enum class Parting {
    changed,  // an event that both have
    unknown,  // the replay did what the recording does not have: `expected_event` is the nearest to it, if any
    missing,  // the replay did not do what the recording has: `got_event` is the nearest to it, if any
};

struct Divergence : Difference {   // of the fields of the event the first
    std::uint64_t seq = 0;         // of the expected event; of the other one where none was expected
    std::size_t number = 0;        // of the step of that event
    std::vector<Difference> more;  // further fields of the same event
    std::optional<Event> expected_event;
    std::optional<Event> got_event;
    Nature nature = Nature::content;
    Parting parting = Parting::changed;
};

struct Comparison {
    std::vector<std::string> header;  // differences that are only reported: "libs.openssl: 3.0.22, 3.0.23"
    std::optional<Divergence> first;
    std::size_t after = 0;  // further events that differ
    bool keys = true;       // false: what the two hold of their keys cannot be compared, and was not

    [[nodiscard]] bool same() const { return !first; }
};

// Every field of every event that counts at the level. Fingerprints of recordings with different ids say nothing about
// each other; then `header` has "id", and keys are compared by their values where both reveal them, else not at all.
Comparison compare(const Recording& expected, const Recording& got, Level level = Level::octets);
Comparison compare(const std::vector<Event>& expected, const std::vector<Event>& got, Level level);
// What these parties did and said, and nothing of the others; numbers of events and times of the others' doing do not
// count. An event too many or too few shifts nothing: what stands behind it is compared with its like again.
Comparison compare_parties(const Recording& expected, const std::vector<Event>& got,
                           const std::set<std::string>& parties, Level level);

std::vector<std::string> header_differences(const Header& expected, const Header& got);

}  // namespace akmasim::record
