// SPDX-License-Identifier: Apache-2.0
// The string patterns of TS 29.571, TS 29.509, TS 29.503 and TS 29.522, by the name of the identifier's type.
#pragma once

#include <string_view>

#include "simulator/base/names.hpp"
#include "simulator/base/result.hpp"

namespace akmasim {

// TS 29.509 SupiOrSuci: which of the two it is shows in its beginning.
using SupiOrSuci = Identifier<"supiOrSuci">;
using NfInstanceId = Identifier<"nfInstanceId">;  // a UUID (TS 29.571)
using DateTime = Identifier<"DateTime">;          // RFC 3339
using Uri = Identifier<"Uri">;

}  // namespace akmasim

namespace akmasim::patterns {

// malformed, without the text: `text` is no such identifier. Unknown names accept any text without NUL up to 1024
// octets.
Result<void> check(std::string_view identifier, std::string_view text);

}  // namespace akmasim::patterns
