// SPDX-License-Identifier: Apache-2.0
// The steps of a recording as a reader goes through them, and the one numbering that every view uses.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "simulator/record/event.hpp"

namespace akmasim::record {

// A step is a message with what runs inside its record, a burst of keys at one party, a refusal, a timer that runs out,
// or an act of an adversary. What follows from it (a state, a handshake that is agreed) belongs to it.
class Steps {
public:
    Steps() = default;
    explicit Steps(std::span<const Event> events);

    [[nodiscard]] std::size_t count() const { return heads_.size(); }
    // From 1, of the event at this position (from 0).
    [[nodiscard]] std::size_t number_at(std::size_t position) const { return numbers_[position]; }
    // Of the event with this seq; 0: there is none.
    [[nodiscard]] std::size_t number_of(std::uint64_t seq) const;
    // The position of the event that stands for the step: of a message its record, of a burst its first key.
    [[nodiscard]] std::size_t head(std::size_t number) const { return heads_[number - 1]; }
    // The positions of its events: from first(n) to before first(n + 1), which is the end after the last step.
    [[nodiscard]] std::size_t first(std::size_t number) const;

    // A text that says `event 14` (a seq), saying `step 9` instead; an event that there is not stays.
    [[nodiscard]] std::string in_steps(const std::string& text) const;

private:
    std::vector<std::uint64_t> seqs_;
    std::vector<std::size_t> numbers_;  // of each event
    std::vector<std::size_t> heads_;    // of each step
};

}  // namespace akmasim::record
