// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/stops.hpp"

#include <algorithm>
#include <numeric>

#include "simulator/base/json.hpp"

namespace akmasim::view {
namespace {

using record::Event;

bool is_result(const Event& event) { return event.kind == "state" || event.kind == "negotiated"; }

std::int64_t status_of(const Event& event) {
    if (event.f.find("\"status\":") == std::string::npos) return 0;
    json::Document document;
    const auto f = document.parse(event.f);
    const auto status = f ? f->member("status") : std::nullopt;
    return status ? status->integer().value_or(0) : 0;
}

}  // namespace

bool is_stop(const Event& event) {
    return event.kind == "msg" || event.kind == "refused" || event.kind == "adversary" || event.kind == "timer";
}

bool is_problem(const Event& event) {
    if (event.kind == "refused" || event.kind == "adversary") return true;
    if (event.kind != "msg") return false;
    return event.msg.ends_with("Reject") || event.msg.ends_with("Failure") || event.msg == "Alert" ||
           status_of(event) >= 400;
}

std::vector<std::size_t> stops_of(const std::vector<Event>& events) {
    std::vector<std::size_t> stops(events.size());
    std::iota(stops.begin(), stops.end(), std::size_t{0});
    const auto first = std::ranges::find_if(events, is_stop);
    if (first == events.end()) return stops;
    auto stop = static_cast<std::size_t>(first - events.begin());
    std::fill(stops.begin(), stops.begin() + (first - events.begin()), stop);
    for (auto at = stop + 1; at < events.size(); ++at) {
        const auto next = std::find_if(events.begin() + static_cast<std::ptrdiff_t>(at), events.end(), is_stop);
        const bool right_after = is_result(events[at]) && stops[at - 1] == stop;
        if (next != events.end() && !right_after) stop = static_cast<std::size_t>(next - events.begin());
        stops[at] = stop;
    }
    return stops;
}

}  // namespace akmasim::view
