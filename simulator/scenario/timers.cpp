// SPDX-License-Identifier: Apache-2.0
#include "simulator/scenario/timers.hpp"

#include "simulator/scenario/servers.hpp"

namespace akmasim::scenario {
namespace {

using Lengths = std::map<std::string, std::int64_t>;

// Those who have timers of their own in the file; nullptr: it has none there.
const TimerSettings* own_of(const Scenario& scenario, const Address& whom) {
    const auto& nfs = scenario.nfs;
    if (whom.role == "ue") return &nfs.ue.timers;
    if (whom.role == "amf") return &nfs.amf.timers;
    if (whom.role == "ausf") return &nfs.ausf.timers;
    if (whom.role == "udm") return &nfs.udm.timers;
    if (whom.role == "nef" && nfs.nef) return &nfs.nef->timers;
    if (whom.role == "aanf") {
        const auto one = nfs.aanfs.find(whom.instance);
        return one == nfs.aanfs.end() ? &nfs.aanf.timers : &one->second.timers;
    }
    if (whom.role != "msgin5g") return nullptr;
    const auto one = nfs.msgin5gs.find(whom.instance);
    return one == nfs.msgin5gs.end() ? &nfs.msgin5g.timers : &one->second.timers;
}

std::vector<Address> parties_of(const Scenario& scenario) {
    std::vector<Address> parties{{"ue", ""}, {"amf", ""}, {"ausf", ""}, {"udm", ""}};
    for (const auto& [name, one] : scenario.nfs.aanfs) parties.push_back({"aanf", name});
    if (scenario.nfs.aanfs.empty()) parties.push_back({"aanf", ""});
    if (scenario.nfs.nef) parties.push_back({"nef", ""});
    for (const auto& one : servers_of(scenario)) parties.push_back(one.address);
    return parties;
}

}  // namespace

std::map<std::string, std::int64_t> timers_of(const Scenario& scenario, const Address& whom) {
    Lengths lengths;
    const auto* own = own_of(scenario, whom);
    for (const auto& [name, length] : scenario.timers.lengths) {
        // A timer that means something of its own at this role is set for this role alone.
        if (timer_rule(name, whom.role)->at.empty()) lengths[name] = length;
    }
    if (own != nullptr) {
        for (const auto& [name, length] : own->lengths) lengths[name] = length;
    }
    return lengths;
}

std::map<std::string, std::int64_t> timers_of(const Scenario& scenario) {
    Lengths lengths;
    for (const auto& rule : timer_rules) {
        const auto at = rule.at.empty() ? "" : "@" + std::string(rule.at);
        lengths[std::string(rule.name) + at] = rule.length;
    }
    for (const auto& [name, length] : scenario.timers.lengths) lengths[name] = length;
    for (const auto& whom : parties_of(scenario)) {
        const auto* own = own_of(scenario, whom);
        for (const auto& [name, length] : own->lengths) lengths[name + "@" + party_of(whom)] = length;
    }
    return lengths;
}

}  // namespace akmasim::scenario
