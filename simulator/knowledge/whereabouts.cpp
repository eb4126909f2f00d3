// SPDX-License-Identifier: Apache-2.0
#include "simulator/knowledge/whereabouts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "simulator/record/arrivals.hpp"

namespace akmasim::knowledge {
namespace {

using record::Event;

bool crosses(const Event& event) {
    return event.has_raw && (event.kind == "msg" || event.kind == "adversary") && event.inside.empty();
}

void note(std::vector<Sighting>& seen, const std::string& party, std::uint64_t seq, std::string how) {
    if (party.empty() || std::ranges::find(seen, party, &Sighting::party) != seen.end()) return;
    seen.push_back({party, seq, std::move(how)});
}

std::string named(const Event& event) { return fmt::format("{}.{} (event {})", event.link, event.msg, event.seq); }

}  // namespace

Whereabouts::Whereabouts(const Evidence& evidence, std::vector<Value> values, const Stop& stop)
    : evidence_(evidence),
      values_(std::move(values)),
      stands_(values_.size()),
      derived_(values_.size()),
      said_(values_.size()),
      lost_(record::never_arrived(evidence.events)) {
    std::map<std::string, std::vector<std::size_t>> of;  // by what and value
    for (std::size_t i = 0; i < values_.size(); ++i) of[values_[i].what + values_[i].hex].push_back(i);
    const Search search(values_);
    for (const auto& event : evidence_.events) {
        if (stop && stop()) return;
        if (event.kind == "derive") {
            for (const auto& value : evidence_.values_of(event)) {
                for (const auto i : of[value.what + value.hex]) derived_[i].push_back(&event);
            }
        }
        if (!event.inside.empty()) search.in(hex(view_of(event.f)), [&](std::size_t i) { said_[i] = true; });
        if (!crosses(event)) continue;
        const auto found = [&](std::size_t i) {
            if (stands_[i].empty() || stands_[i].back() != &event) stands_[i].push_back(&event);
        };
        search.in(evidence_.octets_of(event), found);
        search.in(evidence_.head_of(event), found);
    }
}

std::vector<Sighting> Whereabouts::parties_with(std::size_t value) const {
    std::vector<Sighting> seen;
    // TS 33.501 6.2.1: the long-term key and the SUPI are in the USIM and the ARPF before anything happens.
    const auto& what = values_[value].what;
    const bool provisioned = what == "K" || what == "OPc" || is_identity(what);
    for (const char* party : {"ue", "udm"}) {
        if (provisioned) note(seen, party, 0, "was provisioned with it");
    }
    auto all = derived_[value];
    all.insert(all.end(), stands_[value].begin(), stands_[value].end());
    std::ranges::sort(all, {}, &Event::seq);
    for (const auto* event : all) {
        if (event->kind == "derive")
            note(seen, event->at, event->seq, fmt::format("derived it (event {})", event->seq));
        // An adversary's event names the one whom she speaks for, who may know nothing of it.
        if (event->kind == "msg") note(seen, event->from, event->seq, "sent it in " + named(*event));
        const bool arrived = event->kind != "derive" && !lost_.contains(event->seq);
        if (arrived) note(seen, event->to, event->seq, "was sent it in " + named(*event));
    }
    return seen;
}

std::optional<Sighting> Whereabouts::crossing_of(std::size_t value, std::string_view link) const {
    const auto& stands = stands_[value];
    const auto found = std::ranges::find(stands, link, &Event::link);
    if (found == stands.end()) return {};
    return Sighting{(*found)->to, (*found)->seq, named(**found)};
}

}  // namespace akmasim::knowledge
