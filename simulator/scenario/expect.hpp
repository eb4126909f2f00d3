// SPDX-License-Identifier: Apache-2.0
// Expectations against what was recorded, and checks against what the network functions hold.
#pragma once

#include <functional>
#include <map>
#include <optional>

#include "simulator/protocol/command.hpp"
#include "simulator/record/event.hpp"
#include "simulator/scenario/scenario.hpp"

namespace akmasim::scenario {

using Saved = std::map<std::string, std::string>;
// The value at an address such as ue.alice.KAUSF; nothing: it is not held there.
using Lookup = std::function<Result<std::optional<std::string>>(const std::string& address)>;

std::string with_saved(std::string text, const Saved& saved);  // ${save.NAME} replaced

bool fields_match(const Pattern& pattern, const std::string& json);  // of a message's fields alone
// A field of a message as text, "nothing" where it is absent.
std::string field_text(const record::Event& event, const std::string& name);
bool matches(const Pattern& pattern, const record::Event& event, const Saved& saved);

// What is not as expected, each with the place in the file that expects it.
Diagnostics compare(const Expectation& expect, const std::optional<command::Report>& report,
                    std::span<const record::Event> events, std::int64_t began, const Mark& step, const Saved& saved);
// before: what the operands of `unchanged` were before the step, by address; empty text: nothing.
Diagnostics compare(const std::vector<Check>& checks, const Lookup& lookup, const Saved& before, const Saved& saved);

}  // namespace akmasim::scenario
