// SPDX-License-Identifier: Apache-2.0
// Which octets an adversary has in her hands, by whichever way they came there.
#pragma once

#include <set>

#include "simulator/knowledge/evidence.hpp"

namespace akmasim::knowledge {

// A key taken from whoever holds it. The newest value at that time; of K_AF the newest of each AF_ID.
struct Leak {
    std::string key;
    std::string of;         // the subscriber that it was derived for
    std::string at;         // the step after which it leaks; "after-run"
    std::string from = {};  // the party that had it; empty: whoever did
};

struct Stance {
    std::string name;
    std::set<std::string> links;  // where she reads
    std::vector<Leak> leaks;
};

struct Hands {
    std::set<std::uint64_t> seqs;                // the messages, and what she made of them or made up, by their events
    std::set<std::uint64_t> hers;                // of these what crossed on connections of her own, in either direction
    std::vector<std::vector<std::string>> made;  // by event: what may be a key in what she wrote, hexadecimal
};

// What crosses where she reads; and whatever she may read: what comes back on a connection of her own, what she keeps,
// copies or changes, and what she writes. What she only lets pass, late or not at all, she has not had.
Hands hands_of(const Evidence& evidence, const Stance& stance);

}  // namespace akmasim::knowledge
