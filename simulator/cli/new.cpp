// SPDX-License-Identifier: Apache-2.0
// akmasim new: a short scenario that runs, to be changed.
#include <filesystem>

#include <fmt/format.h>

#include "simulator/base/console.hpp"
#include "simulator/cli/commands.hpp"
#include "simulator/cli/output.hpp"
#include "simulator/cli/screen.hpp"
#include "simulator/scenario/project.hpp"
#include "simulator/scenario/scenario.hpp"

namespace akmasim::cli {
namespace {

namespace fs = std::filesystem;

// As it is written in a file of that folder.
std::string relative_to(const fs::path& folder, const fs::path& path) {
    std::error_code none;
    const auto from = fs::weakly_canonical(fs::absolute(folder / ".", none), none);
    return fs::weakly_canonical(fs::absolute(path, none), none).lexically_relative(from).generic_string();
}

std::string head_of(const fs::path& file, std::string_view title) {
    std::string text;
    if (const auto& shipped = scenario::shipped_scenarios(); !shipped.empty()) {
        const auto schema = shipped / "schema/akma-scenario-1.schema.json";
        text = fmt::format("# yaml-language-server: $schema={}\n", relative_to(file.parent_path(), schema));
    }
    return text +
           fmt::format("schema: akma-scenario/1\nname: {}\ntitle: {}\ntags: [mine]\n", file.stem().string(), title);
}

std::string steps_of(const std::string& ue) {
    return fmt::format(R"(steps:
  - id: reg
    register: {{ ue: {0} }}
    expect:
      sees: [N1.AuthenticationRequest, N61.RegisterAnchorKeyRequest]
  - id: open
    connect: {{ ue: {0}, to: msgin5g }}
    check:
      - same: [ue.{0}.K5GMSG, msgin5g.{0}.K5GMSG]
)",
                       ue);
}

constexpr std::string_view own_subscriber = R"(seed: 1                                  # leave it out and one is drawn
plmn: { mcc: '001', mnc: '01' }
subscribers:
  alice:
    supi: 'imsi-001010000000001'
    key: '465b5ce8b199b49faa5f0a2ee238a6bc'   # Milenage test set 1, never for a real network
    op: 'cd63cb71954a9f4e48a5994e37a02baf'
    sqn: '000000000020'
    akma: true
)";

// The parent's own steps stay where it has some.
Result<std::string> child_of(const fs::path& file, const std::string& parent) {
    if (const auto why = scenario::why_not_a_part(parent, file); !why.empty()) return fail(Cause::invalid, why);
    const auto loaded = scenario::load_file(parent);
    if (!loaded.scenario) return fail(Cause::invalid, parent + " is no valid scenario; `akmasim lint` says why");
    auto text = head_of(file, fmt::format("What this one shows, other than {}", loaded.scenario->name));
    text += fmt::format("extends: {}    # maps are merged, lists are replaced, null removes\n",
                        relative_to(file.parent_path(), parent));
    const auto& subscribers = loaded.scenario->subscribers;
    if (subscribers.empty()) return fail(Cause::invalid, parent + " has no subscriber");
    const auto& ue = subscribers.begin()->first;
    text += fmt::format("subscribers:\n  {}: {{ akma: true }}          # say here what is different\n", ue);
    return loaded.scenario->steps.empty() ? text + steps_of(ue) : text;
}

}  // namespace

int new_scenario(const NewOptions& options) {
    const fs::path file(options.file);
    const auto text = options.from.empty()
                          ? Result<std::string>(head_of(file, "One UE registers and opens TLS with K5GMSG") +
                                                std::string(own_subscriber) + steps_of("alice"))
                          : child_of(file, options.from);
    if (!text) return refuse(text.error());
    if (file.extension() != ".yaml") {
        console::complain("error: {}: expected a file that ends in .yaml\n", options.file);
        return 2;
    }
    if (const auto written = write_new_file(options.file, *text); !written) {
        console::complain("error: {}\n", written.error().detail);
        return written.error().cause == Cause::invalid ? 2 : 5;
    }
    console::say("{}: run it with `akmasim run {}`\n", options.file, options.file);
    return 0;
}

}  // namespace akmasim::cli
