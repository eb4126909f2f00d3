// SPDX-License-Identifier: Apache-2.0
// How one value follows from others: each derivation that a run recorded, computed again from octets at hand. What the
// record says of names decides what is tried; what the octets give decides whether it holds.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "simulator/record/event.hpp"

namespace akmasim::knowledge {

// The names of what a derivation starts from. TS 35.206 4.1: Milenage takes OPc too, which the record does not name.
std::vector<std::string> parents_of(const record::Event& derivation);

// What that derivation makes out of these, one for each parent; all hexadecimal. The record does not tell which half of
// a result was taken, how often TUAK iterates or how long its RES is: each is tried until `is_it` takes one.
using IsIt = std::function<bool(const std::string& value)>;
std::optional<std::string> result_of(const record::Event& derivation, const std::vector<std::string>& parents,
                                     const IsIt& is_it);

// Whether that may be `value`.
bool follows(const record::Event& derivation, const std::vector<std::string>& parents, const std::string& value);

// Whether its value can be computed from its parents: not a secret of TLS.
bool is_computable(const record::Event& derivation);

// One value for each of several parents, out of those that each may have: first those that were born together, which
// stand at the same place, then every mixture. Ends where `takes` says so.
void each_choice(const std::vector<std::vector<std::string>>& values,
                 const std::function<bool(const std::vector<std::string>&)>& takes);

// The parameters that nobody can guess, as they cross: RAND, SQN xor AK (TS 33.501 A.2, A.3; TS 35.206 4.1). Names of
// networks, servers and subscribers are no secret for a derivation.
std::vector<std::string> chance_in(const record::Event& derivation);

}  // namespace akmasim::knowledge
