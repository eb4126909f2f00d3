// SPDX-License-Identifier: Apache-2.0
// What gives virtual time its durations: how long a link takes, a party computes, a timer runs.
#pragma once

#include <map>
#include <memory>
#include <tuple>

#include "simulator/machine/turn.hpp"

namespace akmasim::fabric {

// How long a run may last, in virtual time; sums of two fit a Time.
inline constexpr Time longest_run = 100LL * 365 * 86'400 * 1'000'000'000;

struct LinkTiming {
    Time delay = 0;
    Time jitter = 0;          // at most this much more or less
    std::uint64_t bit_s = 0;  // 0: a message of any length takes no time to send
};

struct Timing {
    std::map<Link, LinkTiming> links;
    std::array<Time, crypto::operations.size()> cost{};  // of one operation
    std::map<std::string, Time> timers;                  // how long parties wait, by name; NAME@ROLE of one role alone
};

std::string to_json(const Timing& timing);  // durations in nanoseconds; what is 0 is left out

// When things are done. A party does one thing after the other; a link keeps the order of each direction.
class Pace {
public:
    // random: of the jitter; without it there is none.
    Pace(Timing timing, RandomSource random) : timing_(std::move(timing)), random_(std::move(random)) {}

    // When a party has done the work that came to it at `now`.
    Time done(const Address& party, Time now, const crypto::Work& work);
    // When a message that is sent at `at` arrives.
    Time arrival(const Envelope& sent, Time at);
    [[nodiscard]] Time all_done() const { return all_done_; }  // when the last party is

private:
    using Direction = std::tuple<Link, Address, Address>;
    struct Way {
        Time free = 0;  // the last octet of the message before has left
        Time last = 0;  // its arrival
        std::unique_ptr<Random> random;
    };
    Time jitter_on(Way& way, const Direction& direction, Time most);

    Timing timing_;
    RandomSource random_;
    std::map<Address, Time> busy_;  // until
    std::map<Direction, Way> ways_;
    Time all_done_ = 0;
};

}  // namespace akmasim::fabric
