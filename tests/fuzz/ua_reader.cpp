// SPDX-License-Identifier: Apache-2.0
// Fuzzes the reading of recorded TLS with a known key: events of either side, torn and in any order.
#include <algorithm>
#include <array>

#include "simulator/knowledge/ua_reader.hpp"

using namespace akmasim;

// The input: for each event an octet whose lowest bit says who sent it, two octets of length, the octets.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    View left(data, size);
    knowledge::Connection connection;
    while (left.size() > 3) {
        const auto length = std::min<std::size_t>(static_cast<std::size_t>(left[1] << 8 | left[2]), left.size() - 3);
        const auto octets = left.subspan(3, length);
        connection.push_back({connection.size(), (left[0] & 1) != 0, Octets(octets.begin(), octets.end())});
        left = left.subspan(3 + length);
    }
    constexpr std::array<Octet, 32> psk{1};
    (void)knowledge::open_connection(connection, psk);
    return 0;
}
