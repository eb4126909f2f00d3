// SPDX-License-Identifier: Apache-2.0
#include "simulator/fabric/played_host.hpp"

#include <algorithm>

#include "simulator/protocol/command.hpp"

namespace akmasim::fabric {
namespace {

// The passage that the party plays on that event, best at its own time.
Passage* passage_on(Part& part, std::uint64_t event, Time now) {
    Passage* first = nullptr;
    for (auto& passage : part.passages) {
        if (passage.on != event || passage.played) continue;
        if (passage.t == now) return &passage;
        if (first == nullptr) first = &passage;
    }
    return first;
}

bool is_for(const Cue& cue, const Envelope& envelope) {
    const bool same_way = cue.link == name_of(envelope.link) && cue.from == party_of(envelope.from) &&
                          cue.ue == envelope.ue && cue.stream == envelope.stream;
    return same_way && cue.is_response == (envelope.http && envelope.http->status != 0);
}

// What came as it came then; else, where the sender says something else today, the next on the same way.
Cue* cue_for(Part& part, const Envelope& envelope, Time now) {
    const auto raw = envelope.http ? std::string() : hex(envelope.octets);
    const auto alike = [&](const Cue& cue) { return envelope.http || cue.raw == raw; };
    const auto answered = [&](const Cue& cue) { return passage_on(part, cue.seq, now) != nullptr; };
    const auto first = [&](const auto& wanted) -> Cue* {
        const auto found =
            std::ranges::find_if(part.cues, [&](const Cue& cue) { return is_for(cue, envelope) && wanted(cue); });
        return found == part.cues.end() ? nullptr : &*found;
    };
    // Of an SBI message the octets are not compared, as the record has no keys in them: one that an adversary changed
    // in more than one step is the one that was answered.
    if (envelope.http) {
        if (auto* cue = first([&](const Cue& one) { return !one.came && answered(one); })) return cue;
    }
    if (auto* cue = first([&](const Cue& one) { return !one.came && alike(one); })) return cue;
    if (auto* cue = first([&](const Cue& one) { return alike(one) && answered(one); })) return cue;
    return first([](const Cue& one) { return !one.came; });
}

Effects perform(Passage* passage) {
    Effects effects;
    if (passage == nullptr) return effects;
    passage->played = true;
    if (passage->left != 0) effects.emplace_back(Worked{{}, passage->left});
    for (auto& sent : passage->sends) effects.emplace_back(std::move(sent));
    for (auto& timer : passage->timers) effects.emplace_back(std::move(timer));
    return effects;
}

Envelope nothing_to_tell(const Envelope& question) {
    Envelope answer;
    answer.from = question.to;
    answer.to = question.from;
    answer.octets = command::encode(command::Inspection{});
    return answer;
}

}  // namespace

Result<Effects> PlayedHost::deliver(const Envelope& envelope, Time now) {
    const auto party = party_of(envelope.to);
    if (!is_played(party)) return real_->deliver(envelope, now);
    auto& part = score_.parts[party];
    if (envelope.link == Link::control) return attend_order(envelope, now, part);
    auto* cue = cue_for(part, envelope, now);
    if (cue == nullptr) return Effects{};  // nothing like it came then
    cue->came = true;
    return perform(passage_on(part, cue->seq, now));
}

Effects PlayedHost::attend_order(const Envelope& order, Time now, Part& part) {
    const auto message = command::decode(order.octets);
    if (!message || std::holds_alternative<command::Configure>(*message)) return {};
    if (std::holds_alternative<command::Inspect>(*message)) {
        Effects effects;
        effects.emplace_back(nothing_to_tell(order));
        return effects;
    }
    if (const auto* timer = std::get_if<command::TimerExpired>(&*message))
        return perform(passage_on(part, timer->conversation, now));
    for (auto& passage : part.passages) {
        if (passage.on == 0 && !passage.played && passage.step == step_ && passage.ue == order.ue)
            return perform(&passage);
    }
    return {};
}

Result<void> PlayedHost::restart(const std::string& party) {
    return is_played(party) ? Result<void>{} : real_->restart(party);
}

// In the same step, of any party.
const Passage* PlayedHost::next_order(const Passage& order) const {
    const Passage* next = nullptr;
    for (const auto& [party, part] : score_.parts) {
        for (const auto& passage : part.passages) {
            if (passage.on != 0 || passage.step != order.step || passage.seq <= order.seq) continue;
            if (next == nullptr || passage.seq < next->seq) next = &passage;
        }
    }
    return next;
}

Time PlayedHost::enter(const std::string& step) {
    step_ = step;
    const auto found = score_.steps.find(step);
    return found == score_.steps.end() ? 0 : found->second.first.value_or(0);
}

Host::Recorded PlayedHost::ordered(const Envelope& order) {
    const auto party = party_of(order.to);
    Recorded recorded;
    if (is_played(party)) recorded.ends = score_.steps[step_].last;
    for (const auto& passage : score_.parts[party].passages) {
        if (passage.on != 0 || passage.step != step_ || passage.ue != order.ue || !given_.insert(passage.seq).second)
            continue;
        recorded.begins = passage.t;
        const auto* next = next_order(passage);
        recorded.goes_on = next != nullptr;
        if (recorded.ends && next != nullptr) recorded.ends = next->t;
        break;
    }
    return recorded;
}

}  // namespace akmasim::fabric
