// SPDX-License-Identifier: Apache-2.0
// What goes into a derivation as text, held against its form: a wrong text gives a key as well, and nobody sees it.
#pragma once

#include <string>

#include "simulator/base/names.hpp"
#include "simulator/base/result.hpp"

namespace akmasim::cli {

// invalid: it cannot be right, with what is likely meant.
Result<Supi> supi_from(const std::string& text);                     // TS 33.501 A.7: imsi-, nai-, gci-, gli-, digits
Result<ServingNetworkName> serving_network_from(const std::string& text);  // TS 24.501 9.12.1: 5G:mnc<3>.mcc<3>...
Result<ServingNetworkName> access_network_from(const std::string& text);   // TS 24.302 8.1.1.2: or WLAN, HRPD, ...
Result<Fqdn> fqdn_from(const std::string& text);

}  // namespace akmasim::cli
