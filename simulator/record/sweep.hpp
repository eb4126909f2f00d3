// SPDX-License-Identifier: Apache-2.0
// The last look at a recording before it is written: does a secret stand in it, in whatever dress?
#pragma once

#include <set>
#include <string_view>

#include "simulator/base/octets.hpp"

namespace akmasim::record {

// integrity: a secret stands in the text: raw, hexadecimal, base64, base64url, or the hexadecimal of those texts (both
// cases). The error never says which. One pass over the text, however many secrets there are.
Result<void> sweep(std::string_view text, const std::set<Octets>& secrets);

// Without the values that the scenario itself spells out, as those that an adversary makes up are; its long-term keys stay.
std::set<Octets> not_spelled_out(std::set<Octets> secrets, std::string_view scenario, const std::set<Octets>& long_term);

}  // namespace akmasim::record
