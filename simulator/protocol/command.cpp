// SPDX-License-Identifier: Apache-2.0
// Control messages as frames.
#include "simulator/protocol/command.hpp"

#include "simulator/protocol/frames.hpp"

namespace akmasim::command {

Octets encode(const ControlMessage& message) {
    Octets octets;
    frames::append(octets, message);
    return octets;
}

Result<ControlMessage> decode(View octets) { return frames::read<ControlMessage>(octets); }

}  // namespace akmasim::command
