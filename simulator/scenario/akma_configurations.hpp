// SPDX-License-Identifier: Apache-2.0
// What AAnFs and NEF are told, and who is told which AAnF serves which Routing Indicator.
#pragma once

#include "simulator/base/json.hpp"
#include "simulator/scenario/configurations.hpp"

namespace akmasim::scenario {

Configurations aanf_configurations(const Scenario& scenario);
std::string nef_configuration(const Scenario& scenario);
void write_aanfs(json::Writer& out, const Scenario& scenario);

// The AAnF that serves a subscriber.
Address aanf_of(const Scenario& scenario, const std::string& subscriber);

}  // namespace akmasim::scenario
