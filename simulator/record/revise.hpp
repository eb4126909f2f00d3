// SPDX-License-Identifier: Apache-2.0
// Recordings that come from recordings: closed anew, with a history, without their key values.
#pragma once

#include <string>
#include <vector>

#include "simulator/record/reader.hpp"

namespace akmasim::record {

// The lines with a trailer over them.
std::string closed(std::string lines, const Trailer& trailer);

// The text of an intact recording with this history in its header. invalid: it is none, or it has a history already.
Result<std::string> with_history(const std::string& text, const std::vector<Acceptance>& history);

// What the same run would have recorded without its key values, history and all. secrets: of the scenario. invalid: it
// hides them already, or its id is not that of what stands in it. integrity: a secret would still stand in it.
Result<std::string> redacted(const Recording& revealed, std::vector<KnownSecret> secrets);

}  // namespace akmasim::record
