// SPDX-License-Identifier: Apache-2.0
// An EAP packet for readers; for the describing files of this room.
#pragma once

#include "simulator/base/json.hpp"
#include "simulator/protocol/describe.hpp"

namespace akmasim {

// One object: code, id, method, subtype and the fields; what does not decode shows its octets and why.
void write_eap(json::Writer& out, View packet, Redactor& redactor);

}  // namespace akmasim
