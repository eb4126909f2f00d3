// SPDX-License-Identifier: Apache-2.0
// The words of the command line for recordings as regression tests.
#include "simulator/cli/replaying.hpp"

#include <memory>

#include <CLI/CLI.hpp>

#include "simulator/cli/seed.hpp"

namespace akmasim::cli {
namespace {

using Paths = std::vector<std::string>;

void add_replay(CLI::App& app, int& code) {
    const auto options = std::make_shared<ReplayOptions>();
    auto* command = app.add_subcommand("replay", "run recordings again with their seeds and compare");
    command->add_option("RECORDING", options->recordings, "recordings, or folders of *.rec.jsonl")->required();
    command->add_option(
        "--scenario", options->scenario,
        "the scenario file that holds the keys; else the one of the recorded name beside the recording or "
        "in a folder scenarios");
    command->add_option("--host", options->host, "where the network functions live")
        ->check(CLI::IsMember({"processes", "simulated"}));
    command
        ->add_option("--level", options->level,
                     "flow: order, parties, names of messages; fields: also what is decoded; octets (without this "
                     "option): also the octets and times")
        ->check(CLI::IsMember({"flow", "fields", "octets"}));
    command
        ->add_option("--report", options->reports,
                     "junit=FILE, tap=FILE or json=FILE: the verdicts for other programs")
        ->allow_extra_args(false);  // what follows is a recording again
    command->add_option("--jobs,-j", options->jobs, "how many are replayed at the same time")->check(CLI::Range(1, 64));
    auto* as_scenario = command->add_flag("--as-scenario", options->as_scenario,
                                          "with another seed: compare the flow, and the kinds and lengths of fields");
    command->add_option("--seed", options->seed, "that other seed; without it one is drawn")
        ->needs(as_scenario)
        ->check(not_a_seed);
    auto* only = command->add_option(
        "--only", options->only, "these parties really live, the recording plays the others: ue, amf, aanf-west, ...");
    auto* except = command->add_option("--except", options->except, "the recording plays these parties");
    for (auto* cast : {only, except}) cast->delimiter(',')->allow_extra_args(false)->excludes(as_scenario);
    auto* stale = command->add_flag("--stale", options->stale,
                                    "play nothing: list recordings whose scenario says something else today");
    auto* unreferenced = command
                             ->add_flag("--unreferenced", options->unreferenced,
                                        "play nothing: list recordings whose scenario does not exist any more")
                             ->excludes(stale);
    only->excludes(except);
    for (auto* listing : {stale, unreferenced}) listing->excludes(only)->excludes(except);
    command->footer(
        "Where one differs, NAME.rec.jsonl.new is written beside it (not with CI=true) and the command ends with 4; "
        "then\n"
        "akmasim review. --stale ends with 4, --unreferenced with 3 where there are any.\n"
        "With --only or --except what the real parties do is compared, and no file is written.\n"
        "Example: akmasim replay scenarios/recorded --host simulated --report junit=replay.xml");
    command->callback([options, &code] { code = replay(*options); });
}

void add_review(CLI::App& app, int& code) {
    const auto listed = std::make_shared<Paths>(Paths{"."});
    auto* list = app.add_subcommand("pending", "list replays that differed and wait for a decision");
    list->add_option("DIR", *listed, "folders")->capture_default_str();
    list->footer("Ends with 4 where there are any.");
    list->callback([listed, &code] { code = pending(*listed); });

    const auto reviewed = std::make_shared<Paths>(Paths{"."});
    auto* command = app.add_subcommand("review", "decide one by one on replays that differed");
    command->add_option("DIR", *reviewed, "folders")->capture_default_str();
    command->footer(
        "Answers, one a line: a accept, r reject, s skip, d show the difference, e edit the reason, q skip all that is "
        "left.\nEnds with 4 where some are left.");
    command->callback([reviewed, &code] { code = review(*reviewed); });
}

void add_decisions(CLI::App& app, int& code) {
    const auto accepted = std::make_shared<AcceptOptions>();
    auto* take = app.add_subcommand("accept", "put what a replay gave in the place of the recording");
    take->add_option("RECORDING", accepted->recordings, "recordings with a .new beside them, or folders")->required();
    take->add_option("-m,--message", accepted->why, "why it is right now; kept in the recording's header")->required();
    take->footer("Example: akmasim accept scenarios/recorded/ua-implicit.rec.jsonl -m 'the AF asks for the GPSI too'");
    take->callback([accepted, &code] { code = accept(*accepted); });

    const auto rejected = std::make_shared<Paths>();
    auto* drop = app.add_subcommand("reject", "throw away what a replay gave; the recording stays");
    drop->add_option("RECORDING", *rejected, "recordings with a .new beside them, or folders")->required();
    drop->callback([rejected, &code] { code = reject(*rejected); });
}

void add_redact(CLI::App& app, int& code) {
    const auto options = std::make_shared<RedactOptions>();
    auto* command = app.add_subcommand("redact", "take the key values out of a recording made with --reveal");
    command->add_option("RECORDING", options->recording)->required();
    command->add_option("-o,--output", options->output, "where to; - is stdout; without it the recording itself");
    command->footer(
        "Gives what the same run would have recorded without --reveal. Ends with 6, and writes nothing, where a "
        "secret\n"
        "would still stand in it.");
    command->callback([options, &code] { code = redact(*options); });
}

}  // namespace

void add_replaying(CLI::App& app, int& code) {
    add_replay(app, code);
    add_review(app, code);
    add_decisions(app, code);
    add_redact(app, code);
}

}  // namespace akmasim::cli
