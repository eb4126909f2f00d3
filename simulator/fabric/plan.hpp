// SPDX-License-Identifier: Apache-2.0
// What an adversary may do and means to do: its links, its capabilities, its rules. Made by the scenario's loader.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "simulator/machine/effects.hpp"
#include "simulator/protocol/rewrite.hpp"

namespace akmasim::fabric {

enum class Capability { read, drop, delay, modify, inject };

// Which messages a rule is about. Empty members do not restrict.
struct Condition {
    Link link = Link::n1;
    std::string message;  // "any": every one on the link
    std::string ue;
    std::string from;
    std::string to;
    std::string carries;  // the message inside a TLS record
    std::string step;
    std::optional<std::uint64_t> nth;   // counted while the rule is on, over the whole run, from 1
    std::optional<double> probability;  // 0 to 1
    std::function<bool(const std::string& fields_json)> fields;
};

// A message that the adversary makes up, or plays again.
struct Injection {
    std::string saved;             // the name it was saved under; empty: `octets` on `link`
    std::optional<Link> link;      // where `octets` go
    Octets octets;                 // as they cross; of an SBI request its body
    std::optional<HttpHead> http;  // an SBI request of one's own
    std::optional<Address> as;     // who it pretends to be; absent: the sender of what was saved
    std::optional<Address> to;     // absent: the receiver of what was saved
    bool new_connection = false;   // N1, Ua: on a connection of its own, whose answers come to the adversary
    bool own_connection = false;   // once more on the one it opened last
};

// The verbs. Each says what it takes to do it.
struct Pass {
    static constexpr std::string_view verb = "pass";
};
struct Drop {
    static constexpr std::string_view verb = "drop";
};
struct Delay {
    static constexpr std::string_view verb = "delay";
    Time mean = 0;
    Time jitter = 0;  // at most this much more or less
};
struct Duplicate {
    static constexpr std::string_view verb = "duplicate";
    int copies = 1;
};
struct Hold {  // kept back until `send`
    static constexpr std::string_view verb = "hold";
    std::string name;
};
struct Reorder {  // kept back until so many others of its link and direction have passed
    static constexpr std::string_view verb = "reorder";
    int behind = 1;
};
struct Set {
    static constexpr std::string_view verb = "set";
    std::vector<Setting> settings;
};
struct Flip {
    static constexpr std::string_view verb = "flip";
    std::size_t offset = 0;
    int bit = 0;  // 0 is the lowest
};
struct Truncate {
    static constexpr std::string_view verb = "truncate";
    std::size_t octets = 0;  // that are left
};
struct Append {
    static constexpr std::string_view verb = "append";
    Octets octets;
};
struct Save {
    static constexpr std::string_view verb = "save";
    std::string name;
};
struct Send {  // what was saved or held, as it was
    static constexpr std::string_view verb = "send";
    std::string name;
};
struct Inject {
    static constexpr std::string_view verb = "inject";
    Injection injection;
};

using Act = std::variant<Pass, Drop, Delay, Duplicate, Hold, Reorder, Set, Flip, Truncate, Append, Save, Send, Inject>;

Capability needed_for(const Act& act);  // pass needs none of them and says read
std::string_view verb_of(const Act& act);

struct Rule {
    std::string id;
    Condition when;
    std::vector<Act> acts;  // in this order, until one of them lets nothing go on
};

struct Plan {
    std::string name = "adversary";
    std::vector<Link> at;
    std::vector<Capability> can;
    std::vector<Rule> rules;
};

std::string_view name_of(Capability capability);
std::optional<Capability> capability_named(std::string_view name);

}  // namespace akmasim::fabric
