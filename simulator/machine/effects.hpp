// SPDX-License-Identifier: Apache-2.0
// Everything a resident does in one turn. The host carries the list to the fabric in one piece, so that quiescence is
// known and an error leaves nothing behind.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "simulator/base/octets.hpp"
#include "simulator/crypto/work.hpp"
#include "simulator/protocol/envelope.hpp"

namespace akmasim {

using Time = std::int64_t;  // virtual nanoseconds since the scenario's clock start

// A key came to exist here (keys::Derivation, owned).
struct Derived {
    std::string key;
    std::vector<std::string> from;
    std::string fc;         // hexadecimal, empty where no KDF of TS 33.220 is used
    std::vector<Octets> p;  // P0, P1, ...
    std::string clause;
    Octets value;
    std::string whose;  // SUPI of the subscriber it is for, as the party knows it; empty: of none

    static void fields(auto& m, auto& visit) {
        visit("key", m.key);
        visit("from", m.from);
        visit("fc", m.fc);
        visit("p", m.p);
        visit("clause", m.clause);
        visit("value", m.value);
        visit("whose", m.whose);
    }
};

struct StateChange {
    std::string was;
    std::string is;

    static void fields(auto& m, auto& visit) {
        visit("was", m.was);
        visit("is", m.is);
    }
};

// The message was not taken: nothing else has happened in this turn.
struct Refused {
    std::string cause;
    std::string detail;

    static void fields(auto& m, auto& visit) {
        visit("cause", m.cause);
        visit("detail", m.detail);
    }
};

// A timer of this resident begins to run, or is stopped. Started again it runs anew; its end is command::TimerExpired.
struct TimerStart {
    std::string timer;
    std::uint64_t conversation = 0;
    Time after = 0;

    static void fields(auto& m, auto& visit) {
        visit("timer", m.timer);
        visit("conversation", m.conversation);
        visit("after", m.after);
    }
};

struct TimerStop {
    std::string timer;
    std::uint64_t conversation = 0;

    static void fields(auto& m, auto& visit) {
        visit("timer", m.timer);
        visit("conversation", m.conversation);
    }
};

// A handshake is over: what this party asked for and what both negotiated, as a JSON object.
struct Negotiated {
    std::string f;

    static void fields(auto& m, auto& visit) { visit("f", m.f); }
};

// What was computed in this turn, refused or not.
struct Worked {
    crypto::Work work;
    Time until = 0;  // of a party that is played out of a recording instead: when it was done

    static void fields(auto& m, auto& visit) { visit("work", m.work); }
};

// What an effect is about beside the incoming message's subscriber is in the envelope itself.
using Effect = std::variant<Envelope, Derived, StateChange, Refused, TimerStart, TimerStop, Negotiated, Worked>;
using Effects = std::vector<Effect>;

}  // namespace akmasim
