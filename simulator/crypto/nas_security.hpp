// SPDX-License-Identifier: Apache-2.0
// The NAS algorithms of TS 33.501 D, which takes 128-EIA1 to 3 and 128-EEA1 to 3 of TS 33.401 B over: SNOW 3G, AES,
// ZUC.
#pragma once

#include <array>
#include <cstdint>

#include "simulator/base/names.hpp"

namespace akmasim::crypto {

using NasMac = std::array<Octet, 4>;

// TS 33.501 D.3.1 and D.2.1 by the algorithm's number, 0 to 3. NIA0 gives a MAC of zeros, NEA0 leaves the message as it
// is.
NasMac nia(int algorithm, const KNasInt& key, std::uint32_t count, Octet bearer, Octet direction, View message);
void nea(int algorithm, const KNasEnc& key, std::uint32_t count, Octet bearer, Octet direction,
         std::span<Octet> message);

// TS 33.401 B.2.2: UIA2 of TS 35.215 with FRESH = BEARER || 0..0.
NasMac nia1(const KNasInt& key, std::uint32_t count, Octet bearer, Octet direction, View message);
// TS 33.401 B.1.2: UEA2 of TS 35.215.
void nea1(const KNasEnc& key, std::uint32_t count, Octet bearer, Octet direction, std::span<Octet> message);
// TS 33.401 B.2.4 and B.1.4: 128-EIA3 and 128-EEA3 of TS 35.221.
NasMac nia3(const KNasInt& key, std::uint32_t count, Octet bearer, Octet direction, View message);
void nea3(const KNasEnc& key, std::uint32_t count, Octet bearer, Octet direction, std::span<Octet> message);

// TS 33.401 B.2.3: AES-CMAC over COUNT || BEARER || DIRECTION || 0 || message, the first 4 octets.
NasMac nia2(const KNasInt& key, std::uint32_t count, Octet bearer, Octet direction, View message);

// TS 33.401 B.1.3: AES-CTR; the same call ciphers and deciphers.
void nea2(const KNasEnc& key, std::uint32_t count, Octet bearer, Octet direction, std::span<Octet> message);

std::array<Octet, 16> aes_cmac(View key, View message);  // RFC 4493

}  // namespace akmasim::crypto
