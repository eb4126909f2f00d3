// SPDX-License-Identifier: Apache-2.0
// A key of somebody else's making, compared with what known mistakes would give.
#pragma once

#include <string>

namespace akmasim::knowledge {

struct RightInputs {
    std::string k_ausf;  // hexadecimal
    std::string supi;
    std::string routing_indicator;
    std::string fqdn;         // of the AF
    std::string ua_protocol;  // of Ua, as a scenario spells it
    std::string ua_star_id;   // ten hexadecimal digits, instead of the protocol's; empty: the protocol's
};

// How `foreign`, hexadecimal and meant as K_AF, was derived; empty: in no way that is known.
std::string mistake_behind(const RightInputs& inputs, const std::string& foreign);

}  // namespace akmasim::knowledge
