// SPDX-License-Identifier: Apache-2.0
// Which AAnF serves a UE, by its Routing Indicator: the AUSF takes that of the UDM, an AF and the NEF that of the
// A-KID.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "simulator/machine/recipient.hpp"

namespace akmasim {

// Local configuration, as TS 33.535 6.7 allows beside the NRF.
struct AanfRecord {
    std::string instance;                         // empty: the only one
    std::vector<std::string> routing_indicators;  // empty: serves all (TS 29.510 AanfInfo)

    static void fields(auto& m, auto& visit) {
        visit("instance", m.instance);
        visit("routingIndicators", m.routing_indicators);
    }
};
using AanfRecords = std::vector<AanfRecord>;

// TS 33.535 6.7: who serves this Routing Indicator: by local configuration, else whoever the NRF names (machine/
// nrf_client.hpp), else the only one. Where nobody does by configuration (assumed): the first, which then has no key.
inline Recipient aanf_for(const std::optional<AanfRecords>& known, const std::string& routing_indicator) {
    if (!known || known->empty()) {
        Recipient found("aanf", "");
        found.serving = routing_indicator;
        return found;
    }
    const auto serves = [&](const AanfRecord& one) {
        const auto& list = one.routing_indicators;
        return list.empty() || std::find(list.begin(), list.end(), routing_indicator) != list.end();
    };
    const auto found = std::find_if(known->begin(), known->end(), serves);
    return {"aanf", found == known->end() ? known->front().instance : found->instance};
}

}  // namespace akmasim
