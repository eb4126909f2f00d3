// SPDX-License-Identifier: Apache-2.0
// All verdicts of a run as other programs read them.
#pragma once

#include <span>
#include <string>

#include "simulator/view/result.hpp"

namespace akmasim::view {

// complete: false, the run was interrupted; then each says so.
std::string junit(std::span<const CaseResult> results, bool complete);
std::string tap(std::span<const CaseResult> results, bool complete);          // TAP 14
std::string json_report(std::span<const CaseResult> results, bool complete);  // akma-report/1
std::string csv_table(std::span<const CaseResult> results);                   // one row a case that was played

}  // namespace akmasim::view
