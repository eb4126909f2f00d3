// SPDX-License-Identifier: Apache-2.0
// Which of the messages of a run reached nobody: sent is not arrived.
#pragma once

#include <cstdint>
#include <set>
#include <span>

#include "simulator/record/event.hpp"

namespace akmasim::record {

// By seq: what an adversary dropped or kept, what she changed (the event of the change is what arrives), and what came
// back to her on a connection of her own.
std::set<std::uint64_t> never_arrived(std::span<const Event> events);

}  // namespace akmasim::record
