// SPDX-License-Identifier: Apache-2.0
// What the NRF is told, and what each network function is told of it.
#pragma once

#include "simulator/scenario/configurations.hpp"

namespace akmasim::scenario {

// Who registers with the NRF, in this order. An AF outside the operator's domain does not.
std::vector<Address> nfs_of(const Scenario& scenario);

std::string nrf_configuration(const Scenario& scenario, const Derivers& derivers);
// The form of machine/nrf_access.hpp; empty: no NRF, or this party does not know it.
std::string nrf_access_of(const Scenario& scenario, const Address& whom, const Derivers& derivers);

}  // namespace akmasim::scenario
