// SPDX-License-Identifier: Apache-2.0
#include "simulator/knowledge/whereabouts.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace akmasim::knowledge {
namespace {

bool crosses(const record::Event& event) {
    return event.has_raw && (event.kind == "msg" || event.kind == "adversary") && event.inside.empty();
}

void note(std::vector<Sighting>& seen, const std::string& party, std::uint64_t seq, std::string how) {
    if (party.empty() || std::ranges::find(seen, party, &Sighting::party) != seen.end()) return;
    seen.push_back({party, seq, std::move(how)});
}

}  // namespace

std::vector<Sighting> parties_with(const Evidence& evidence, const Value& value) {
    std::vector<Sighting> seen;
    // TS 33.501 6.2.1: the long-term key and the SUPI are in the USIM and the ARPF before anything happens.
    const bool provisioned = value.what == "K" || value.what == "OPc" || is_identity(value.what);
    for (const char* party : {"ue", "udm"}) {
        if (provisioned) note(seen, party, 0, "was provisioned with it");
    }
    for (const auto& event : evidence.events) {
        if (event.kind == "derive" && evidence.value_of(event) == value.hex)
            note(seen, event.at, event.seq, fmt::format("derived it (event {})", event.seq));
        if (!crosses(event) || !stands_in(value, evidence.octets_of(event))) continue;
        const auto name = fmt::format("{}.{} (event {})", event.link, event.msg, event.seq);
        note(seen, event.from, event.seq, "sent it in " + name);
        note(seen, event.to, event.seq, "was sent it in " + name);
    }
    return seen;
}

std::optional<Sighting> crossing_of(const Evidence& evidence, const Value& value, std::string_view link) {
    for (const auto& event : evidence.events) {
        if (event.link != link || !crosses(event) || !stands_in(value, evidence.octets_of(event))) continue;
        return Sighting{event.to, event.seq, fmt::format("{}.{} (event {})", event.link, event.msg, event.seq)};
    }
    return {};
}

}  // namespace akmasim::knowledge
