// SPDX-License-Identifier: Apache-2.0
// The keys that SUCIs are made and opened with.
#pragma once

#include <string>

#include "simulator/scenario/diagnostic.hpp"
#include "simulator/scenario/scenario.hpp"
#include "simulator/scenario/tree.hpp"

namespace akmasim::cli {

// The public key of a private one, in hexadecimal; empty: it is none of that scheme (1 Profile A, 2 Profile B).
std::string home_network_public_key(int scheme, const std::string& private_key);

// Each subscriber whose SUCI no private key of the scenario opens: there is none with its id and scheme, or its public
// key is another one's. A scenario may mean it so; lint says it.
scenario::Diagnostics unmatched_home_network_keys(const scenario::Scenario& what, const scenario::Node& resolved);

}  // namespace akmasim::cli
