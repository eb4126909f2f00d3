// SPDX-License-Identifier: Apache-2.0
// The payload of an MSGin5G message.
#include "simulator/protocol/msgin5g.hpp"

namespace akmasim::msgin5g {

Result<Octets> payload_octets(const Msg& message) {
    if (!message.payload) return Octets{};
    return from_base64(*message.payload);
}

}  // namespace akmasim::msgin5g
