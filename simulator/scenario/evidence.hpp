// SPDX-License-Identifier: Apache-2.0
// What a scenario says that the knowledge of an adversary is judged by: the long-term secrets, and where it stands.
#pragma once

#include "simulator/knowledge/exposure.hpp"
#include "simulator/scenario/scenario.hpp"

namespace akmasim::scenario {

// hidden: what the record of the run hides, by seq; nothing where it was revealed. The events must outlive the
// evidence.
knowledge::Evidence evidence_of(const Scenario& scenario, std::span<const record::Event> events,
                                std::map<std::uint64_t, std::string> hidden);

// Everybody who has long-term keys: the subscribers, and the USIMs that have others or get others in a step.
std::vector<knowledge::Person> key_holders_of(const Scenario& scenario);

knowledge::Stance stance_of(const Scenario& scenario);  // of its adversary; without one nobody, who reads nothing

// What its adversary has in hand after a revealed run; without one, what anybody has who reads the air and the
// Internet.
knowledge::Exposure exposure_of(const Scenario& scenario, std::span<const record::Event> events,
                                const knowledge::Stop& stop = {});

}  // namespace akmasim::scenario
