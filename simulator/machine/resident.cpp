// SPDX-License-Identifier: Apache-2.0
#include "simulator/machine/resident.hpp"

#include "simulator/protocol/sbi.hpp"

namespace akmasim {
namespace {

Result<std::optional<TokenCheck>> check_by(const Surroundings& around) {
    if (!around.nrf || !around.nrf->tokens) return std::optional<TokenCheck>();
    return TRY(TokenCheck::of(*around.nrf));
}

// What the sender hears of a request that could not go.
Envelope refusal_of(const Envelope& request) {
    auto answer = request;
    std::swap(answer.from, answer.to);
    answer.http = sbi::problem_head(403);
    const auto text = sbi::problem(403, "");
    answer.octets.assign(text.begin(), text.end());
    return answer;
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
        Effects effects{Refused{std::string(name_of(taken.error().cause)), taken.error().detail}};
        if (around_.witnessed && work != crypto::Work{}) effects.emplace_back(Worked{work});
        return effects;
    }
    if (around_.witnessed && work != crypto::Work{}) turn.effects.emplace_back(Worked{work});
    if (incoming.http && incoming.http->status != 0) outstanding_.erase(incoming.stream);
    outstanding_.merge(turn.requested);
    if (nrf_) nrf_->dispatch(turn, outstanding_);
    outstanding_.merge(turn.requested);
    auto effects = std::move(turn.effects);
    for (const auto& request : std::exchange(unanswerable_, {})) {
        for (auto& effect : attend(refusal_of(request), now)) effects.push_back(std::move(effect));
    }
    return effects;
}

Result<void> Resident::take(const Envelope& incoming, Turn& turn) {
    if (incoming.link == Link::control && TRY(take_order(incoming, turn))) return {};
    if (nrf_ && incoming.link == Link::nnrf && incoming.http && incoming.http->status != 0) {
        unanswerable_ = TRY(nrf_->hear(incoming, TRY(asked(incoming)), turn, outstanding_));
        return {};
    }
    const bool request = is_sbi(incoming.link) && incoming.http && incoming.http->status == 0;
    if (check_ && request && denied(incoming, turn)) return {};
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
