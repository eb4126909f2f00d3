// SPDX-License-Identifier: Apache-2.0
// One message's visit to a resident: who sent it, what time it is, and every way to have an effect.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "simulator/base/names.hpp"
#include "simulator/base/random.hpp"
#include "simulator/base/timers.hpp"
#include "simulator/keys/kdf.hpp"
#include "simulator/machine/effects.hpp"
#include "simulator/machine/nrf_access.hpp"
#include "simulator/machine/recipient.hpp"
#include "simulator/protocol/command.hpp"
#include "simulator/protocol/envelope.hpp"

namespace akmasim {

// Makes the stream of random octets of a label "NF|UE|purpose".
using RandomSource = std::function<std::unique_ptr<Random>(std::string_view label)>;

// What a resident was told at its start.
struct Surroundings {
    std::string role;
    Time clock_start_s = 0;  // seconds since 1970-01-01T00:00:00Z at virtual time zero
    bool witnessed = true;   // somebody records: derivations and state changes are told
    RandomSource random;
    std::optional<NrfAccess> nrf;
    std::uint64_t first_stream = 1;  // of each life others: what was meant for the one before is not taken
    std::map<std::string, Time, std::less<>> timers;  // by name, where they are not what base/timers.hpp says

    // How long a timer of that table runs here, by its name or label.
    [[nodiscard]] Time length_of(std::string_view timer) const;
};

// Where an answer goes: kept by a state that cannot answer at once.
struct ReplyTo {
    Link link{};
    Address peer;
    std::uint64_t stream = 0;
};

// An SBI request of ours that waits for its response.
struct Outstanding {
    Address peer;
    std::uint64_t conversation = 0;
    std::string operation;
    Link link{};
};

class Turn {
public:
    Turn(const Envelope& incoming, Time now, const Surroundings& around,
         std::map<std::string, std::unique_ptr<Random>>& streams, std::uint64_t& next_stream);

    [[nodiscard]] const Envelope& incoming() const { return incoming_; }
    [[nodiscard]] const Address& sender() const { return incoming_.from; }
    [[nodiscard]] ReplyTo reply_to() const { return {incoming_.link, incoming_.from, incoming_.stream}; }
    [[nodiscard]] Time now() const { return now_; }
    [[nodiscard]] Time seconds() const { return around_.clock_start_s + now_ / 1'000'000'000; }  // since 1970
    // How long until an RFC 3339 date in UTC, at least 0; malformed: it is none.
    [[nodiscard]] Result<Time> until(const std::string& date) const;
    [[nodiscard]] std::string date(Time later = 0) const;  // RFC 3339, UTC, of now + later (TS 29.571 DateTime)
    // TS 29.500 5.2.3.3.1 (assumed): now, as a request's 3gpp-Sbi-Origination-Timestamp says it.
    [[nodiscard]] std::string sbi_timestamp() const;
    // Of this subscriber's keys: of whom the party knows it to be, whoever the incoming message is about.
    keys::Kdf& kdf(const Supi& whose) {
        whose_ = whose.text();
        return kdf_;
    }
    Random& random(std::string_view purpose);

    // A number for a new connection of ours (N1, Ua).
    std::uint64_t new_stream() { return next_stream_++; }

    // N1 and Ua: octets on the connection the incoming message came on, or on a named one.
    void send(Octets octets, Octets plain = {}) { send(reply_to(), std::move(octets), std::move(plain)); }
    void send(const ReplyTo& connection, Octets octets, Octets plain = {});

    // SBI: the stream of the response that will come is returned.
    std::uint64_t request(Link link, Recipient to, HttpHead head, std::string body, std::uint64_t conversation,
                          std::string operation);
    // Its answer is not waited for any more; 0, or one that is answered: nothing.
    void abandon(std::uint64_t request) { abandoned.push_back(request); }
    void respond(const ReplyTo& to, HttpHead head, std::string body);

    // Whether the sender may do this; where no tokens are asked for, everybody may.
    [[nodiscard]] bool allows(std::string_view scope) const;

    // Timers of TS 24.501 and others. A timer is known by its name and conversation; to stop one that does not run is
    // no mistake.
    void start(std::string_view timer, std::uint64_t conversation);  // as long as base/timers.hpp or the scenario says
    void start(std::string_view timer, std::uint64_t conversation, Time after);
    void stop(std::string_view timer, std::uint64_t conversation);

    // To whoever plays the scenario.
    void report(const command::Report& report);
    // Something a peer did was refused by an answer that the protocol foresees; says why, for whoever reads the record.
    void refused(Cause cause, std::string detail);
    void changed(std::string_view was, std::string_view is);
    // whose: the SUPI it was derived for; empty: of the connection, not of a subscriber.
    void derived(const keys::Derivation& derivation, const std::string& whose = {});
    void negotiated(std::string fields_json);

    Effects effects;
    std::map<std::uint64_t, Outstanding> requested;  // becomes the resident's when the turn succeeds
    std::vector<std::uint64_t> abandoned;            // no longer the resident's, likewise
    std::map<std::uint64_t, std::string> seeking;    // requests whose receiver the NRF names, by Routing Indicator
    std::optional<std::string> granted;              // the scope of the incoming request's access token

private:
    Envelope outgoing(const ReplyTo& to) const;

    const Envelope& incoming_;
    Time now_;
    const Surroundings& around_;
    std::map<std::string, std::unique_ptr<Random>>& streams_;
    std::uint64_t& next_stream_;
    keys::Kdf kdf_;
    std::string whose_;  // the subscriber whose keys kdf_ makes
};

}  // namespace akmasim
