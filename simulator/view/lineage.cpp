// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/lineage.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/view/wording.hpp"

namespace akmasim::view {
namespace {

using record::Event;

// What the party itself made, else what anybody made (it was sent to it), before the derivation. Empty: hidden.
std::string value_before(const std::vector<Event>& events, const Event& derivation, const std::string& key) {
    const Event* own = nullptr;
    const Event* any = nullptr;
    for (const auto& event : events) {
        if (event.seq >= derivation.seq) break;
        if (event.kind != "derive" || event.key != key || event.ue != derivation.ue) continue;
        any = &event;
        if (event.at == derivation.at) own = &event;
    }
    return own != nullptr ? own->value : any != nullptr ? any->value : "";
}

// As hexadecimal where it is revealed, else by name: 'CK||IK'.
std::string parents_value(const std::vector<Event>& events, const Event& derivation) {
    std::string values;
    for (const auto& name : derivation.from_keys) {
        const auto value = value_before(events, derivation, name);
        if (value.empty()) return fmt::format("'{}'", fmt::join(derivation.from_keys, "||"));
        values += value;
    }
    return values;
}

}  // namespace

std::optional<std::size_t> parent_of(std::span<const knowledge::KnownKey> keys, std::size_t child) {
    std::optional<std::size_t> parent;
    if (keys[child].from_keys.empty()) return parent;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const bool fits = keys[i].key == keys[child].from_keys.front() && keys[i].ue == keys[child].ue;
        const bool older = keys[i].born < keys[child].born || (keys[i].born == keys[child].born && i < child);
        if (fits && older && (!parent || keys[i].born >= keys[*parent].born)) parent = i;
    }
    return parent;
}

std::string check_line(const std::vector<Event>& events, const Event& derivation) {
    return derivation.fc.empty() ? "" : check_by_hand(derivation, parents_value(events, derivation));
}

}  // namespace akmasim::view
