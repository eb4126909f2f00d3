// SPDX-License-Identifier: Apache-2.0
#include "simulator/view/frames.hpp"

namespace akmasim::view {
namespace {

constexpr Octet protocol_tcp = 6;
constexpr Octet protocol_udp = 17;

void put(Octets& out, std::uint64_t value, int octets) {
    for (int i = octets - 1; i >= 0; --i) out.push_back(static_cast<Octet>(value >> (8 * i)));
}

// The tags of Wireshark's Exported PDU.
namespace tag {
constexpr std::uint16_t dissector_name = 12;
constexpr std::uint16_t ipv4_source = 20;
constexpr std::uint16_t ipv4_destination = 21;
constexpr std::uint16_t port_type = 24;
constexpr std::uint16_t source_port = 25;
constexpr std::uint16_t destination_port = 26;
}  // namespace tag
constexpr std::uint32_t port_type_tcp = 2;

void put_tag(Octets& out, std::uint16_t tag, Octets value) {
    while (value.size() % 4 != 0) value.push_back(0);
    put(out, tag, 2);
    put(out, value.size(), 2);
    append(out, value);
}

void put_number(Octets& out, std::uint16_t tag, std::uint32_t number) {
    Octets value;
    put(value, number, 4);
    put_tag(out, tag, value);
}

// RFC 1071.
std::uint16_t checksum(View octets) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < octets.size(); i += 2) {
        sum += static_cast<std::uint32_t>(octets[i] << 8 | (i + 1 < octets.size() ? octets[i + 1] : 0));
    }
    while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<std::uint16_t>(~sum);
}

void set(Octets& out, std::size_t at, std::uint16_t value) {
    out[at] = static_cast<Octet>(value >> 8);
    out[at + 1] = static_cast<Octet>(value);
}

void put_mac(Octets& out, std::uint32_t address) {
    put(out, 0x0200, 2);  // locally administered
    put(out, address, 4);
}

Octets over_ipv4(const Ends& ends, Octet protocol, Octets segment, std::size_t checksum_at) {
    Octets pseudo;
    put(pseudo, ends.from.address, 4);
    put(pseudo, ends.to.address, 4);
    put(pseudo, protocol, 2);
    put(pseudo, segment.size(), 2);
    append(pseudo, segment);
    set(segment, checksum_at, checksum(pseudo));
    Octets header{0x45, 0};
    put(header, 20 + segment.size(), 2);
    put(header, 0x00004000, 4);  // no fragments
    header.push_back(64);
    header.push_back(protocol);
    put(header, 0, 2);
    put(header, ends.from.address, 4);
    put(header, ends.to.address, 4);
    set(header, 10, checksum(header));
    Octets out;
    put_mac(out, ends.to.address);
    put_mac(out, ends.from.address);
    put(out, 0x0800, 2);
    append(out, header);
    append(out, segment);
    return out;
}

}  // namespace

Transport transport_of(View octets, std::string_view message) {
    if (octets.size() > 2 && octets[0] >= 20 && octets[0] <= 25 && octets[1] == 0xfe) return Transport::dtls;
    if (octets.size() > 2 && octets[0] >= 20 && octets[0] <= 25 && octets[1] == 3) return Transport::tls;
    return message.starts_with("Http") ? Transport::http : Transport::coap;
}

std::uint16_t server_port_of(Transport transport) {
    if (transport == Transport::http) return 80;
    return transport == Transport::coap ? 5683 : 5684;  // RFC 8323 8.1 and 8.2
}

Octets exported_pdu(std::string_view dissector, const Ends& ends, View pdu) {
    Octets out;
    put_tag(out, tag::dissector_name, {dissector.begin(), dissector.end()});
    put_number(out, tag::ipv4_source, ends.from.address);
    put_number(out, tag::ipv4_destination, ends.to.address);
    if (ends.from.port != 0) {
        put_number(out, tag::port_type, port_type_tcp);
        put_number(out, tag::source_port, ends.from.port);
        put_number(out, tag::destination_port, ends.to.port);
    }
    put(out, 0, 4);  // end of tags
    append(out, pdu);
    return out;
}

Octets ethernet_tcp(const Ends& ends, std::uint32_t seq, std::uint32_t ack, View payload) {
    Octets segment;
    put(segment, ends.from.port, 2);
    put(segment, ends.to.port, 2);
    put(segment, seq, 4);
    put(segment, ack, 4);
    put(segment, 0x5018, 2);  // five words; PSH and ACK
    put(segment, 0xffff, 2);
    put(segment, 0, 4);
    append(segment, payload);
    return over_ipv4(ends, protocol_tcp, std::move(segment), 16);
}

Octets ethernet_udp(const Ends& ends, View payload) {
    Octets segment;
    put(segment, ends.from.port, 2);
    put(segment, ends.to.port, 2);
    put(segment, 8 + payload.size(), 2);
    put(segment, 0, 2);
    append(segment, payload);
    return over_ipv4(ends, protocol_udp, std::move(segment), 6);
}

}  // namespace akmasim::view
