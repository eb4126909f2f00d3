// SPDX-License-Identifier: Apache-2.0
// The same cryptography as a first reading of OpenSSL 3.0's manual gives it: an algorithm looked up in every call.
#pragma once

#include "simulator/base/octets.hpp"

namespace akmasim::bench::naive {

// TS 35.206 4.1: f1 to f5 and f5*, one cipher context for each block.
std::array<Octet, 96> milenage_vector(View k, View opc, View rand, View sqn, View amf);

// TS 33.220 B.2.0 with HMAC(), which looks SHA-256 up each time.
std::array<Octet, 32> kdf(View key, View s);

}  // namespace akmasim::bench::naive
