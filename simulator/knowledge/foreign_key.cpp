// SPDX-License-Identifier: Apache-2.0
#include "simulator/knowledge/foreign_key.hpp"

#include "simulator/keys/hierarchy.hpp"
#include "simulator/keys/known_mistakes.hpp"

namespace akmasim::knowledge {

std::string mistake_behind(const RightInputs& inputs, const std::string& foreign) {
    auto k_ausf = KAusf::from_text(inputs.k_ausf);
    const auto key = KAf::from_text(foreign);
    const auto ua_star_id = inputs.ua_star_id.empty() ? Result<UaStarId>(keys::ua_star_id(inputs.ua_protocol))
                                                      : UaStarId::from_text(inputs.ua_star_id);
    if (!k_ausf || !key || !ua_star_id) return "";
    return keys::mistake_behind(
        {std::move(*k_ausf), Supi(inputs.supi), RoutingIndicator(inputs.routing_indicator), inputs.fqdn, *ua_star_id},
        *key);
}

}  // namespace akmasim::knowledge
