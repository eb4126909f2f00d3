// SPDX-License-Identifier: Apache-2.0
// Documents as the shells of MongoDB print them.
#pragma once

#include <string>
#include <vector>

#include "simulator/base/result.hpp"

namespace akmasim::scenario {

struct MongoDocument {
    std::size_t line = 1;  // on which it begins
    std::string json;
};

// One document after the other, or lists of them: JSON, or what mongo and mongosh print (names without quotes, strings in
// single ones, ObjectId("..."), NumberLong(97), Long('97')). What stands before the first one on lines of its own is a
// prompt. malformed: a bracket without its other, with the line.
Result<std::vector<MongoDocument>> documents_in(const std::string& text);

}  // namespace akmasim::scenario
