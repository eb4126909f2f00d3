// SPDX-License-Identifier: Apache-2.0
// What a run cost: messages, round trips and octets of each link, keys made and operations of each party, time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulator/record/event.hpp"

namespace akmasim::view {

struct Count {
    std::string name;
    std::uint64_t number = 0;
    static void fields(auto& m, auto& visit) {
        visit("name", m.name);
        visit("number", m.number);
    }
};

struct LinkNumbers {
    std::string link;
    std::uint64_t messages = 0;
    std::uint64_t octets = 0;
    // Messages one after the other in one direction, within a step and about one subscriber; a round trip is two.
    std::uint64_t flights = 0;
    static void fields(auto& m, auto& visit) {
        visit("link", m.link);
        visit("messages", m.messages);
        visit("octets", m.octets);
        visit("flights", m.flights);
    }
};

struct PartyNumbers {
    std::string party;
    std::uint64_t derivations = 0;  // of keys in the recording; the secrets inside TLS are not among them
    std::uint64_t public_key = 0;   // operations: key generations, agreements, signatures and their verifications
    std::vector<Count> operations = {};
    static void fields(auto& m, auto& visit) {
        visit("party", m.party);
        visit("derivations", m.derivations);
        visit("publicKey", m.public_key);
        visit("operations", m.operations);
    }
};

struct Numbers {
    std::string negotiated;  // what the UE got on Ua, "tls13-psk-dhe-ke"; of several handshakes each
    std::uint64_t time_ns = 0;
    std::vector<Count> phases;  // virtual nanoseconds of each kind of procedure
    std::vector<LinkNumbers> links;
    std::vector<PartyNumbers> parties;
    static void fields(auto& m, auto& visit) {
        visit("negotiated", m.negotiated);
        visit("time", m.time_ns);
        visit("phases", m.phases);
        visit("links", m.links);
        visit("parties", m.parties);
    }

    LinkNumbers& of_link(const std::string& link);
    PartyNumbers& of_party(const std::string& party);
};

// As far as the events say: the phases and the operations are not among them.
Numbers numbers_of(const std::vector<record::Event>& events);

}  // namespace akmasim::view
