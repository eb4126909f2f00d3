// SPDX-License-Identifier: Apache-2.0
// SHA-256 and HMAC-SHA-256 over contexts that are made once per thread (a fetch per call costs three times the hash).
#pragma once

#include <array>
#include <initializer_list>

#include "simulator/base/octets.hpp"

namespace akmasim::crypto {

using Digest = std::array<Octet, 32>;

Digest sha256(View data);
Digest sha256(View first, View second);   // of their concatenation
Digest hmac_sha256(View key, View data);  // RFC 2104; a key of any length

}  // namespace akmasim::crypto
