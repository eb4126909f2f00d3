// SPDX-License-Identifier: Apache-2.0
#include "simulator/machine/resident.hpp"

namespace akmasim {

Effects Resident::attend(const Envelope& incoming, Time now) {
    Turn turn(incoming, now, around_, streams_, next_stream_);
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
    return std::move(turn.effects);
}

Result<void> Resident::take(const Envelope& incoming, Turn& turn) {
    if (incoming.link == Link::control) {
        const auto message = TRY(command::decode(incoming.octets));
        if (const auto* about = std::get_if<command::Inspect>(&message)) {
            Envelope answer;
            answer.link = Link::control;
            answer.from = incoming.to;
            answer.to = incoming.from;
            answer.ue = incoming.ue;
            answer.octets = command::encode(inspect(*about));
            turn.effects.emplace_back(std::move(answer));
            return {};
        }
    }
    return hear(incoming, turn);
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
