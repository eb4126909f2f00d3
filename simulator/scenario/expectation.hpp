// SPDX-License-Identifier: Apache-2.0
// Expectations and checks as they stand in the file, made strict: only what a run really compares is accepted.
#pragma once

#include <set>

#include "simulator/scenario/scenario.hpp"

namespace akmasim::scenario {

using Names = std::set<std::string>;

Pattern decode_pattern(const Node& node, Diagnostics& wrong);
void check_fields(const Pattern& pattern, Diagnostics& wrong);
// A field that the pattern's message does not have is told at `mark`.
void check_field_name(const Pattern& pattern, std::string_view field, const Mark& mark, Diagnostics& wrong);
std::string did_you_mean(std::string_view text, const std::vector<std::string_view>& known);  // "; did you mean ..."

void decode_expectation(const Node& node, Expectation& expect, Diagnostics& wrong);
void decode_checks(const Node& node, const std::map<std::string, Subscriber>& subscribers, std::vector<Check>& checks,
                   Diagnostics& wrong);

// An address such as ue.alice.KAUSF.
void check_address(const Node& node, const std::map<std::string, Subscriber>& subscribers, Diagnostics& wrong);

// Every ${save.NAME} below `node` must be one of `known`.
void check_saved_names(const Node& node, const Names& known, Diagnostics& wrong);

}  // namespace akmasim::scenario
