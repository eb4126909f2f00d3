// SPDX-License-Identifier: Apache-2.0
// The commands for those who write scenarios, as CLI11 reads them.
#pragma once

namespace CLI {
class App;
}

namespace akmasim::cli {

void add_authoring(CLI::App& app, int& code);  // code: of the command that was given

}  // namespace akmasim::cli
