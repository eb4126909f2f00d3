// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/outcome.hpp"

#include <algorithm>
#include <set>

#include "simulator/base/json.hpp"

namespace akmasim::scenario {
namespace {

using record::Event;

// Verbs after which the message, or one in its place, goes on.
bool goes_on(const Event& deed) {
    static const std::set<std::string> stay{"drop", "hold", "reorder", "save", "receive"};
    return deed.detail.empty() && !stay.contains(deed.verb);
}

int number_in(const json::Value& fields, std::string_view name) {
    const auto member = fields.member(name);
    return member ? static_cast<int>(member->integer().value_or(0)) : 0;
}

// The answer of `party` as an outcome; an empty one: it is neither a refusal nor an alert.
command::Report meaning_of(const Event& answer, const std::string& party) {
    json::Document document;
    const auto fields = document.parse(answer.f.empty() ? "{}" : answer.f);
    if (!fields) return {};
    const auto cause = number_in(*fields, "cause");
    const auto status = number_in(*fields, "status");
    if (answer.link == "N1" && (answer.msg.ends_with("Failure") || answer.msg.ends_with("Reject")))
        return {"rejected", party, cause, "nas", "", ""};
    if (status >= 400) return {"rejected", party, status, "sbi", "", ""};
    if (answer.msg != "Alert") return {};
    const auto alert = fields->member("description");
    return {"failed", party, 0, "tls", std::string(alert ? alert->string().value_or("") : ""), ""};
}

}  // namespace

bool refused_at(const std::string& party, std::span<const Event> events) {
    return std::ranges::any_of(events,
                               [&](const Event& event) { return event.kind == "refused" && event.at == party; });
}

command::Report outcome_at(const std::string& party, std::span<const Event> events) {
    bool taken = false;
    for (const auto& event : events) {
        // Half of a message in a stream is taken without an answer.
        taken |= event.kind == "state" && event.at == party;
        if (event.kind != "msg" || event.from != party) continue;
        taken = true;
        if (auto told = meaning_of(event, party); !told.outcome.empty()) return told;
    }
    if (taken && !refused_at(party, events)) return {"success", "", 0, "", "", ""};
    return {"ignored", party, 0, "", "", ""};
}

bool seen_by(const std::string& party, const Event& event, std::span<const Event> events) {
    // What runs inside TLS stands before the record that carries it, which is what the adversary touches.
    const auto carrier = event.inside.empty() ? event.seq : event.seq + 1;
    return std::ranges::any_of(events, [&](const Event& deed) {
        const bool own = deed.seq == event.seq && deed.of == 0;
        if (deed.kind != "adversary" || (deed.of != carrier && !own)) return false;
        if (!goes_on(deed) || deed.to != party) return false;
        return std::ranges::none_of(events, [&](const Event& later) {
            return later.kind == "refused" && later.seq > deed.seq && later.at == party && later.link == deed.link &&
                   later.ue == deed.ue;
        });
    });
}

}  // namespace akmasim::scenario
