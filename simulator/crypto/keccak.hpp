// SPDX-License-Identifier: Apache-2.0
// The permutation Keccak-f[1600] (FIPS 202 3.4), which OpenSSL has inside its SHA-3 but does not give out.
#pragma once

#include <array>
#include <cstdint>

namespace akmasim::crypto {

using KeccakState = std::array<std::uint64_t, 25>;  // lane (x, y) at 5 y + x; its first octet is the least significant

void keccak_f1600(KeccakState& state);

}  // namespace akmasim::crypto
