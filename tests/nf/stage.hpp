// SPDX-License-Identifier: Apache-2.0
// One resident on a stage, without a host: the test says what it hears, plays all its peers, and looks at what it did.
//
//     amf.hears(from_ue(request)).becomes("AwaitingVector").asks<nausf::AuthenticationInfo>(sbi::authenticate);
//
// "Refuses" means that nothing has happened: one refusal, no state change, nothing sent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "nf/registry.hpp"
#include "simulator/machine/resident.hpp"
#include "simulator/machine/sbi.hpp"
#include "simulator/protocol/nas.hpp"

namespace akmasim::nf::test {

// Everything that a resident did in one turn.
class Turned {
public:
    explicit Turned(Effects effects) : effects_(std::move(effects)) {}

    const Turned& becomes(std::string_view state) const;
    const Turned& stays() const;
    const Turned& refuses(Cause cause, std::string_view why) const;
    // An answer that the protocol foresees said no; the record hears why.
    const Turned& notes(Cause cause, std::string_view why) const;
    const Turned& notes_none() const;  // no refusal at all
    const Turned& sends_nothing() const;
    const Turned& derives(std::vector<std::string> keys) const;

    const Turned& starts_no_timer() const;
    [[nodiscard]] std::vector<std::string> changes() const;  // of states, where one turn changes several
    [[nodiscard]] std::vector<std::string> timers_started() const;
    [[nodiscard]] std::vector<std::string> timers_stopped() const;

    [[nodiscard]] std::vector<Envelope> sent(Link link) const;
    [[nodiscard]] Envelope sent_once(Link link) const;  // fails when it is not exactly one
    [[nodiscard]] command::Report reports() const;
    const Turned& reports(std::string_view outcome) const;

    // N1: the one message of that kind, out of the plain view where it crosses ciphered.
    template <class Message>
    Message says() const;
    template <class Body>
    Body asks(const sbi::Operation& operation) const;
    template <class Body>
    Body answers(const sbi::Operation& operation) const;
    const Turned& answers(int status, std::string_view cause) const;  // with ProblemDetails

private:
    void say_why_not() const;

    Effects effects_;
};

class Stage {
public:
    Stage(std::string role, std::string configuration, std::string nrf = "");

    Turned hears(const Envelope& envelope) { return Turned(resident_->attend(envelope, now)); }
    std::size_t counts(const std::string& kind) const { return resident_->holds().at(kind); }
    std::string holds(std::string_view item, std::string_view supi, std::string_view ue = "alice");  // "-": nothing

    Time now = 0;

private:
    std::string role_;
    std::unique_ptr<Resident> resident_;
};

// What the peers say. ue: the subscriber's name in the scenario.
Envelope order(const command::ControlMessage& message, std::string ue = "alice");
Envelope octets_from(Link link, Address from, Address to, std::uint64_t stream, Octets octets,
                     std::string ue = "alice");
Envelope json_request(const sbi::Operation& operation, std::string from, std::string to, std::string_view json,
                      std::string_view parameter = {});
Envelope json_response(const Envelope& asked, int status, std::string_view json);

template <class Body>
Envelope request(const sbi::Operation& operation, std::string from, std::string to, const Body& body,
                 std::string_view parameter = {}) {
    return json_request(operation, std::move(from), std::move(to), body::write(body), parameter);
}
template <class Body>
Envelope response(const Envelope& asked, const sbi::Operation& operation, const Body& body) {
    return json_response(asked, operation.status, body::write(body));
}
// Its timer has run out instead.
Envelope no_response(const Envelope& asked);
Envelope problem_response(const Envelope& asked, int status, std::string_view cause);

// The messages that `role` takes in `state`, out of the registry.
bool accepts(std::string_view role, std::string_view state, std::string_view message);
std::vector<std::string_view> states_of(std::string_view role);

template <class Key>
Key filled(Octet with) {
    std::array<Octet, Key::size> octets{};
    octets.fill(with);
    return Key(octets);
}

template <class Message>
Message Turned::says() const {
    std::vector<Message> found;
    for (const auto& envelope : sent(Link::n1)) {
        const auto message = nas::decode(envelope.plain.empty() ? envelope.octets : envelope.plain);
        if (message && std::holds_alternative<Message>(*message)) found.push_back(std::get<Message>(*message));
    }
    EXPECT_EQ(found.size(), 1U) << "expected one " << Message::name << " on N1";
    return found.empty() ? Message{} : found.front();
}

template <class Body>
Body Turned::asks(const sbi::Operation& operation) const {
    const auto envelope = sent_once(operation.link);
    EXPECT_TRUE(envelope.http && envelope.http->status == 0 && envelope.http->method == operation.method)
        << "expected " << operation.request;
    auto body = body::read<Body>(text_of(envelope.octets));
    EXPECT_TRUE(body) << (body ? "" : body.error().detail);
    return body ? std::move(*body) : Body{};
}

template <class Body>
Body Turned::answers(const sbi::Operation& operation) const {
    const auto envelope = sent_once(operation.link);
    EXPECT_TRUE(envelope.http && envelope.http->status == operation.status) << "expected " << operation.response;
    auto body = body::read<Body>(text_of(envelope.octets));
    EXPECT_TRUE(body) << (body ? "" : body.error().detail);
    return body ? std::move(*body) : Body{};
}

}  // namespace akmasim::nf::test
