// SPDX-License-Identifier: Apache-2.0
// Messages of a recording as a network would carry them, for decoders made by others.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "simulator/record/reader.hpp"

namespace akmasim::view {

struct Packet {
    std::string interface;  // the reference point
    std::int64_t t = 0;     // virtual nanoseconds
    std::string comment;
    Octets octets;
};

constexpr std::uint16_t link_type_ethernet = 1;
constexpr std::uint16_t link_type_upper_pdu = 252;  // Exported PDU

std::uint16_t link_type_of(std::string_view interface);  // Ua is Ethernet, all others are Exported PDU

std::vector<Packet> packets_of(const record::Recording& recording);
std::map<std::string, std::uint32_t> addresses_of(const record::Recording& recording);  // IPv4 by party: 10.0.0.1 ...

}  // namespace akmasim::view
