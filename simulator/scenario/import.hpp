// SPDX-License-Identifier: Apache-2.0
// Subscribers as other projects write them, turned into ours.
#pragma once

#include <string>

#include "simulator/base/result.hpp"

namespace akmasim::scenario {

struct ImportOptions {
    int mnc_digits = 0;  // of the MNC where the file does not say; 0: by the MCC
};

// The text of a file: UERANSIM's ue.yaml; Open5GS (what mongoexport, mongo or mongosh print, or lines of open5gs-dbctl);
// free5GC (its console's JSON, or its authenticationSubscription as mongoexport writes it). The answer is YAML with
// `plmn` and `subscribers`, and each member that has no place in it as a comment. invalid: it is none of these, or a
// value of it does not fit, with the line; no key is shown.
Result<std::string> import_subscribers(const std::string& text, const std::string& origin,
                                       const ImportOptions& options = {});

}  // namespace akmasim::scenario
