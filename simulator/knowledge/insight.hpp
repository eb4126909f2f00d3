// SPDX-License-Identifier: Apache-2.0
// What an adversary knows: the octets of the links where it stands, the keys that leak to it, everything that follows
// from these by a derivation of the key tree, and what it can decrypt with that. Nothing is taken from a name: each
// value is computed again, each message really deciphered.
#pragma once

#include <set>

#include "simulator/knowledge/evidence.hpp"
#include "simulator/knowledge/ua_reader.hpp"

namespace akmasim::knowledge {

// A key taken from whoever holds it. The newest value at that time; of K_AF the newest of each AF_ID.
struct Leak {
    std::string key;
    std::string of;         // a subscriber
    std::string at;         // the step after which it leaks; "after-run"
    std::string from = {};  // the party that had it; empty: whoever did
};

struct Stance {
    std::string name;
    std::set<std::string> links;  // where it reads
    std::vector<Leak> leaks;
};

class Insight {
public:
    Insight(const Evidence& evidence, const Stance& stance);

    [[nodiscard]] bool knows(const Value& value) const { return place_of(value).has_value(); }
    // Of an event that is a message, also one inside TLS or NAS.
    [[nodiscard]] bool reads(const record::Event& event) const;

    // How, one step a line, what it began with first; empty: it does not.
    [[nodiscard]] std::vector<std::string> way_to(const Value& value) const;
    [[nodiscard]] std::vector<std::string> way_to(const record::Event& event) const;

    // The leaks that gave nothing, as the key did not exist by then or was known before.
    [[nodiscard]] const std::vector<std::string>& idle() const { return idle_; }

private:
    struct Fact {
        Value value;
        std::string how;
        std::vector<std::size_t> from;
    };
    struct Sight {
        std::uint64_t seq = 0;
        std::string octets;
        std::string how;
        std::vector<std::size_t> from;
        bool searched = false;
    };

    [[nodiscard]] std::span<const record::Event> until(const std::string& step) const;
    void take_leak(const Leak& leak);
    bool search();  // each of these: whether anything new is known
    bool derive();
    bool derive_one(const record::Event& derivation);
    bool decipher_nas();
    bool open_ua();
    bool open_with(std::size_t psk, const Connection& connection);
    bool learn(Value value, std::string how, std::vector<std::size_t> from);
    void see(std::uint64_t seq, std::string octets, std::string how, std::vector<std::size_t> from);
    [[nodiscard]] bool has_read(std::uint64_t seq) const { return read_.contains(seq); }
    [[nodiscard]] bool has_seen(std::string_view octets) const;
    [[nodiscard]] std::optional<std::size_t> place_of(const Value& value) const;
    [[nodiscard]] const record::Event& carrier_of(const record::Event& event) const;
    void tell(std::size_t fact, std::vector<std::string>& lines, std::set<std::size_t>& told) const;

    const Evidence& evidence_;
    const Stance& stance_;
    std::vector<Value> wanted_;  // every secret of the run
    std::vector<Fact> facts_;
    std::vector<std::string> idle_;
    std::vector<Sight> sights_;
    std::vector<Connection> connections_;                  // on Ua, where it stands there
    std::set<std::pair<std::size_t, std::size_t>> tried_;  // which fact on which connection
    std::map<std::uint64_t, std::size_t> read_;            // ciphered messages it has opened, by seq: the sight
};

}  // namespace akmasim::knowledge
