// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/lineage.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "simulator/record/steps.hpp"
#include "simulator/view/wording.hpp"

namespace akmasim::view {
namespace {

using record::Event;

// What the party itself made, else what anybody made (it was sent to it), before the derivation. nullptr: nobody did.
const Event* parent_before(const std::vector<Event>& events, const Event& derivation, const std::string& key) {
    const Event* own = nullptr;
    const Event* any = nullptr;
    for (const auto& event : events) {
        if (event.seq >= derivation.seq) break;
        if (event.kind != "derive" || event.key != key || event.whose() != derivation.whose()) continue;
        any = &event;
        if (event.at == derivation.at) own = &event;
    }
    return own != nullptr ? own : any;
}

// As hexadecimal where it is revealed, else by name: 'CK||IK'.
std::string parents_value(const std::vector<Event>& events, const Event& derivation) {
    std::string values;
    for (const auto& name : derivation.from_keys) {
        const auto* parent = parent_before(events, derivation, name);
        if (parent == nullptr || parent->value.empty()) {
            return fmt::format("'{}'", fmt::join(derivation.from_keys, "||"));
        }
        values += parent->value;
    }
    return values;
}

// The making of a key whose fingerprint or value stands in the fields, by their sender or else by anybody, before.
const Event* maker_of_carried(const std::vector<Event>& events, const Event& message) {
    const Event* found = nullptr;
    for (const auto& event : events) {
        if (event.seq >= message.seq) break;
        if (event.kind != "derive" || event.ue != message.ue) continue;
        const auto stands = [&](const std::string& text) {
            return !text.empty() && message.f.find(text) != std::string::npos;
        };
        if (!stands(event.fp) && !stands(event.value)) continue;
        if (found == nullptr || event.at == message.from) found = &event;
    }
    return found;
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

const Event* maker_of(const std::vector<Event>& events, std::size_t position) {
    if (position >= events.size()) return nullptr;
    const auto& event = events[position];
    if (event.kind == "derive") {
        return event.from_keys.empty() ? nullptr : parent_before(events, event, event.from_keys.front());
    }
    if (const auto* maker = maker_of_carried(events, event)) return maker;
    // What its sender made right before it was sent.
    const record::Steps steps(events);
    const auto number = steps.number_at(position);
    if (event.kind != "msg" || number < 2) return nullptr;
    const auto& before = events[steps.head(number - 1)];
    if (before.kind == "derive" && before.at == event.from) return &before;
    return nullptr;
}

}  // namespace akmasim::view
