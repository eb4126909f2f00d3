// SPDX-License-Identifier: Apache-2.0
// Where a replay parts from its recording, in words.
#pragma once

#include <string>

#include "simulator/record/compare.hpp"

namespace akmasim::view {

// "step 9 (event 14), N13 GenerateAuthDataResponse, udm -> ausf, alice, in 'reg'"
std::string place_of(const record::Divergence& divergence);

std::string keys_not_compared();  // a line, for a comparison that left the keys out

// The first event that differs, field by field; what follows is folded. tells_nature: the keys were compared, so that
// it can be told whether one changed. Empty: they do not differ.
std::string divergence(const record::Comparison& comparison, bool tells_nature = true);

}  // namespace akmasim::view
