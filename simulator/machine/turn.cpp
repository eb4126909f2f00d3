// SPDX-License-Identifier: Apache-2.0
#include "simulator/machine/turn.hpp"

#include <algorithm>
#include <ctime>

#include <fmt/format.h>

#include "simulator/protocol/nnrf.hpp"

namespace akmasim {
namespace {

std::function<void(const keys::Derivation&)> witness_of(Turn& turn, const std::string& whose, bool witnessed) {
    if (!witnessed) return {};
    return [&turn, &whose](const keys::Derivation& derivation) { turn.derived(derivation, whose); };
}

}  // namespace

Time Surroundings::length_of(std::string_view timer) const {
    const auto* rule = timer_rule(timer, role);
    if (rule == nullptr) return 0;
    const auto changed = timers.find(rule->name);
    return changed == timers.end() ? rule->length : changed->second;
}

Turn::Turn(const Envelope& incoming, Time now, const Surroundings& around,
           std::map<std::string, std::unique_ptr<Random>>& streams, std::uint64_t& next_stream)
    : incoming_(incoming),
      now_(now),
      around_(around),
      streams_(streams),
      next_stream_(next_stream),
      kdf_(witness_of(*this, whose_, around.witnessed)) {
    effects.reserve(4);  // most turns, in one allocation
}

std::string Turn::date(Time later) const {
    const std::time_t seconds = around_.clock_start_s + (now_ + later) / 1'000'000'000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                       parts.tm_hour, parts.tm_min, parts.tm_sec);
}

std::string Turn::sbi_timestamp() const { return sbi_timestamp_of(around_.clock_start_s * 1'000 + now_ / 1'000'000); }

Result<Time> Turn::until(const std::string& date) const {
    std::tm parts{};
    const char* end = strptime(date.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    if (end == nullptr || *end != '\0') return fail(Cause::malformed, "a date that is not of UTC in whole seconds");
    // A peer may say any year: what is further away than a run may last is as far as that.
    constexpr std::int64_t furthest_s = 200LL * 365 * 86'400;
    const auto in_s = std::clamp<std::int64_t>(timegm(&parts) - around_.clock_start_s, -furthest_s, furthest_s);
    return std::max<Time>(in_s * 1'000'000'000 - now_, 0);
}

Random& Turn::random(std::string_view purpose) {
    std::string label;
    label.reserve(around_.role.size() + incoming_.ue.size() + purpose.size() + 2);
    label.append(around_.role).append(1, '|').append(incoming_.ue).append(1, '|').append(purpose);
    const auto known = streams_.lower_bound(label);
    if (known != streams_.end() && known->first == label) return *known->second;
    auto stream = around_.random(label);
    return *streams_.emplace_hint(known, std::move(label), std::move(stream))->second;
}

Envelope Turn::outgoing(const ReplyTo& to) const {
    Envelope envelope;
    envelope.link = to.link;
    envelope.from = incoming_.to;
    envelope.to = to.peer;
    // What crosses N1 and Ua is about the UE at its end, whoever made the party send it.
    const auto& ue = to.peer.role == "ue" ? to.peer : incoming_.to;
    envelope.ue = ue.role == "ue" ? ue.instance : incoming_.ue;
    envelope.stream = to.stream;
    return envelope;
}

void Turn::send(const ReplyTo& connection, Octets octets, Octets plain) {
    auto envelope = outgoing(connection);
    envelope.octets = std::move(octets);
    envelope.plain = std::move(plain);
    effects.emplace_back(std::move(envelope));
}

bool Turn::allows(std::string_view scope) const { return !granted || nnrf::covers(*granted, scope); }

std::uint64_t Turn::request(Link link, Recipient to, HttpHead head, std::string body, std::uint64_t conversation,
                            std::string operation) {
    const auto stream = next_stream_++;
    requested.emplace(stream, Outstanding{to.address, conversation, std::move(operation), link});
    if (to.serving) seeking.emplace(stream, *to.serving);
    auto envelope = outgoing({link, std::move(to.address), stream});
    envelope.http = std::move(head);
    envelope.octets.assign(body.begin(), body.end());
    effects.emplace_back(std::move(envelope));
    return stream;
}

void Turn::respond(const ReplyTo& to, HttpHead head, std::string body) {
    auto envelope = outgoing(to);
    envelope.http = std::move(head);
    envelope.octets.assign(body.begin(), body.end());
    effects.emplace_back(std::move(envelope));
}

void Turn::start(std::string_view timer, std::uint64_t conversation) {
    start(timer, conversation, around_.length_of(timer));
}

void Turn::start(std::string_view timer, std::uint64_t conversation, Time after) {
    effects.emplace_back(TimerStart{std::string(timer), conversation, after});
}

void Turn::stop(std::string_view timer, std::uint64_t conversation) {
    effects.emplace_back(TimerStop{std::string(timer), conversation});
}

void Turn::report(const command::Report& report) {
    auto envelope = outgoing({Link::control, {"runner", ""}, 0});
    envelope.octets = command::encode(report);
    effects.emplace_back(std::move(envelope));
}

void Turn::refused(Cause cause, std::string detail) {
    effects.emplace_back(Refused{std::string(name_of(cause)), std::move(detail)});
}

void Turn::changed(std::string_view was, std::string_view is) {
    if (around_.witnessed) effects.emplace_back(StateChange{std::string(was), std::string(is)});
}

void Turn::negotiated(std::string fields_json) {
    if (around_.witnessed) effects.emplace_back(Negotiated{std::move(fields_json)});
}

void Turn::derived(const keys::Derivation& derivation, const std::string& whose) {
    Derived derived{std::string(derivation.key),    {}, derivation.fc, derivation.p,
                    std::string(derivation.clause), {}, whose};
    derived.from.assign(derivation.from.begin(), derivation.from.end());
    derived.value.assign(derivation.value.begin(), derivation.value.end());
    effects.emplace_back(std::move(derived));
}

}  // namespace akmasim
