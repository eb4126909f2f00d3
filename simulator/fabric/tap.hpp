// SPDX-License-Identifier: Apache-2.0
// The one place where something may happen to a message between its sender and its receiver: weather in tests, an
// adversary in scenarios.
#pragma once

#include <string>
#include <vector>

#include "simulator/machine/effects.hpp"
#include "simulator/record/recorder.hpp"

namespace akmasim::fabric {

class Tap {
public:
    struct Arrival {
        Envelope envelope;
        Time later = 0;           // beyond the link's own delay; arrivals of one moment keep their order
        std::uint64_t event = 0;  // seq of what the record says of it; 0: that of the message as it was sent
    };

    // When and where a message crosses.
    struct Crossing {
        Time now = 0;
        std::string step;
        std::uint64_t seq = 0;                 // of its event in the record; 0: none
        record::Recorder* recorder = nullptr;  // nullptr: nobody looks
    };

    virtual ~Tap() = default;

    // What arrives in place of `sent`: itself, nothing, it twice, something else, something more. Asked once for each
    // message, after it was recorded as sent; never for orders and reports. The sender's plain view is there for the
    // record alone: the fabric takes it away behind the taps.
    virtual std::vector<Arrival> cross(Envelope sent, const Crossing& crossing) = 0;

    // Nothing is in flight any more: what was kept back only for a while goes on now.
    virtual std::vector<Arrival> at_rest(const Crossing&) { return {}; }
};

}  // namespace akmasim::fabric
