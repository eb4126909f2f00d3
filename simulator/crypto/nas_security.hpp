// SPDX-License-Identifier: Apache-2.0
// 128-NIA2 and 128-NEA2: TS 33.501 D, which takes 128-EIA2 and 128-EEA2 of TS 33.401 B over.
#pragma once

#include <array>
#include <cstdint>

#include "simulator/base/names.hpp"

namespace akmasim::crypto {

// TS 33.401 B.2.3: AES-CMAC over COUNT || BEARER || DIRECTION || 0 || message, the first 4 octets.
std::array<Octet, 4> nia2(const KNasInt& key, std::uint32_t count, Octet bearer, Octet direction, View message);

// TS 33.401 B.1.3: AES-CTR; the same call ciphers and deciphers.
void nea2(const KNasEnc& key, std::uint32_t count, Octet bearer, Octet direction, std::span<Octet> message);

std::array<Octet, 16> aes_cmac(View key, View message);  // RFC 4493

}  // namespace akmasim::crypto
