// SPDX-License-Identifier: Apache-2.0
// CoAP over datagrams (RFC 7252 3): type and Message ID in front, for DTLS (TS 33.535 C).
#pragma once

#include "simulator/protocol/coap.hpp"

namespace akmasim::coap {

enum class Type : std::uint8_t { confirmable = 0, non_confirmable = 1, acknowledgement = 2, reset = 3 };
std::string_view name_of(Type type);  // "CON", "NON", "ACK", "RST"

struct Datagram {
    Type type = Type::confirmable;
    std::uint16_t message_id = 0;
    Message message;  // code empty: an acknowledgement or reset alone
};

Octets encode(const Datagram& datagram);
// malformed: another version, a token of more than 8 octets, an empty message with content, or as Decoder::next() says.
Result<Datagram> decode_datagram(View octets);

}  // namespace akmasim::coap
