// SPDX-License-Identifier: Apache-2.0
// akmasim export: a recording in forms that other programs read.
#include <fstream>

#include <fmt/format.h>

#include "simulator/cli/commands.hpp"
#include "simulator/cli/screen.hpp"
#include "simulator/view/capture.hpp"
#include "simulator/view/diagram.hpp"

namespace akmasim::cli {
namespace {

bool write(const std::string& text, const std::string& path) {
    if (path == "-") return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    std::ofstream file(path, std::ios::binary);
    return static_cast<bool>(file << text << std::flush);
}

}  // namespace

int export_recording(const ExportOptions& options) {
    const auto recording = record::read_file(options.recording);
    if (!recording) return refuse(recording.error());
    const std::pair<const std::string&, std::string (*)(const record::Recording&)> forms[] = {
        {options.pcapng, view::pcapng},     {options.keylog, view::keylog}, {options.mermaid, view::mermaid},
        {options.plantuml, view::plantuml}, {options.csv, view::csv},
    };
    if (!options.keylog.empty() && !recording->header.revealed) {
        return refuse({Cause::invalid, options.recording + ": it hides its keys; record it with --reveal"});
    }
    bool any = false;
    for (const auto& [path, form] : forms) {
        if (path.empty()) continue;
        any = true;
        if (write(form(*recording), path)) continue;
        fmt::print(stderr, "error: cannot write {}\n", path);
        return 5;
    }
    if (any) return 0;
    fmt::print(stderr, "error: export needs a form, for example --pcapng FILE\n");
    return 2;
}

}  // namespace akmasim::cli
