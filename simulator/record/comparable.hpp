// SPDX-License-Identifier: Apache-2.0
// What of the keys of two recordings can be held against each other.
#pragma once

#include <vector>

#include "simulator/record/reader.hpp"

namespace akmasim::record {

// Fingerprints of two recordings with one id, values of two revealed ones. Else equal keys look different: they cannot
// be compared.
bool keys_comparable(const Header& one, const Header& other);

// The events of the first without what would differ from the other one's for equal keys: fingerprints under another id,
// a value where the other has its fingerprint alone.
std::vector<Event> comparable_events(const Recording& recording, const Header& other);

}  // namespace akmasim::record
