// SPDX-License-Identifier: Apache-2.0
// Subscribers as other projects write them, turned into ours.
#pragma once

#include <string>

#include "simulator/base/result.hpp"

namespace akmasim::scenario {

// The text of a file: UERANSIM's ue.yaml, Open5GS (mongoexport's JSON, one document a line or in an array, or lines of
// open5gs-dbctl), free5GC's subscriber JSON. The answer is YAML with `plmn` and `subscribers`. invalid: it is none of
// these, or a value of it does not fit; no key is shown.
Result<std::string> import_subscribers(const std::string& text, const std::string& origin);

}  // namespace akmasim::scenario
