// SPDX-License-Identifier: Apache-2.0
#include "simulator/knowledge/pedigree.hpp"

#include <algorithm>

#include "simulator/knowledge/rules.hpp"

namespace akmasim::knowledge {

using record::Event;

Pedigree::Pedigree(const Evidence& evidence) : evidence_(evidence) {
    for (const auto& person : evidence.people) {
        add("K", person.name, 0, person.k);
        add("OPc", person.name, 0, person.opc);
    }
    for (const auto& event : evidence.events) {
        if (event.kind != "derive") continue;
        add(event.key, event.whose(), event.seq, evidence.value_of(event));
        if (event.ue != event.whose()) add(event.key, event.ue, event.seq, evidence.value_of(event));
    }
}

void Pedigree::add(const std::string& name, const std::string& whose, std::uint64_t seq, const std::string& value) {
    auto& born = born_[{name, whose}];
    const bool again = !born.empty() && born.back().value == value;
    if (!value.empty() && !again) born.push_back({seq, value});
}

// For each parent its values, what was born last before the derivation first: nearly always that is the one.
std::vector<Pedigree::Choice> Pedigree::candidates(const Event& derivation, const std::string& whose) const {
    std::vector<Choice> all;
    for (const auto& name : parents_of(derivation)) {
        auto& values = all.emplace_back();
        const auto known = born_.find({name, whose});
        if (known == born_.end()) continue;
        const auto& born = known->second;
        const auto later = std::ranges::upper_bound(born, derivation.seq, {}, &Born::seq);
        for (auto one = later; one != born.begin();) values.push_back((--one)->value);
        for (auto one = later; one != born.end(); ++one) values.push_back(one->value);
    }
    return all;
}

std::optional<Pedigree::Choice> Pedigree::found(const Event& derivation, const std::string& whose) {
    std::optional<Choice> right;
    each_choice(candidates(derivation, whose), [&](const Choice& choice) {
        ++tried_;
        if (!follows(derivation, choice, evidence_.value_of(derivation))) return false;
        right = choice;
        return true;
    });
    return right;
}

const std::optional<Pedigree::Choice>& Pedigree::parents(const Event& derivation) {
    const auto [place, fresh] = known_.try_emplace(derivation.seq);
    if (!fresh || parents_of(derivation).empty()) return place->second;
    place->second = found(derivation, derivation.whose());
    if (!place->second && derivation.ue != derivation.whose()) place->second = found(derivation, derivation.ue);
    return place->second;
}

}  // namespace akmasim::knowledge
