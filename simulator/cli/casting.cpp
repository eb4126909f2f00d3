// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/casting.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/knowledge/recovery.hpp"
#include "simulator/scenario/evidence.hpp"

namespace akmasim::cli {
namespace {

// Those that do anything.
std::set<std::string> parties_in(const record::Recording& recording) {
    std::set<std::string> parties;
    for (const auto& event : recording.events) {
        if (event.kind != "adversary") parties.insert(event.kind == "msg" ? event.from : event.at);
    }
    return parties;
}

// Of the role aanf are aanf, aanf-west and aanf-east.
bool stands_for(const std::string& name, const std::string& party) {
    return party == name || party.substr(0, party.find('-')) == name;
}

}  // namespace

Result<Cast> cast_of(const ReplayOptions& options, const record::Recording& recording) {
    Cast cast;
    const auto& names = options.only.empty() ? options.except : options.only;
    if (names.empty()) return cast;
    const auto parties = parties_in(recording);
    std::set<std::string> named;
    for (const auto& name : names) {
        const auto before = named.size();
        for (const auto& party : parties) {
            if (stands_for(name, party)) named.insert(party);
        }
        if (named.size() == before)
            return fail(Cause::unexpected, fmt::format("no party of this recording is called '{}'; expected one of {}",
                                                       name, fmt::join(parties, ", ")));
    }
    for (const auto& party : parties)
        (named.contains(party) != options.only.empty() ? cast.real : cast.played).insert(party);
    if (cast.real.empty())
        return fail(Cause::unexpected, "every party would be played, and there is nothing to compare");
    return cast;
}

Result<fabric::Score> score_of(const Cast& cast, const record::Recording& recording,
                               const scenario::Scenario& scenario) {
    const auto values = knowledge::values_behind(recording.events, key_holders_of(scenario), recording.header.id);
    return fabric::score_of(recording.events, cast.played, [&](const std::string& print) -> std::optional<std::string> {
        const auto found = values.find(print);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    });
}

}  // namespace akmasim::cli
