// SPDX-License-Identifier: Apache-2.0
// What must hold of secrets over the whole run: who has them, where they cross, what an adversary makes of what it saw.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "simulator/scenario/diagnostic.hpp"

namespace akmasim::fabric {
struct Plan;
}
namespace akmasim::record {
class Recorder;
}

namespace akmasim::scenario {

// A message to look for: its link, its name, and conditions on its fields.
struct Pattern {
    std::string link;
    std::string message;
    std::vector<Member> fields;  // the node is a literal or a matcher map
    Mark mark;
};

// { key: KAF, of: alice, not-derivable-by: mallory }: of one subject, one verb.
struct Claim {
    std::string key;                 // of the tree, K, OPc, SUPI, GPSI
    std::string value;               // or a text
    std::optional<Pattern> message;  // or a message; empty with linkable
    std::string of;                  // a subscriber; empty: all
    std::string step;                // of the messages; empty: all
    std::string verb;                // only, never-on, derivable-by, not-derivable-by, can-read, cannot-read, linkable,
                                     // not-linkable
    std::vector<std::string> operands;  // parties, links, the adversary; with linkable two steps
    Mark mark;
};

// A key that comes into the adversary's hands.
struct KeyLeak {
    std::string key;
    std::string of;
    std::string at;    // a step's id, or after-run
    std::string from;  // the party out of which it leaks; empty: whoever has it
    Mark mark;
};

struct Scenario;

// expect: { secrecy: [...] } of the whole run, and leak: of the adversary; read after subscribers and steps.
void decode_claims(const Node& expect, Scenario& scenario, Diagnostics& wrong);
void decode_leaks(const Node& leak, Scenario& scenario, Diagnostics& wrong);

struct Judgement {
    Diagnostics failures;
    std::vector<std::string> doubts;    // leaks that gave nothing
    bool stopped = false;
    std::vector<std::string> findings;  // how the adversary came to what it was expected to, a line each
};
// stop: asked in each long loop; a judgement that was stopped says so and is none.
Judgement judge(const Scenario& scenario, const record::Recorder& recorder, const std::function<bool()>& stop = {});

}  // namespace akmasim::scenario
