// SPDX-License-Identifier: Apache-2.0
#include "tests/nf/stage.hpp"

#include <algorithm>

#include <gmock/gmock.h>

namespace akmasim::nf::test {
namespace {

template <class Kind>
std::vector<Kind> all(const Effects& effects) {
    std::vector<Kind> found;
    for (const auto& effect : effects) {
        if (const auto* one = std::get_if<Kind>(&effect)) found.push_back(*one);
    }
    return found;
}

}  // namespace

const Turned& Turned::becomes(std::string_view state) const {
    const auto changes = all<StateChange>(effects_);
    EXPECT_EQ(changes.size(), 1U) << "expected one change of state, to " << state;
    if (changes.empty()) {
        say_why_not();
    } else {
        EXPECT_EQ(changes.front().is, state);
    }
    return *this;
}

void Turned::say_why_not() const {
    for (const auto& refused : all<Refused>(effects_)) ADD_FAILURE() << refused.cause << ": " << refused.detail;
}

std::vector<std::string> Turned::changes() const {
    std::vector<std::string> names;
    for (const auto& one : all<StateChange>(effects_)) names.push_back(one.is);
    return names;
}

std::vector<std::string> Turned::timers_started() const {
    std::vector<std::string> names;
    for (const auto& one : all<TimerStart>(effects_)) names.push_back(one.timer);
    return names;
}

std::vector<std::string> Turned::timers_stopped() const {
    std::vector<std::string> names;
    for (const auto& one : all<TimerStop>(effects_)) names.push_back(one.timer);
    return names;
}

const Turned& Turned::stays() const {
    for (const auto& change : all<StateChange>(effects_)) ADD_FAILURE() << "it became " << change.is;
    return *this;
}

const Turned& Turned::refuses(Cause cause, std::string_view why) const {
    // An answer that is refused is not waited for any longer.
    const auto stops = static_cast<std::size_t>(all<TimerStop>(effects_).size());
    EXPECT_EQ(effects_.size() - stops, 1U) << "a refused message must have no effect but its refusal (" << why << ")";
    return notes(cause, why);
}

const Turned& Turned::notes(Cause cause, std::string_view why) const {
    const auto refusals = all<Refused>(effects_);
    EXPECT_EQ(refusals.size(), 1U) << "expected a refusal: " << why;
    if (refusals.empty()) return *this;
    EXPECT_EQ(refusals.front().cause, name_of(cause)) << refusals.front().detail;
    EXPECT_THAT(refusals.front().detail, testing::HasSubstr(std::string(why)));
    return *this;
}

const Turned& Turned::notes_none() const {
    say_why_not();
    return *this;
}

const Turned& Turned::sends_nothing() const {
    for (const auto& envelope : all<Envelope>(effects_)) ADD_FAILURE() << "sent on " << akmasim::name_of(envelope.link);
    return *this;
}

const Turned& Turned::derives(std::vector<std::string> keys) const {
    std::vector<std::string> derived;
    for (const auto& one : all<Derived>(effects_)) derived.push_back(one.key);
    EXPECT_EQ(derived, keys);
    return *this;
}

std::vector<Envelope> Turned::sent(Link link) const {
    auto envelopes = all<Envelope>(effects_);
    std::erase_if(envelopes, [&](const Envelope& envelope) { return envelope.link != link; });
    return envelopes;
}

Envelope Turned::sent_once(Link link) const {
    const auto envelopes = sent(link);
    EXPECT_EQ(envelopes.size(), 1U) << "expected one message on " << akmasim::name_of(link);
    if (envelopes.empty()) say_why_not();
    return envelopes.empty() ? Envelope{} : envelopes.front();
}

command::Report Turned::reports() const {
    for (const auto& envelope : sent(Link::control)) {
        const auto message = command::decode(envelope.octets);
        if (message && std::holds_alternative<command::Report>(*message)) return std::get<command::Report>(*message);
    }
    ADD_FAILURE() << "expected a report to the runner";
    return {};
}

const Turned& Turned::reports(std::string_view outcome) const {
    EXPECT_EQ(reports().outcome, outcome);
    return *this;
}

const Turned& Turned::starts_no_timer() const {
    for (const auto& start : all<TimerStart>(effects_)) ADD_FAILURE() << "started " << start.timer;
    return *this;
}

const Turned& Turned::answers(int status, std::string_view cause) const {
    for (const auto& envelope : all<Envelope>(effects_)) {
        if (!envelope.http) continue;
        EXPECT_EQ(envelope.http->status, status);
        if (cause.empty()) return *this;
        const auto problem = body::read<sbi::ProblemDetails>(text_of(envelope.octets));
        EXPECT_TRUE(problem && problem->cause == std::string(cause)) << text_of(envelope.octets);
        return *this;
    }
    ADD_FAILURE() << "expected an answer with status " << status;
    return *this;
}

Stage::Stage(std::string role, std::string configuration, std::string nrf) : role_(std::move(role)) {
    auto made = make({role_, "", 1, 1'764'000'000, true, std::move(configuration), std::move(nrf)});
    if (!made) throw std::runtime_error(role_ + ": " + made.error().detail);
    resident_ = std::move(*made);
}

std::string Stage::holds(std::string_view item, std::string_view supi, std::string_view ue) {
    const auto effects = resident_->attend(order(command::Inspect{std::string(ue), std::string(supi)}), now);
    for (const auto& envelope : all<Envelope>(effects)) {
        const auto message = command::decode(envelope.octets);
        if (!message || !std::holds_alternative<command::Inspection>(*message)) continue;
        for (const auto& held : std::get<command::Inspection>(*message).items) {
            if (held.name == item) return held.text;
        }
    }
    return "-";
}

Envelope order(const command::ControlMessage& message, std::string ue) {
    Envelope envelope{Link::control, {"runner", ""}, {"ue", ue}, ue, 0, std::nullopt, {}, {}};
    envelope.octets = command::encode(message);
    return envelope;
}

Envelope octets_from(Link link, Address from, Address to, std::uint64_t stream, Octets octets, std::string ue) {
    return {link, std::move(from), std::move(to), std::move(ue), stream, std::nullopt, std::move(octets), {}};
}

Envelope json_request(const sbi::Operation& operation, std::string from, std::string to, std::string_view json,
                      std::string_view parameter) {
    static std::uint64_t stream = 1000;
    auto envelope = octets_from(operation.link, {std::move(from), ""}, {std::move(to), ""}, ++stream, {});
    envelope.http = sbi::request_head(operation, parameter);
    append(envelope.octets, view_of(json));
    return envelope;
}

Envelope json_response(const Envelope& asked, int status, std::string_view json) {
    auto envelope = octets_from(asked.link, asked.to, asked.from, asked.stream, {}, asked.ue);
    envelope.http = sbi::empty_head(status);
    if (!json.empty()) envelope.http->content_type = sbi::json_type;
    append(envelope.octets, view_of(json));
    return envelope;
}

Envelope no_response(const Envelope& asked) {
    auto expiry = order(command::TimerExpired{std::string(name_of(asked.link)), asked.stream}, asked.ue);
    expiry.to = asked.from;
    return expiry;
}

Envelope problem_response(const Envelope& asked, int status, std::string_view cause) {
    auto envelope = json_response(asked, status, sbi::problem(status, cause));
    envelope.http->content_type = sbi::problem_type;
    return envelope;
}

namespace {

AcceptedPairs pairs_of(std::string_view role) {
    for (const auto& entry : registry()) {
        if (entry.role == role) return entry.pairs();
    }
    return {};
}

}  // namespace

bool accepts(std::string_view role, std::string_view state, std::string_view message) {
    const auto pairs = pairs_of(role);
    return std::ranges::find(pairs, std::pair{state, message}) != pairs.end();
}

std::vector<std::string_view> states_of(std::string_view role) {
    std::vector<std::string_view> states;
    for (const auto& [state, message] : pairs_of(role)) {
        if (std::ranges::find(states, state) == states.end()) states.push_back(state);
    }
    return states;
}

}  // namespace akmasim::nf::test
