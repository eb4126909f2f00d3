// SPDX-License-Identifier: Apache-2.0
// Which bodies an operation has: what describes them to readers, and what lists their fields, made from one table.
#pragma once

#include <string>
#include <vector>

#include "simulator/protocol/fields.hpp"
#include "simulator/protocol/sbi.hpp"
#include "simulator/protocol/sbi_fault.hpp"
#include "simulator/protocol/view_writer.hpp"

namespace akmasim::sbi {

using WriteBody = Result<void> (*)(std::string_view text, ViewWriter& visit);
using ListBody = void (*)(std::vector<Field>& fields);
using FindFault = Fault (*)(std::string_view text);

// All nullptr: there is no body.
struct Body {
    WriteBody write = nullptr;
    ListBody list = nullptr;
    FindFault fault = nullptr;  // of JSON
};
Body request_body(const Operation* operation);
Body response_body(const Operation* operation);

}  // namespace akmasim::sbi
