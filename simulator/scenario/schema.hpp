// SPDX-License-Identifier: Apache-2.0
// The form of a scenario file as a JSON Schema (draft-07) for editors, written from the loader's own tables.
#pragma once

#include <string>

namespace akmasim::scenario {

// It accepts what the loader may accept, file by file: a parent may leave out what its children say, any member may be
// null or wait for a variable. What follows from several members together only the loader checks.
std::string schema();

}  // namespace akmasim::scenario
