// SPDX-License-Identifier: Apache-2.0
// Where two recordings part: the first differing event in order, and how much follows from it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulator/record/reader.hpp"

namespace akmasim::record {

struct Divergence {
    std::uint64_t seq = 0;  // of the expected event; of the other one where none was expected
    std::string field;      // "f.suci.text", "raw", "fp", "t"; "event": one of the two has no such event
    std::string expected;
    std::string got;
    bool key_material = false;  // some key has another value; false: only what is said about the same keys differs
};

struct Comparison {
    std::vector<std::string> header;  // differences that are only reported: "libs.openssl: 3.0.22, 3.0.23"
    std::optional<Divergence> first;
    std::size_t after = 0;  // further events that differ

    [[nodiscard]] bool same() const { return !first; }
};

// Every field of every event, `raw` included. Fingerprints of recordings with different ids say nothing about each
// other; then `header` has "id".
Comparison compare(const Recording& expected, const Recording& got);
std::optional<Divergence> first_divergence(const std::vector<Event>& expected, const std::vector<Event>& got);

}  // namespace akmasim::record
