// SPDX-License-Identifier: Apache-2.0
// Who knows which key: who derived it, and whom it reached. Reads records only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "simulator/record/event.hpp"

namespace akmasim::knowledge {

struct Holder {
    std::string party;        // "ue", "ausf", ...
    std::uint64_t since = 0;  // seq of the event that told it; 0: from the start
    bool derived = false;     // false: the key reached it, or was provisioned with it
    std::uint64_t until = 0;  // seq of the event that gave it another one in its place; 0: it has it still
};

// One value of one key of one subscriber. Equal values have equal fingerprints.
struct KnownKey {
    std::string key;  // "KAUSF"
    std::string ue;
    std::string fp;                      // empty for K and A-KID, of which no event tells
    std::string value;                   // hexadecimal, only in revealed recordings; of an A-KID its text
    std::vector<std::string> from_keys;  // what it is derived from; empty until somebody is seen deriving it
    std::string clause;
    std::uint64_t born = 0;       // seq of the first event that shows it
    std::vector<Holder> holders;  // in the order in which they came to know it

    [[nodiscard]] std::vector<std::string> held_by() const;  // those who have it still
};

// After the event with that seq, in the order in which the keys came to exist. K is held by ue and udm from the start.
std::vector<KnownKey> holders_after(std::span<const record::Event> events, std::uint64_t seq);
std::vector<KnownKey> holders(std::span<const record::Event> events);

}  // namespace akmasim::knowledge
