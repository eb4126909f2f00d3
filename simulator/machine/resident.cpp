// SPDX-License-Identifier: Apache-2.0
#include "simulator/machine/resident.hpp"

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

// What the sender hears of a request that could not go.
Envelope not_sent(const Envelope& request) {
    return answer_to(request, {sbi::problem_head(403), sbi::problem(403, "", "the NRF gives no producer or no token")});
}

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
    Turn turn(incoming, now, around_, streams_, next_stream_);
    unanswerable_.clear();
    crypto::take_work();  // not of this turn
    const auto taken = take(incoming, turn);
    const auto work = crypto::take_work();
    if (!taken) {
        auto effects = refusal(incoming, taken.error());
        if (around_.witnessed && work != crypto::Work{}) effects.emplace_back(Worked{work});
        return effects;
    }
    if (around_.witnessed && work != crypto::Work{}) turn.effects.emplace_back(Worked{work});
    if (incoming.http && incoming.http->status != 0) outstanding_.erase(incoming.stream);
    for (const auto request : turn.abandoned) outstanding_.erase(request);
    outstanding_.merge(turn.requested);
    if (nrf_) nrf_->dispatch(turn, outstanding_);
    outstanding_.merge(turn.requested);
    auto effects = std::move(turn.effects);
    for (const auto& request : std::exchange(unanswerable_, {})) {
        for (auto& effect : attend(not_sent(request), now)) effects.push_back(std::move(effect));
    }
    return effects;
}

Resident::Held Resident::holds() const {
    Held held{{"requests", outstanding_.size()}, {"random streams", streams_.size()}};
    count(held);
    return held;
}

Result<void> Resident::take(const Envelope& incoming, Turn& turn) {
    if (incoming.link == Link::control && TRY(take_order(incoming, turn))) return {};
    if (nrf_ && incoming.link == Link::nnrf && incoming.http && incoming.http->status != 0) {
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
