// SPDX-License-Identifier: Apache-2.0
// Wrong derivations that other implementations are known to make, told from the key that they give.
#pragma once

#include <string>

#include "simulator/base/names.hpp"

namespace akmasim::keys {

// What the right key would follow from.
struct RightInputs {
    KAusf k_ausf;
    Supi supi;
    RoutingIndicator routing_indicator;
    std::string fqdn;  // of the AF
    UaStarId ua_star_id;
};

// How `foreign`, meant as K_AF, was derived; empty: in no way that is known.
std::string mistake_behind(const RightInputs& inputs, const KAf& foreign);

}  // namespace akmasim::keys
