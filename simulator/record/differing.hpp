// SPDX-License-Identifier: Apache-2.0
// Two events side by side, field by field; for the files that compare runs.
#pragma once

#include <vector>

#include "simulator/record/compare.hpp"

namespace akmasim::record {

bool same(const Event& expected, const Event& got, bool with_seq);

// The names, the content, then octets and times: at least one where they are not the same.
std::vector<Difference> differing_fields(const Event& expected, const Event& got, bool with_seq);

// Two events of which it makes no sense to compare the fields, or one (nullptr) that the other side does not have.
Difference unlike(const Event* expected, const Event* got);

// Of the whole runs.
Nature nature_of(const std::vector<Event>& expected, const std::vector<Event>& got, bool with_seq);

}  // namespace akmasim::record
