// SPDX-License-Identifier: Apache-2.0
// akmasim step: through a recording, forth and back.
#include <iostream>

#include <unistd.h>

#include "simulator/cli/commands.hpp"
#include "simulator/cli/screen.hpp"
#include "simulator/record/reader.hpp"
#include "simulator/view/step.hpp"

namespace akmasim::cli {

int step(const StepOptions& options) {
    auto recording = record::read_file(options.path);
    if (!recording) return refuse(recording.error());
    view::Stepper stepper(std::move(*recording), {colour(), width()});
    if (options.at != 0 && !stepper.go_to(options.at)) {
        return refuse({Cause::invalid, options.path + ": no event " + std::to_string(options.at)});
    }
    view::run(stepper, std::cin, std::cout, isatty(STDIN_FILENO) != 0);
    return 0;
}

}  // namespace akmasim::cli
