// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/open.hpp"

#include <fmt/format.h>

#include "simulator/cli/play.hpp"

namespace akmasim::cli {
namespace {

bool is_scenario(std::string_view path) { return path.ends_with(".yaml") || path.ends_with(".yml"); }

Result<record::Recording> played_recording(const std::string& path) {
    const auto loaded = scenario::load_file(path);
    for (const auto& wrong : loaded.wrong) fmt::print(stderr, "{}", render(wrong));
    if (!loaded.scenario) return fail(Cause::invalid, path + ": not a scenario that can be played");
    const auto& what = *loaded.scenario;
    if (what.abstract) return fail(Cause::invalid, path + ": abstract, made to be extended; name one that extends it");
    const bool reveal = is_test_plmn(what.plmn->mcc.text);
    const auto played = TRY(play_recorded(what, loaded.resolved, "simulated", what.seed.value_or(0), reveal, {}));
    const auto text = TRY(played.recorder->finish(scenario::name_of(played.run.verdict), played.run.complete));
    fmt::print(stderr, "{}: played here; {}\n", what.name,
               reveal ? fmt::format("its key values are shown, since {}/{} is a test PLMN", what.plmn->mcc.text,
                                    what.plmn->mnc.text)
                      : "its key values are hidden");
    return record::read_text(text);
}

}  // namespace

Result<record::Recording> open_recording(const std::string& path) {
    return is_scenario(path) ? played_recording(path) : record::read_file(path);
}

}  // namespace akmasim::cli
