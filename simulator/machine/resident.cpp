// SPDX-License-Identifier: Apache-2.0
#include "simulator/machine/resident.hpp"

#include "simulator/machine/sbi.hpp"
#include "simulator/protocol/sbi.hpp"
#include "simulator/protocol/sbi_fault.hpp"

namespace akmasim {
namespace {

Result<std::optional<TokenCheck>> check_by(const Surroundings& around) {
    if (!around.nrf || !around.nrf->tokens) return std::optional<TokenCheck>();
    return TRY(TokenCheck::of(*around.nrf));
}

bool is_sbi_request(const Envelope& envelope) {
    return is_sbi(envelope.link) && envelope.http && envelope.http->status == 0;
}

Envelope answer_to(const Envelope& request, sbi::Refusal refusal) {
    Envelope answer;
    answer.link = request.link;
    answer.from = request.to;
    answer.to = request.from;
    answer.ue = request.ue;
    answer.stream = request.stream;
    answer.http = std::move(refusal.head);
    answer.octets.assign(refusal.body.begin(), refusal.body.end());
    return answer;
}

Envelope answer_to(const Envelope& request, int status, std::string_view detail) {
    return answer_to(request, {sbi::problem_head(status), sbi::problem(status, "", detail)});
}

bool is_sbi_response(const Envelope& envelope) { return envelope.http && envelope.http->status != 0; }

// TS 29.500 5.2.7.2: a request that cannot be read is answered 400, and nothing else comes of it.
Effects refusal(const Envelope& incoming, const Error& error) {
    Effects effects;
    if (error.cause == Cause::malformed && is_sbi_request(incoming))
        effects.emplace_back(answer_to(incoming, sbi::refusal_of(incoming)));
    effects.emplace_back(Refused{std::string(name_of(error.cause)), error.detail});
    return effects;
}

}  // namespace

Resident::Resident(Surroundings around) : around_(std::move(around)) {
    if (around_.nrf) nrf_.emplace(*around_.nrf);
    if (auto check = check_by(around_)) check_ = std::move(*check);
}

Effects Resident::attend(const Envelope& incoming, Time now) {
    if (const auto silence = silence_of(incoming)) return attend(*silence, now, true);
    return attend(incoming, now, false);
}

Effects Resident::attend(const Envelope& incoming, Time now, bool in_place) {
    Turn turn(incoming, now, around_, streams_, next_stream_);
    unanswerable_ = {};
    crypto::take_work();  // not of this turn
    const auto taken = take(incoming, turn);
    const auto work = crypto::take_work();
    if (around_.witnessed && work != crypto::Work{}) turn.effects.emplace_back(Worked{work});
    if (!taken) {
        auto effects = attend_failed(incoming, now, taken.error(), in_place);
        if (around_.witnessed && work != crypto::Work{}) effects.emplace_back(Worked{work});
        return effects;
    }
    if (is_sbi_response(incoming)) settle(incoming.stream, turn.effects);
    for (const auto request : turn.abandoned) settle(request, turn.effects);
    outstanding_.merge(turn.requested);
    if (nrf_) nrf_->dispatch(turn, outstanding_);
    outstanding_.merge(turn.requested);
    guard(turn);
    auto effects = std::move(turn.effects);
    const auto given_up = std::exchange(unanswerable_, {});
    for (const auto& request : given_up.requests) {
        const auto answer = answer_to(request, given_up.status, "the NRF gives no producer or no token");
        for (auto& effect : attend(answer, now, true)) effects.push_back(std::move(effect));
    }
    return effects;
}

// An answer that was not taken is an answer: its request has failed, and where it cannot be read whoever waits for it
// hears so at once.
Effects Resident::attend_failed(const Envelope& incoming, Time now, const Error& error, bool in_place) {
    auto effects = refusal(incoming, error);
    if (!is_sbi_response(incoming) || !asked(incoming)) return effects;
    if (error.cause != Cause::malformed || in_place) {
        settle(incoming.stream, effects);
        return effects;
    }
    auto unreadable = incoming;
    unreadable.http = sbi::problem_head(status_of_unreadable);
    const auto body = sbi::problem(status_of_unreadable, "", "the answer cannot be read");
    unreadable.octets.assign(body.begin(), body.end());
    for (auto& effect : attend(unreadable, now, true)) effects.push_back(std::move(effect));
    return effects;
}

// What is heard in place of the answer that did not come; nothing: the message is no timer of a request of ours.
std::optional<Envelope> Resident::silence_of(const Envelope& incoming) const {
    if (incoming.link != Link::control) return std::nullopt;
    const auto message = command::decode(incoming.octets);
    const auto* expired = message ? std::get_if<command::TimerExpired>(&*message) : nullptr;
    const auto of = expired == nullptr ? outstanding_.end() : outstanding_.find(expired->conversation);
    if (of == outstanding_.end() || name_of(of->second.link) != expired->timer) return std::nullopt;
    Envelope request;
    request.link = of->second.link;
    request.from = incoming.to;
    request.to = of->second.peer;
    request.ue = incoming.ue;
    request.stream = of->first;
    return answer_to(request, status_of_silence, "no answer of " + party_of(of->second.peer));
}

// Nothing is waited for any longer on that request.
void Resident::settle(std::uint64_t request, Effects& effects) {
    const auto found = outstanding_.find(request);
    if (found == outstanding_.end()) return;
    effects.emplace_back(TimerStop{std::string(name_of(found->second.link)), request});
    outstanding_.erase(found);
}

// Every service request that goes out is waited for as long as its link's timer says.
void Resident::guard(Turn& turn) const {
    const auto sent = turn.effects.size();
    for (std::size_t i = 0; i < sent; ++i) {
        const auto* request = std::get_if<Envelope>(&turn.effects[i]);
        if (request == nullptr || !is_sbi_request(*request)) continue;
        const auto stream = request->stream;  // the list may move
        turn.start(name_of(request->link), stream);
    }
}

Resident::Held Resident::holds() const {
    Held held{{"requests", outstanding_.size()}, {"random streams", streams_.size()}};
    count(held);
    return held;
}

Result<void> Resident::take(const Envelope& incoming, Turn& turn) {
    if (incoming.link == Link::control && TRY(take_order(incoming, turn))) return {};
    if (nrf_ && incoming.link == Link::nnrf && is_sbi_response(incoming)) {
        unanswerable_ = TRY(nrf_->hear(incoming, TRY(asked(incoming)), turn, outstanding_));
        return {};
    }
    if (check_ && is_sbi_request(incoming) && denied(incoming, turn)) return {};
    return hear(incoming, turn);
}

// Orders that every resident takes alike.
Result<bool> Resident::take_order(const Envelope& incoming, Turn& turn) {
    const auto message = TRY(command::decode(incoming.octets));
    if (std::holds_alternative<command::Announce>(message)) {
        if (nrf_) nrf_->announce(turn);
        return true;
    }
    const auto* about = std::get_if<command::Inspect>(&message);
    if (about == nullptr) return false;
    Envelope answer;
    answer.link = Link::control;
    answer.from = incoming.to;
    answer.to = incoming.from;
    answer.ue = incoming.ue;
    answer.octets = command::encode(inspect(*about));
    turn.effects.emplace_back(std::move(answer));
    return true;
}

bool Resident::denied(const Envelope& request, Turn& turn) const {
    auto granted = check_->check(request, turn.seconds());
    if (granted) {
        turn.granted = std::move(*granted);
        return false;
    }
    const auto& denial = granted.error();
    auto head = sbi::problem_head(denial.status);
    head.challenge = denial.challenge;
    turn.respond(turn.reply_to(), std::move(head), sbi::problem(denial.status, ""));
    turn.refused(Cause::unauthorized, denial.why);
    return true;
}

Result<Outstanding> Resident::asked(const Envelope& response) const {
    const auto found = outstanding_.find(response.stream);
    if (found == outstanding_.end()) return fail(Cause::unexpected, "a response to no request of ours");
    if (found->second.peer != response.from) {
        return fail(Cause::wrong_sender, fmt::format("a response from {} to a request sent to {}", response.from.role,
                                                     found->second.peer.role));
    }
    return found->second;
}

}  // namespace akmasim
