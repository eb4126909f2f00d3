// SPDX-License-Identifier: Apache-2.0
// The commands that show what happened: show, diff, export, explain, step. They read recordings and run nothing else
// than a scenario that is to be stepped through.
#pragma once

namespace CLI {
class App;
}

namespace akmasim::cli {

void add_seeing(CLI::App& app, int& code);  // code: what the command that was given ended with

}  // namespace akmasim::cli
