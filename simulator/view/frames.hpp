// SPDX-License-Identifier: Apache-2.0
// The envelopes of a capture file: Exported PDUs, and Ethernet with IPv4 and TCP or UDP.
#pragma once

#include <string_view>

#include "simulator/base/octets.hpp"

namespace akmasim::view {

struct Endpoint {
    std::uint32_t address = 0;  // IPv4
    std::uint16_t port = 0;     // 0: none
};
struct Ends {
    Endpoint from;
    Endpoint to;
};

enum class Transport { tls, dtls, coap, http };
Transport transport_of(View octets, std::string_view message);  // TLS and DTLS by their first octets
std::uint16_t server_port_of(Transport transport);

Octets exported_pdu(std::string_view dissector, const Ends& ends, View pdu);
Octets ethernet_tcp(const Ends& ends, std::uint32_t seq, std::uint32_t ack, View payload);
Octets ethernet_udp(const Ends& ends, View payload);

}  // namespace akmasim::view
