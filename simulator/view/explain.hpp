// SPDX-License-Identifier: Apache-2.0
// akmasim explain: a word, or an event of a recording with what its cause means and which inputs of the two ends
// differ.
#pragma once

#include <string>

#include "simulator/record/reader.hpp"
#include "simulator/view/explanations.hpp"

namespace akmasim::view {

// invalid: nothing is called so, with what was perhaps meant.
Result<std::string> explain(const Explanations& explanations, std::string_view word, std::size_t width);

// The step with this number (record/steps.hpp), or the event with this seq. invalid: there is none.
Result<std::string> explain(const Explanations& explanations, const record::Recording& recording, std::size_t number,
                            std::size_t width);
Result<std::string> explain_event(const Explanations& explanations, const record::Recording& recording,
                                  std::uint64_t seq, std::size_t width);

std::string list(const Explanations& explanations, std::size_t width);  // all names, by kind

// What explains an event: its key or message, then every cause that it names.
std::vector<const Explanation*> explanations_of(const Explanations& explanations, const record::Event& event);

}  // namespace akmasim::view
