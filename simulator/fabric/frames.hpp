// SPDX-License-Identifier: Apache-2.0
// What the fabric and an NF process say to each other: one octet for the kind, then the fields in binary.
#pragma once

#include "simulator/fabric/host.hpp"
#include "simulator/protocol/frames.hpp"

namespace akmasim::fabric {

// An NF sends hello, ready or failed, then done after each deliver; the fabric sends start, deliver and quit.
enum class FrameKind : Octet {
    hello = 'H',
    start = 'S',
    ready = 'R',
    failed = 'F',
    deliver = 'D',
    done = 'E',
    quit = 'Q'
};

struct Hello {
    std::string build;  // build_id() of the program

    static void fields(auto& m, auto& visit) { visit("build", m.build); }
};

struct Deliver {
    Time now = 0;
    Envelope envelope;

    static void fields(auto& m, auto& visit) {
        visit("now", m.now);
        visit("envelope", m.envelope);
    }
};

struct Done {
    Effects effects;

    static void fields(auto& m, auto& visit) { visit("effects", m.effects); }
};

struct Failed {
    std::string detail;

    static void fields(auto& m, auto& visit) { visit("detail", m.detail); }
};

}  // namespace akmasim::fabric
