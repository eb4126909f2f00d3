// SPDX-License-Identifier: Apache-2.0
// Fuzzes the frames between our own processes: envelopes and orders.
#include <cstdlib>

#include "simulator/protocol/command.hpp"
#include "simulator/protocol/envelope.hpp"
#include "simulator/protocol/frames.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace akmasim;
    const View octets(data, size);
    if (const auto envelope = frames::read<Envelope>(octets)) {
        Octets wire;
        frames::append(wire, *envelope);
        if (!frames::read<Envelope>(wire)) std::abort();
    }
    if (const auto order = command::decode(octets); order && !command::decode(command::encode(*order))) std::abort();
    return 0;
}
