// SPDX-License-Identifier: Apache-2.0
// ${axis.NAME} in the tree of one case.
#pragma once

#include "simulator/scenario/diagnostic.hpp"
#include "simulator/scenario/tree.hpp"

namespace akmasim::scenario {

using Row = std::vector<Member>;  // what ${axis.NAME} is in one case, axes first

const Node* value_in(const Row& row, std::string_view name);  // nullptr: no such name
bool refers_to_an_axis(const Node& node);

// A whole map or list where it stands alone; where that is null, the member or item goes. name: of the case, for what
// is wrong; empty: there is no matrix.
void put_in(Node& node, const Row& row, const std::string& name, Diagnostics& wrong);

}  // namespace akmasim::scenario
