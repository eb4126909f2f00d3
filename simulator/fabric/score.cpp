// SPDX-License-Identifier: Apache-2.0
#include "simulator/fabric/score.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "simulator/base/json.hpp"
#include "simulator/fabric/timing.hpp"
#include "simulator/protocol/describe.hpp"
#include "simulator/protocol/sbi.hpp"
#include "simulator/record/arrivals.hpp"

namespace akmasim::fabric {
namespace {

using record::Event;

Address whose(const std::string& party, const std::string& ue) {
    auto address = address_of(party);
    if (address.role == "ue") address.instance = ue;
    return address;
}

// The party whose doing an event is; empty: nobody's.
const std::string& doer_of(const Event& event) {
    static const std::string nobody;
    const bool restart = event.kind == "state" && event.was == "Running" && event.is == "Restarted";
    if (event.kind == "adversary" || event.kind == "timer" || restart) return nobody;
    return event.kind == "msg" ? event.from : event.at;
}

// TS 29.500 5.2: a body's type follows from the operation, which the message's name tells.
std::string_view content_type_of(const Event& event, int status) {
    if (event.raw.empty()) return {};
    if (status >= 300) return sbi::problem_type;
    for (const auto* operation : sbi::operations()) {
        if (name_of(operation->link) == event.link && status != 0 && operation->response == event.msg)
            return operation->content_type;
    }
    return sbi::json_type;
}

HttpHead head_of(const Event& event) {
    HttpHead head;
    json::Document document;
    const auto fields = document.parse(event.f);
    if (!fields) return head;
    const auto text = [&](std::string_view name) {
        const auto member = fields->member(name);
        return std::string(member ? member->string().value_or("") : "");
    };
    const auto status = fields->member("status");
    head.method = text("method");
    head.path = text("path");
    head.status = head.method.empty() && status ? static_cast<int>(status->integer().value_or(0)) : 0;
    head.location = text("location");
    head.authorization = text("authorization");
    head.origination_timestamp = text("originationTimestamp");
    head.challenge = text("wwwAuthenticate");
    head.cache_control = text("cacheControl");
    head.pragma = text("pragma");
    head.content_type = content_type_of(event, head.status);
    return head;
}

// Every "fp:" with its 16 digits gives way to the value.
Result<Octets> body_of(const Event& event, const ValueBehind& value_behind) {
    constexpr std::string_view mark = "fp:";
    constexpr std::size_t digits = 16;
    auto octets = from_hex(event.raw).value_or(Octets{});
    std::string text(text_of(octets));
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
        const auto print = text.substr(at + mark.size(), digits);
        if (print.size() != digits || !from_hex(print)) continue;
        const auto value = value_behind(print);
        if (!value)
            return fail(Cause::invalid,
                        fmt::format("event {}, {} {}: the key with fingerprint {} is not in the recording and does not "
                                    "follow from the scenario's keys; record with --reveal to have it played",
                                    event.seq, event.link, event.msg, print));
        text.replace(at, mark.size() + digits, *value);
    }
    const auto view = view_of(text);
    return Octets(view.begin(), view.end());
}

std::shared_ptr<const Description> told_of(const Event& event, const Event* inside) {
    Description told{event.msg, event.clause, event.f, {}};
    if (inside != nullptr) told.inside = Inside{inside->msg, inside->clause, inside->f};
    return std::make_shared<const Description>(std::move(told));
}

// inside: what crossed in it; nullptr: nothing is known.
Result<Envelope> envelope_of(const Event& event, const Event* inside, const ValueBehind& value_behind) {
    Envelope envelope;
    const auto link = link_named(event.link);
    if (!link) return fail(Cause::invalid, fmt::format("event {}: no link is called {}", event.seq, event.link));
    envelope.link = *link;
    envelope.from = whose(event.from, event.ue);
    envelope.to = whose(event.to, event.ue);
    envelope.ue = event.ue;
    envelope.stream = event.stream;
    if (is_sbi(*link)) {
        envelope.http = head_of(event);
        envelope.octets = TRY(body_of(event, value_behind));
        return envelope;
    }
    envelope.octets = from_hex(event.raw).value_or(Octets{});
    envelope.told = told_of(event, inside);
    return envelope;
}

class Reading {
public:
    Reading(std::span<const Event> events, const ValueBehind& value_behind, Score& score)
        : events_(events), value_behind_(value_behind), score_(score) {}

    Result<void> read() {
        for (const auto& event : events_) {
            if (event.t < 0 || event.t > longest_run || event.left < 0 || event.left > longest_run)
                return fail(Cause::invalid, fmt::format("event {}: no run has such a time", event.seq));
            put_time(event);
            if (!event.inside.empty()) inside_ = &event;
            if (!event.inside.empty()) continue;
            if (event.kind == "timer") put_timer(event);
            if (!doer_of(event).empty()) TRY(put(event));
            inside_ = nullptr;
        }
        const auto lost = record::never_arrived(events_);
        for (const auto& event : events_) {
            if (event.has_raw && event.inside.empty() && !lost.contains(event.seq)) put_cue(event);
        }
        return {};
    }

private:
    // A step begins with what the scenario itself does: an order, a restart, an injection. While it only waits, nothing
    // tells when it began.
    void put_time(const Event& event) {
        auto& [first, last] = score_.steps[event.step];
        const bool is_scenario = event.on == 0 && event.of == 0 && event.kind != "timer";
        if (is_scenario && !first) first = event.t;
        last = std::max(last, event.t);
    }

    // A turn's events stand together; only what an adversary does to its messages stands among them. All its messages
    // leave at one time.
    Result<void> put(const Event& event) {
        const auto& party = doer_of(event);
        auto& passages = score_.parts[party].passages;
        if (now_ != party || passages.empty() || !goes_on(passages.back(), event))
            passages.push_back({event.on, event.seq, event.t, 0, event.step, event.ue, {}, {}, false});
        now_ = party;
        if (event.kind != "msg" || !score_.played.contains(party)) return {};
        passages.back().left = event.left;
        passages.back().sends.push_back(TRY(envelope_of(event, std::exchange(inside_, nullptr), value_behind_)));
        return {};
    }

    static bool goes_on(const Passage& passage, const Event& event) {
        const bool same_turn =
            passage.on == event.on && passage.t == event.t && passage.ue == event.ue && passage.step == event.step;
        return same_turn && (event.kind != "msg" || passage.sends.empty() || passage.left == event.left);
    }

    // The record does not say which turn started it: the last one before it ran out.
    void put_timer(const Event& event) {
        auto& passages = score_.parts[event.at].passages;
        const auto by = std::find_if(passages.rbegin(), passages.rend(),
                                     [&](const Passage& passage) { return passage.ue == event.ue; });
        if (by != passages.rend() && by->t <= event.t) by->timers.push_back({event.timer, event.seq, event.t - by->t});
        now_.clear();
    }

    void put_cue(const Event& event) {
        Cue cue{event.seq, event.link, event.from, event.ue, event.stream, false, event.raw, false};
        const auto link = link_named(event.link);
        cue.is_response = link && is_sbi(*link) && head_of(event).status != 0;
        score_.parts[event.to].cues.push_back(std::move(cue));
    }

    std::span<const Event> events_;
    const ValueBehind& value_behind_;
    Score& score_;
    std::string now_;                // whose turn it is
    const Event* inside_ = nullptr;  // what the message behind it carries
};

}  // namespace

Result<Score> score_of(std::span<const Event> events, const std::set<std::string>& played,
                       const ValueBehind& value_behind) {
    Score score;
    score.played = played;
    TRY(Reading(events, value_behind, score).read());
    return score;
}

}  // namespace akmasim::fabric
