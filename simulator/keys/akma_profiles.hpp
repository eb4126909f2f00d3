// SPDX-License-Identifier: Apache-2.0
// K_AKMA as others derive it, wrongly, so that a scenario can show where such a UE ends. The A-TID stays right: the key
// is found under its A-KID, and is another.
#pragma once

#include <optional>

#include "simulator/keys/hierarchy.hpp"

namespace akmasim::keys {

enum class AkmaProfile {
    standard,     // TS 33.535 A.2
    fc_6a,        // FC 6A and the SUPI alone, as UERANSIM has it
    rid_as_p0,    // the Routing Indicator in the place of "AKMA", as proposed for Open5GS (exact form assumed)
    imsi_prefix,  // the SUPI with its "imsi-", as YggdraSIM's documents have it
};
std::optional<AkmaProfile> akma_profile_named(std::string_view name);  // "standard", "fc-6a", ...

KAkma k_akma(const Kdf& kdf, AkmaProfile profile, const KAusf& k_ausf, const Supi& supi, const RoutingIndicator& rid);

}  // namespace akmasim::keys
