// SPDX-License-Identifier: Apache-2.0
// A change of a subscriber's data as the UDM and the UE are told it.
#pragma once

#include <string>

#include "simulator/scenario/orders.hpp"

namespace akmasim::scenario {

bool changes_udm(const ProvisionStep& order);  // and not only the USIM
std::string json_of(const ProvisionStep& order, const std::string& supi);
std::string json_of(const UsimChange& change);
std::string sqn_json(const std::string& supi, const std::string& sqn);

}  // namespace akmasim::scenario
