// SPDX-License-Identifier: Apache-2.0
// How long a timer of the UE runs that more than one procedure starts: TS 24.501 table 10.2.1.
#pragma once

#include "simulator/machine/effects.hpp"

namespace akmasim::ue {

inline constexpr Time t3510 = 15'000'000'000;

}  // namespace akmasim::ue
