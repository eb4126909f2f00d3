// SPDX-License-Identifier: Apache-2.0
// Where values were: which party had one, on which link it crossed. All of them are looked for in one walk.
#pragma once

#include <optional>

#include "simulator/knowledge/insight.hpp"

namespace akmasim::knowledge {

struct Sighting {
    std::string party;      // "ue", "aanf-west"
    std::uint64_t seq = 0;  // of the event that gave it; 0: provisioned
    std::string how;        // "derived it", "was sent it in N62.RetrieveApplicationKeyResponse"
};

class Whereabouts {
public:
    // evidence must outlive it.
    Whereabouts(const Evidence& evidence, std::vector<Value> values, const Stop& stop = {});

    [[nodiscard]] const std::vector<Value>& values() const { return values_; }

    // Each party once, in the order in which they came to have it: who derived it, sent it, or was reached by it.
    // By the place of the value among them.
    [[nodiscard]] std::vector<Sighting> parties_with(std::size_t value) const;

    // The first message of that link in whose octets it stands, arrived or not.
    [[nodiscard]] std::optional<Sighting> crossing_of(std::size_t value, std::string_view link) const;

    // Whether it stands anywhere: in what crossed, or in what was said inside a tunnel.
    [[nodiscard]] bool was_there(std::size_t value) const { return !stands_[value].empty() || said_[value]; }

private:
    const Evidence& evidence_;
    std::vector<Value> values_;
    std::vector<std::vector<const record::Event*>> stands_;   // by value: where it crosses
    std::vector<std::vector<const record::Event*>> derived_;  // by value
    std::vector<bool> said_;
    std::set<std::uint64_t> lost_;
};

}  // namespace akmasim::knowledge
