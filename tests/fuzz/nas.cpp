// SPDX-License-Identifier: Apache-2.0
// Fuzzes NAS: what decodes must encode to octets that decode to the same message.
#include <cstdlib>

#include "simulator/protocol/nas.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const akmasim::View octets(data, size);
    if (const auto outer = akmasim::nas::decode_outer(octets)) {
        if (akmasim::nas::encode_outer(*outer).size() != size) std::abort();
        (void)akmasim::nas::decode(outer->body);
    }
    const auto message = akmasim::nas::decode(octets);
    if (!message) return 0;
    const auto wire = akmasim::nas::encode(*message);
    const auto again = akmasim::nas::decode(wire);
    if (!again || akmasim::nas::encode(*again) != wire) std::abort();
    return 0;
}
