// SPDX-License-Identifier: Apache-2.0
// The files in which a run tells its verdicts.
#pragma once

#include <span>

#include "simulator/base/result.hpp"
#include "simulator/cli/commands.hpp"
#include "simulator/view/result.hpp"

namespace akmasim::cli {

struct Report {
    std::string form;  // junit, tap, json, csv
    std::string file;
};

Result<std::vector<Report>> reports_of(const RunOptions& options);  // invalid: not FORM=FILE

// false: one cannot be written; stderr says which.
bool write_reports(std::span<const Report> reports, std::span<const view::CaseResult> results, bool complete);

}  // namespace akmasim::cli
