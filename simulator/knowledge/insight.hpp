// SPDX-License-Identifier: Apache-2.0
// What an adversary knows: the octets in her hands, the keys that leak to her, everything that follows from these by a
// derivation of the key tree, and what she can decrypt with that. Nothing is taken from a name: each value is computed
// again, each message really deciphered. What it takes grows with the run, not with its square.
#pragma once

#include <functional>
#include <unordered_map>

#include "simulator/knowledge/hands.hpp"
#include "simulator/knowledge/pedigree.hpp"
#include "simulator/knowledge/search.hpp"
#include "simulator/knowledge/ua_reader.hpp"

namespace akmasim::knowledge {

// Asked at each turn of a long loop: whether to give up. What was found by then is not all.
using Stop = std::function<bool()>;

class Insight {
public:
    Insight(const Evidence& evidence, const Stance& stance, Stop stop = {});

    [[nodiscard]] bool knows(const Value& value) const { return place_of(value).has_value(); }
    // Of an event that is a message, also one inside TLS or NAS.
    [[nodiscard]] bool reads(const record::Event& event) const;
    // Whether its octets are in her hands, readable or not.
    [[nodiscard]] bool has(const record::Event& event) const;

    // How, one step a line, what it began with first; empty: it does not.
    [[nodiscard]] std::vector<std::string> way_to(const Value& value) const;
    [[nodiscard]] std::vector<std::string> way_to(const record::Event& event) const;

    // The leaks that gave nothing, as the key did not exist by then or was known before.
    [[nodiscard]] const std::vector<std::string>& idle() const { return idle_; }
    // Derivations computed, forms held against octets, keys tried on connections.
    [[nodiscard]] std::uint64_t effort() const { return pedigree_.tried() + search_->compared() + tries_; }

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
    // A connection on Ua, and the pre-shared keys that may be its own.
    struct Tunnel {
        Connection connection;
        std::vector<Value> likely;
        std::set<std::size_t> tried;       // facts
        std::set<std::string> tried_made;  // values of her own
        std::optional<bool> fits_likely;   // whether one of these, known or not, is the right one
        bool opened = false;
    };

    void look_around();
    void find_tunnels();
    void close();
    [[nodiscard]] std::span<const record::Event> until(const std::string& step) const;
    void take_leak(const Leak& leak);
    bool search();  // each of these: whether anything new is known
    bool derive();
    bool derive_one(const record::Event& derivation);
    bool derive_unlikely(const record::Event& derivation, const Value& value);
    bool name_a_kids();
    bool decipher_nas();
    bool open_ua();
    bool open_tunnel(Tunnel& tunnel);
    bool open_with(const std::string& psk, std::vector<std::size_t> from, Tunnel& tunnel);
    bool learn(Value value, std::string how, std::vector<std::size_t> from);
    bool follow(const record::Event& derivation, Value value, std::vector<std::size_t> from);
    void see(std::uint64_t seq, std::string octets, std::string how, std::vector<std::size_t> from);
    [[nodiscard]] bool has_read(std::uint64_t seq) const { return read_.contains(seq); }
    [[nodiscard]] bool stopped() const { return stop_ && stop_(); }
    [[nodiscard]] std::optional<std::size_t> place_of(const Value& value) const;
    [[nodiscard]] std::optional<std::size_t> place_of(const std::string& what, const std::string& hex) const;
    [[nodiscard]] const record::Event& carrier_of(const record::Event& event) const;
    void tell(std::size_t fact, std::vector<std::string>& lines, std::set<std::size_t>& told) const;

    const Evidence& evidence_;
    const Stance& stance_;
    Stop stop_;
    Hands hands_;
    Pedigree pedigree_;
    std::vector<Value> wanted_;  // every secret of the run, then what must have been seen to derive one
    std::size_t secrets_ = 0;    // how many of these are secrets
    std::unique_ptr<Search> search_;
    std::set<std::string> seen_;                 // of what must have been seen
    std::vector<const record::Event*> pending_;  // derivations whose value is not known yet
    std::vector<Fact> facts_;
    std::map<std::string, std::vector<std::size_t>> facts_of_;  // by key
    std::unordered_map<std::string, std::size_t> places_;       // of facts, by key and value; by these and subscriber
    std::map<std::uint64_t, std::map<std::string, std::size_t>>
        unlikely_;  // by seq and parent: how many facts it tried
    std::vector<std::string> idle_;
    std::vector<Sight> sights_;
    std::vector<Tunnel> tunnels_;
    std::map<std::uint64_t, std::size_t> read_;  // ciphered messages it has opened, by seq: the sight
    std::uint64_t tries_ = 0;
    std::size_t nas_keys_ = 0;  // that were known when N1 was last gone through
};

}  // namespace akmasim::knowledge
