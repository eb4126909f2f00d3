// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/problems.hpp"

#include "simulator/base/json.hpp"
#include "simulator/record/steps.hpp"

namespace akmasim::view {
namespace {

using record::Event;

std::int64_t status_of(const Event& event) {
    if (event.f.find("\"status\":") == std::string::npos) return 0;
    json::Document document;
    const auto f = document.parse(event.f);
    const auto status = f ? f->member("status") : std::nullopt;
    return status ? status->integer().value_or(0) : 0;
}

}  // namespace

bool is_problem(const Event& event) {
    if (event.kind == "refused" || event.kind == "adversary") return true;
    if (event.kind != "msg") return false;
    return event.msg.ends_with("Reject") || event.msg.ends_with("Failure") || event.msg == "Alert" ||
           status_of(event) >= 400;
}

std::set<std::uint64_t> lost_messages(std::span<const Event> events) {
    std::set<std::uint64_t> lost;
    for (const auto& event : events) {
        if (event.kind == "adversary" && event.verb == "drop" && event.of != 0) lost.insert(event.of);
    }
    if (lost.empty()) return lost;
    const record::Steps steps(events);
    for (std::size_t at = 0; at < events.size(); ++at) {
        const auto& event = events[at];
        if (event.inside.empty()) continue;
        if (lost.contains(events[steps.head(steps.number_at(at))].seq)) lost.insert(event.seq);
    }
    return lost;
}

}  // namespace akmasim::view
