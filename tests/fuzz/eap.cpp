// SPDX-License-Identifier: Apache-2.0
// Fuzzes EAP: what decodes must encode to octets that decode to the same packet, with its AT_MAC where it was.
#include <cstdlib>

#include "simulator/protocol/eap.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace akmasim;
    const View octets(data, size);
    const auto packet = eap::decode(octets);
    if (const auto zeroed = eap::with_mac_zeroed(octets)) {
        if (!packet || zeroed->size() != size) std::abort();
    }
    if (!packet) return 0;
    const auto wire = eap::encode(*packet);
    if (!wire) std::abort();
    const auto again = eap::decode(*wire);
    if (!again || eap::encode(*again).value() != *wire) std::abort();
    return 0;
}
