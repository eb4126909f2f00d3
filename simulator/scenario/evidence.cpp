// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/evidence.hpp"

#include <algorithm>

#include "simulator/scenario/credentials.hpp"

namespace akmasim::scenario {

using knowledge::Evidence;

namespace {

knowledge::Person person_with(const std::string& name, const Credentials& held) {
    knowledge::Person person;
    person.name = name;
    knowledge::provision(person, {held.algorithm, held.tuak.iterations, held.k, held.op, !held.op_type.ends_with('C')});
    return person;
}

// What a change of UDM or USIM makes of them.
Credentials changed(Credentials held, const auto& change) {
    if (change.key) held.k = change.key->text;
    if (change.op) held.op = change.op->text;
    if (change.op) held.op_type = change.op_type.value_or(held.algorithm == "tuak" ? "TOPC" : "OPC");
    return held;
}

}  // namespace

Evidence evidence_of(const Scenario& scenario, std::span<const record::Event> events,
                     std::map<std::uint64_t, std::string> hidden) {
    Evidence evidence;
    evidence.events = events;
    evidence.hidden = std::move(hidden);
    for (const auto& [name, subscriber] : scenario.subscribers) {
        auto person = person_with(name, credentials_of(subscriber));
        person.supi = subscriber.supi;
        person.gpsi = subscriber.gpsi.value_or("");
        person.routing_indicator = subscriber.routing_indicator.text;
        if (scenario.plmn) person.mcc = scenario.plmn->mcc.text;
        if (scenario.plmn) person.mnc = scenario.plmn->mnc.text;
        if (subscriber.baseline.psk) person.others["staticPsk"] = subscriber.baseline.psk->text;
        if (subscriber.baseline.token) person.others["token"] = subscriber.baseline.token->text;
        evidence.people.push_back(std::move(person));
    }
    return evidence;
}

std::vector<knowledge::Person> key_holders_of(const Scenario& scenario) {
    auto all = evidence_of(scenario, {}, {}).people;
    for (const auto& [name, subscriber] : scenario.subscribers)
        all.push_back(person_with(name, usim_credentials_of(subscriber)));
    for (const auto& step : scenario.steps) {
        for (const auto& order : step.orders) {
            const auto* change = std::get_if<ProvisionStep>(&order);
            if (change == nullptr) continue;
            const auto& subscriber = scenario.subscribers.at(change->ue);
            all.push_back(person_with(change->ue, changed(credentials_of(subscriber), *change)));
            if (change->usim)
                all.push_back(person_with(change->ue, changed(usim_credentials_of(subscriber), *change->usim)));
        }
    }
    return all;
}

knowledge::Stance stance_of(const Scenario& scenario) {
    knowledge::Stance stance;
    if (!scenario.adversary) return stance;
    stance.name = scenario.adversary->name;
    const bool reads =
        std::ranges::find(scenario.adversary->can, fabric::Capability::read) != scenario.adversary->can.end();
    for (const auto link : scenario.adversary->at) {
        if (reads) stance.links.emplace(name_of(link));
    }
    for (const auto& leak : scenario.leaks) stance.leaks.push_back({leak.key, leak.of, leak.at, leak.from});
    return stance;
}

knowledge::Exposure exposure_of(const Scenario& scenario, std::span<const record::Event> events,
                                const knowledge::Stop& stop) {
    auto stance = stance_of(scenario);
    if (!scenario.adversary) stance.links = {std::string(name_of(Link::n1)), std::string(name_of(Link::ua))};
    return knowledge::exposure_of(evidence_of(scenario, events, {}), std::move(stance), stop);
}

}  // namespace akmasim::scenario
