// SPDX-License-Identifier: Apache-2.0
// akmasim step: through a recording, forth and back; a full screen on a terminal, else line by line.
#include <iostream>

#include <fmt/format.h>
#include <unistd.h>

#include "simulator/base/console.hpp"
#include "simulator/cli/commands.hpp"
#include "simulator/cli/live.hpp"
#include "simulator/cli/open.hpp"
#include "simulator/cli/screen.hpp"
#include "simulator/cli/terminal.hpp"
#include "simulator/view/step.hpp"
#include "simulator/view/viewer.hpp"

namespace akmasim::cli {
namespace {

// What can be gone to: the stepper, or the full screen.
template <class Place>
Result<void> go(Place& place, const StepOptions& options) {
    if (options.event && !place.go_to(*options.event))
        return fail(Cause::invalid, fmt::format("{}: no event {}", options.path, *options.event));
    if (options.at != 0 && !place.go_to_step(options.at))
        return fail(Cause::invalid, fmt::format("{}: no step {}", options.path, options.at));
    return {};
}

int full_screen(record::Recording recording, const StepOptions& options) {
    view::Viewer viewer(std::move(recording), options.quiz);
    if (const auto there = go(viewer, options); !there) return refuse(there.error());
    auto terminal = Terminal::open();
    if (!terminal) {
        console::complain("error: {}\n", terminal.error().detail);
        return 5;
    }
    while (!viewer.ended() && terminal->signal() == 0 && !terminal->hung_up()) {
        terminal->show(viewer.draw(terminal->size(), colour()));
        for (const auto& key : terminal->keys()) {
            if (!viewer.ended()) viewer.press(key);
        }
    }
    return terminal->signal() == 0 ? 0 : 128 + terminal->signal();
}

int line_by_line(record::Recording recording, const StepOptions& options) {
    view::Stepper stepper(std::move(recording), {colour(), width()});
    if (const auto there = go(stepper, options); !there) return refuse(there.error());
    const auto say = [](std::string_view text) {
        console::to_stdout(text);
        console::flush();
    };
    view::run(stepper, std::cin, say, isatty(STDIN_FILENO) != 0);
    return 0;
}

}  // namespace

int step(const StepOptions& options) {
    if ((options.quiz || options.live) && (options.plain || !has_full_screen())) {
        console::complain("error: --quiz and --live need a terminal\n");
        return 2;
    }
    if (options.live) return step_live(options);
    auto recording = open_recording(options.path, options.case_glob);
    if (!recording) return refuse(recording.error());
    if (options.plain || !has_full_screen()) return line_by_line(std::move(*recording), options);
    return full_screen(std::move(*recording), options);
}

}  // namespace akmasim::cli
