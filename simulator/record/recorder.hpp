// SPDX-License-Identifier: Apache-2.0
// Writes a run down, secrets as fingerprints unless they were asked for. The one place that writes recordings.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/protocol/describe.hpp"
#include "simulator/record/event.hpp"

namespace akmasim::record {

struct SubscriberFacts {
    std::string name;
    std::string supi;
    std::string key;
    std::string op;
    std::string op_type;
};

// A secret of the scenario, as its text stands there.
struct KnownSecret {
    std::string key;  // "K", "OP", "homeNetworkPrivateKey"
    std::string hex;
};

struct HeaderFacts {
    std::string name;
    std::string resolved;  // the resolved scenario as canonical JSON, secrets in clear
    std::uint64_t seed = 0;
    std::string clock_start;
    std::string openssl_version;
    bool reveal = false;
    std::vector<KnownSecret> secrets;
    std::vector<SubscriberFacts> subscribers;
    bool evidence = false;    // keep in memory what the recording hides: hidden()
    std::string timing = {};  // what links and operations take, a JSON object; empty: not told
};

// A key as it came to exist.
struct KeyBirth {
    std::string at;
    std::string ue;
    std::string step;
    std::string key;
    std::vector<std::string> from;
    std::string fc;
    std::vector<Octets> p;
    std::string clause;
    std::string whose = {};  // SUPI of the subscriber it is for, if that is known
    bool secret = true;      // false: RES*, A-TID and A-KID cross N1 and Ua in clear
};

// What an adversary did.
struct Deed {
    std::string who;
    std::string rule;  // empty: the scenario's own order
    std::string verb;
    std::uint64_t of = 0;  // seq of the message it met; 0: none
    std::string detail;    // why it could not
    bool changed = false;  // the octets are not those of `of`
};

class Recorder {
public:
    explicit Recorder(HeaderFacts facts);
    ~Recorder();

    // What follows is the doing of a party that attends to the message or timer of that event, until told otherwise.
    // 0: an order of the scenario, or nothing.
    void attending(std::uint64_t event) { on_ = event; }

    // left: when it leaves, if that is later than t. The seq of its event.
    std::uint64_t message(const Envelope& envelope, std::int64_t t, const std::string& step, std::int64_t left = 0);
    // What the adversary did, and the message it did it to as it goes on. The seq of its event.
    std::uint64_t adversary(std::int64_t t, const std::string& step, const Deed& deed, const Envelope& message);
    void derived(std::int64_t t, const KeyBirth& birth, View value);
    void state(std::int64_t t, const std::string& at, const std::string& ue, const std::string& step,
               const std::string& was, const std::string& is);
    // A party's end of a handshake is over: what it asked for and got, a JSON object.
    void negotiated(std::int64_t t, const std::string& at, const std::string& ue, const std::string& step,
                    const std::string& f);
    // A timer ran out at a party: what follows has no message before it. The seq of its event.
    std::uint64_t timer(std::int64_t t, const std::string& at, const std::string& ue, const std::string& step,
                        const std::string& name);
    // The receiver did not take the envelope; the event names the message that message() wrote for it, if it did.
    void refused(std::int64_t t, const Envelope& envelope, const std::string& step, const std::string& cause,
                 const std::string& detail);

    [[nodiscard]] const std::vector<Event>& events() const { return events_; }
    [[nodiscard]] const std::string& id() const { return id_; }  // of resolved scenario and seed

    // By seq, in hexadecimal: the value of a derivation and the body of a message that the recording does not show.
    // For judging secrecy; only where the facts asked for evidence.
    [[nodiscard]] const std::map<std::uint64_t, std::string>& hidden() const { return hidden_; }

    // The whole file. integrity: a secret stands in it in some form, so it must not be written (exit code 6).
    [[nodiscard]] Result<std::string> finish(std::string_view verdict, bool complete) const;

private:
    class Fingerprints;
    [[nodiscard]] std::string header() const;
    [[nodiscard]] std::string redacted(std::string text) const;
    [[nodiscard]] std::string body_of(const Envelope& envelope) const;
    void put_octets(Event& event, const Envelope& envelope);
    [[nodiscard]] std::string owner_of(const KeyBirth& birth) const;
    Event& add(std::int64_t t, std::string kind, const std::string& ue, const std::string& step);

    HeaderFacts facts_;
    std::string id_;
    std::map<std::string, std::vector<std::string>> names_;  // of subscribers, by SUPI
    std::unique_ptr<Fingerprints> fingerprints_;
    std::vector<Event> events_;
    std::map<std::uint64_t, std::string> hidden_;
    std::uint64_t on_ = 0;
};

}  // namespace akmasim::record
