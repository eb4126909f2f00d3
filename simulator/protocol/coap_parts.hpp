// SPDX-License-Identifier: Apache-2.0
// What both framings of CoAP share; for coap.cpp and coap_datagram.cpp alone.
#pragma once

#include "simulator/protocol/coap.hpp"

namespace akmasim::coap {

Octets encode_options_and_payload(const Message& message);
// code, and what stands after the token. malformed: as Decoder::next() says.
Result<void> read_code_and_rest(Octet code, View rest, Message& message);

}  // namespace akmasim::coap
