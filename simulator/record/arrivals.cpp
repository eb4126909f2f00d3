// SPDX-License-Identifier: Apache-2.0
#include "simulator/record/arrivals.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace akmasim::record {
namespace {

bool keeps_back(std::string_view verb) {
    constexpr std::array<std::string_view, 3> verbs{"drop", "hold", "receive"};
    return std::ranges::find(verbs, verb) != verbs.end();
}

bool changes_octets(std::string_view verb) {
    constexpr std::array<std::string_view, 4> verbs{"set", "flip", "truncate", "append"};
    return std::ranges::find(verbs, verb) != verbs.end();
}

}  // namespace

std::set<std::uint64_t> never_arrived(std::span<const Event> events) {
    std::set<std::uint64_t> lost;
    std::map<std::uint64_t, std::uint64_t> latest;  // what has become of a message so far, by seq
    for (const auto& event : events) {
        const bool changed = event.has_raw && changes_octets(event.verb);
        if (event.kind != "adversary" || event.of == 0 || !(changed || keeps_back(event.verb))) continue;
        auto& now = latest.try_emplace(event.of, event.of).first->second;
        lost.insert(now);
        if (changed) now = event.seq;
    }
    // What ran inside TLS has the fate of the record behind it that carried it.
    for (const auto& event : events) {
        if (!event.inside.empty() && lost.contains(event.seq + 1)) lost.insert(event.seq);
    }
    return lost;
}

}  // namespace akmasim::record
