// SPDX-License-Identifier: Apache-2.0
// akmasim export: a recording in forms that other programs read.
#include <functional>

#include <fmt/format.h>

#include "simulator/base/console.hpp"
#include "simulator/cli/commands.hpp"
#include "simulator/cli/interruption.hpp"
#include "simulator/cli/open.hpp"
#include "simulator/cli/output.hpp"
#include "simulator/cli/screen.hpp"
#include "simulator/view/capture.hpp"
#include "simulator/view/diagram.hpp"
#include "simulator/view/page.hpp"
#include "simulator/view/picture.hpp"

namespace akmasim::cli {
namespace {

Result<void> write(const std::string& text, const std::string& path, mode_t mode) {
    if (path != "-") return write_file(path, text, mode);
    return console::data(text) ? Result<void>{} : fail(Cause::library, "cannot write to standard output");
}

struct Output {
    const std::string& path;  // empty: not asked for
    std::function<std::string()> text;
};

int write_all(const std::vector<Output>& forms, mode_t mode) {
    bool any = false;
    for (const auto& [path, text] : forms) {
        if (path.empty()) continue;
        any = true;
        const auto made = text();
        if (interrupted_by() != 0) return interrupted_code();  // it may tell less than there is
        const auto written = write(made, path, mode);
        if (written) continue;
        console::complain("error: {}\n", written.error().detail);
        return 5;
    }
    if (any) return 0;
    console::complain("error: export needs a form, for example --html FILE\n");
    return 2;
}

}  // namespace

int export_recording(const ExportOptions& options) {
    if (!options.with.empty() && options.html.empty()) {
        console::complain("error: --with is for --html\n");
        return 2;
    }
    const auto recording = open_recording(options.recording, options.case_glob);
    if (!recording) return refuse(recording.error());
    const auto other =
        options.with.empty() ? Result<record::Recording>{} : open_recording(options.with, options.with_case);
    if (!other) return refuse(other.error());
    if (!options.keylog.empty() && !recording->header.revealed) {
        return refuse({Cause::invalid, options.recording + ": it hides its keys; record it with --reveal"});
    }
    const auto as = [&](std::string (*form)(const record::Recording&)) {
        return [&, form] { return form(*recording); };
    };
    const bool secret = recording->header.revealed || (!options.with.empty() && other->header.revealed);
    const std::vector<Output> forms{
        {options.html,
         [&] {
             const auto exposure = exposure_of(*recording, options.recording);
             return view::page(*recording, exposure ? &*exposure : nullptr, options.with.empty() ? nullptr : &*other);
         }},
        {options.svg, as(view::svg)},
        {options.pcapng, as(view::pcapng)},
        {options.keylog, as(view::keylog)},
        {options.mermaid, as(view::mermaid)},
        {options.plantuml, as(view::plantuml)},
        {options.csv, as(view::csv)},
    };
    return write_all(forms, secret ? secrets_mode : usual_mode);
}

}  // namespace akmasim::cli
