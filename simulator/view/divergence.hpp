// SPDX-License-Identifier: Apache-2.0
// Where a replay parts from its recording, in words.
#pragma once

#include <string>

#include "simulator/record/compare.hpp"

namespace akmasim::view {

// "event 14, N13 GenerateAuthDataResponse, udm -> ausf, alice, step reg"
std::string place_of(const record::Divergence& divergence);

// The first event that differs, field by field; what follows is folded. tells_nature: the recordings have one id, so
// that it can be told whether a key changed. Empty: they do not differ.
std::string divergence(const record::Comparison& comparison, bool tells_nature = true);

}  // namespace akmasim::view
