// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/verdict_files.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "simulator/base/console.hpp"
#include "simulator/cli/output.hpp"
#include "simulator/view/verdicts.hpp"

namespace akmasim::cli {
namespace {

std::string text_of(const Report& report, std::span<const view::CaseResult> results, bool complete) {
    if (report.form == "junit") return view::junit(results, complete);
    if (report.form == "tap") return view::tap(results, complete);
    if (report.form == "json") return view::json_report(results, complete);
    return view::csv_table(results);
}

}  // namespace

Result<std::vector<Report>> reports_of(const RunOptions& options) {
    std::vector<Report> reports;
    for (const auto& text : options.reports) {
        const auto equals = std::min(text.find('='), text.size());
        const auto form = text.substr(0, equals);
        const bool known = form == "junit" || form == "tap" || form == "json";
        if (!known || equals + 1 >= text.size())
            return fail(Cause::invalid, "--report " + text + ": expected junit=FILE, tap=FILE or json=FILE");
        reports.push_back({form, text.substr(equals + 1)});
    }
    if (!options.csv.empty()) reports.push_back({"csv", options.csv});
    if (options.output_dir.empty()) return reports;
    const std::filesystem::path folder(options.output_dir);
    reports.push_back({"junit", folder / "junit.xml"});
    reports.push_back({"json", folder / "report.json"});
    reports.push_back({"csv", folder / "cases.csv"});
    return reports;
}

bool write_reports(std::span<const Report> reports, std::span<const view::CaseResult> results, bool complete) {
    bool all = true;
    for (const auto& report : reports) {
        const auto written = write_file(report.file, text_of(report, results, complete));
        if (written) continue;
        console::complain("error: {}\n", written.error().detail);
        all = false;
    }
    return all;
}

}  // namespace akmasim::cli
