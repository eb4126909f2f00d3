// SPDX-License-Identifier: Apache-2.0
#include "simulator/protocol/coap_datagram.hpp"

#include <array>

#include "simulator/protocol/coap_parts.hpp"

namespace akmasim::coap {
namespace {

constexpr std::size_t header_octets = 4;
constexpr int version = 1;

}  // namespace

std::string_view name_of(Type type) {
    constexpr std::array<std::string_view, 4> names{"CON", "NON", "ACK", "RST"};
    return names[static_cast<std::size_t>(type) & 3];
}

Octets encode(const Datagram& datagram) {
    const auto& message = datagram.message;
    Octets out{static_cast<Octet>(version << 6 | static_cast<int>(datagram.type) << 4 |
                                  static_cast<int>(message.token.size())),
               static_cast<Octet>(message.code), static_cast<Octet>(datagram.message_id >> 8),
               static_cast<Octet>(datagram.message_id)};
    append(out, message.token);
    append(out, encode_options_and_payload(message));
    return out;
}

Result<Datagram> decode_datagram(View octets) {
    if (octets.size() < header_octets || octets[0] >> 6 != version)
        return fail(Cause::malformed, "CoAP: no message of version 1");
    if (octets.size() > max_message_octets) return fail(Cause::malformed, "CoAP: a message that is too long");
    const std::size_t token = octets[0] & 0xf;
    if (token > 8) return fail(Cause::malformed, "CoAP: a token length of 9 to 15");
    if (octets.size() < header_octets + token) return fail(Cause::malformed, "CoAP: a token is cut short");
    Datagram datagram;
    datagram.type = static_cast<Type>(octets[0] >> 4 & 3);
    datagram.message_id = static_cast<std::uint16_t>(octets[2] << 8 | octets[3]);
    const auto rest = octets.subspan(header_octets);
    datagram.message.token.assign(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(token));
    // RFC 7252 4.1: an empty message has nothing after its Message ID.
    if (octets[1] == 0 && !rest.empty()) return fail(Cause::malformed, "CoAP: an empty message with content");
    TRY(read_code_and_rest(octets[1], rest.subspan(token), datagram.message));
    return datagram;
}

}  // namespace akmasim::coap
