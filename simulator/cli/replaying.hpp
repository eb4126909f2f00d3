// SPDX-License-Identifier: Apache-2.0
// Recordings as regression tests: replayed, and what differs looked at, taken over or thrown away.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace akmasim::cli {

struct ReplayOptions {
    std::vector<std::string> recordings;  // files and folders
    std::string scenario;                 // where the long-term keys of a recording that hides them come from
    std::string host = "processes";
    std::string level = "octets";      // flow, fields: how closely they are compared
    std::vector<std::string> reports;  // "junit=FILE", tap, json
    int jobs = 1;
    bool as_scenario = false;           // with another seed: only the shape is compared
    std::optional<std::uint64_t> seed;  // of as_scenario; absent: drawn
    bool unreferenced = false;          // list those whose scenario is gone
    std::vector<std::string> only;      // the parties that really live; the recording plays the others
    std::vector<std::string> except;    // the parties that the recording plays
    bool stale = false;                 // list those whose scenario says something else today
};

struct AcceptOptions {
    std::vector<std::string> recordings;
    std::string why;
};

struct RedactOptions {
    std::string recording;
    std::string output;  // empty: over the file itself; "-": stdout
};

int replay(const ReplayOptions& options);            // 4: one differs
int pending(const std::vector<std::string>& paths);  // 4: there are some
int review(const std::vector<std::string>& paths);   // 4: some are left
int accept(const AcceptOptions& options);
int reject(const std::vector<std::string>& recordings);
int redact(const RedactOptions& options);

void add_replaying(CLI::App& app, int& code);

}  // namespace akmasim::cli
