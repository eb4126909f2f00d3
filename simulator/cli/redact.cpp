// SPDX-License-Identifier: Apache-2.0
// akmasim redact: a recording without its key values.
#include <fmt/format.h>
#include <sys/stat.h>

#include "simulator/base/console.hpp"
#include "simulator/cli/output.hpp"
#include "simulator/cli/recordings.hpp"
#include "simulator/cli/replaying.hpp"
#include "simulator/cli/screen.hpp"
#include "simulator/record/revise.hpp"
#include "simulator/scenario/configure.hpp"

namespace akmasim::cli {
namespace {

int say(const std::string& path, const Error& error) {
    const bool leaks = error.cause == Cause::integrity;
    console::complain("error: {}: {}{}\n", path, error.detail, leaks ? "; nothing was written" : "");
    return leaks ? 6 : error.cause == Cause::library ? 5 : 3;
}

Result<std::string> without_keys(const record::Recording& recording, const std::string& path) {
    if (!recording.trailer.intact)
        return fail(Cause::invalid, "its trailer does not fit its lines: it was edited; record it anew");
    const auto loaded = scenario::load_resolved(recording.header.resolved, path);
    if (!loaded.scenario) return fail(Cause::invalid, "the recorded scenario is not understood; record its file anew");
    return record::redacted(recording, secrets_of(*loaded.scenario));
}

// What is made of a file is read by those who may read it.
mode_t mode_of(const std::string& path) {
    struct stat there {};
    return stat(path.c_str(), &there) == 0 && S_ISREG(there.st_mode) ? there.st_mode & 0777 : usual_mode;
}

}  // namespace

int redact(const RedactOptions& options) {
    const auto recording = record::read_file(options.recording);
    if (!recording) return refuse(recording.error());
    const auto text = without_keys(*recording, options.recording);
    if (!text) return say(options.recording, text.error());
    if (options.output == "-") {
        return console::data(*text) ? 0 : 5;
    }
    const auto& to = options.output.empty() ? options.recording : options.output;
    if (const auto put = write_file(to, *text, mode_of(options.recording)); !put) return say(to, put.error());
    console::say("{}: key values are fingerprints now\n", to);
    return 0;
}

}  // namespace akmasim::cli
