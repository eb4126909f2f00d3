// SPDX-License-Identifier: Apache-2.0
// The one place where something may happen to a message between its sender and its receiver: weather in tests, an
// adversary in scenarios.
#pragma once

#include <vector>

#include "simulator/machine/effects.hpp"

namespace akmasim::fabric {

class Tap {
public:
    struct Arrival {
        Envelope envelope;
        Time later = 0;  // beyond the link's own delay; arrivals of one moment keep their order
    };

    virtual ~Tap() = default;

    // What arrives in place of `sent`: itself, nothing, it twice, something else, something more. Asked once for each
    // message, after it was recorded as sent and without the sender's plain view; never for orders and reports.
    virtual std::vector<Arrival> cross(Envelope sent, Time now) = 0;
};

}  // namespace akmasim::fabric
