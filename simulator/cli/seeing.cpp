// SPDX-License-Identifier: Apache-2.0
// The words of the command line for what is shown.
#include "simulator/cli/seeing.hpp"

#include <memory>

#include <CLI/CLI.hpp>

#include "simulator/cli/commands.hpp"

namespace akmasim::cli {
namespace {

void add_filter(CLI::App& command, view::Filter& filter) {
    command.add_option("--link", filter.link, "only what crossed this reference point, for example N1");
    command.add_option("--ue", filter.ue, "only what is about this subscriber");
    command.add_option("--step", filter.step, "only this step of the scenario, by its id");
}

void add_case(CLI::App& command, std::string& glob) {
    command.add_option("--case", glob, "GLOB: this case of a scenario's matrix; without it the first");
}

void add_show(CLI::App& app, int& code) {
    const auto options = std::make_shared<ShowOptions>();
    auto* command = app.add_subcommand("show", "show a recording: as a ladder, as lines, its keys, its numbers");
    command->add_option("RECORDING", options->recording)->required();
    const auto form = [&](const char* name, Form wanted, const char* help) {
        command->add_flag_callback(
            name, [options, wanted] { options->form = wanted; }, help);
    };
    form("--ladder", Form::ladder, "arrows between the parties (this is what you get without any of these)");
    form("--oneline", Form::oneline, "one line an event");
    form("--json", Form::json, "the events as they stand in the recording");
    form("--keys", Form::keys, "each subscriber's key tree, and who knows what");
    form("--stats", Form::stats, "messages and octets per link, derivations per party");
    add_filter(*command, options->filter);
    command->callback([options, &code] { code = show(*options); });
}

void add_diff(CLI::App& app, int& code) {
    const auto options = std::make_shared<DiffOptions>();
    auto* command = app.add_subcommand("diff", "compare two recordings, event by event");
    command->add_option("A", options->a)->required();
    command->add_option("B", options->b)->required();
    command->add_option("--level", options->level, "flow or fields instead of octets: as in replay")
        ->check(CLI::IsMember({"flow", "fields", "octets"}));
    command->footer("Ends with 0 where they are the same, with 4 where they differ.");
    command->callback([options, &code] { code = diff(*options); });
}

void add_export(CLI::App& app, int& code) {
    const auto options = std::make_shared<ExportOptions>();
    auto* command = app.add_subcommand("export", "write a recording in a form that other programs read");
    command->add_option("RECORDING", options->recording, "a recording, or a scenario to play for this")->required();
    command->add_option("--html", options->html, "a page for the browser, one file that needs nothing else");
    command->add_option("--with", options->with, "with --html: a second recording (or scenario) beside the first");
    add_case(*command, options->case_glob);
    command->add_option("--with-case", options->with_case, "the same for the scenario of --with");
    command->add_option("--svg", options->svg, "the ladder as a picture");
    command->add_option("--pcapng", options->pcapng, "a capture for Wireshark and tshark; - is stdout, here and below");
    command->add_option("--keylog", options->keylog,
                        "TLS secrets as SSLKEYLOGFILE has them (revealed recordings only)");
    command->add_option("--mermaid", options->mermaid, "a sequence diagram for Mermaid");
    command->add_option("--plantuml", options->plantuml, "a sequence diagram for PlantUML");
    command->add_option("--csv", options->csv, "a table, one row an event");
    command->footer(
        "Examples:\n  akmasim export scenarios/akma-tls13.yaml --html akma.html\n"
        "  akmasim export out.rec.jsonl --pcapng out.pcapng && tshark -r out.pcapng -N n\n\n"
        "A scenario on a test PLMN (MCC 001, 999) is played with its key values shown.");
    command->callback([options, &code] { code = export_recording(*options); });
}

void add_explain(CLI::App& app, int& code) {
    const auto options = std::make_shared<ExplainOptions>();
    auto* command = app.add_subcommand("explain", "say what a key, a cause or an event means");
    command->add_option("WHAT", options->words, "a key, a cause, a message; with --in the number of a step");
    command->add_option("--in", options->recording, "explain a step of this recording");
    command->add_option("--event", options->event, "with --in: the event with this seq instead")->needs("--in");
    command->add_option("--explanations", options->explanations, "texts to use instead of the ones built in");
    command->footer(
        "Examples:\n  akmasim explain                   lists what there is\n  akmasim explain KAKMA\n"
        "  akmasim explain 20\n  akmasim explain --in out.rec.jsonl 9");
    command->callback([options, &code] { code = explain(*options); });
}

void add_step(CLI::App& app, int& code) {
    const auto options = std::make_shared<StepOptions>();
    auto* command = app.add_subcommand("step", "go through a scenario or a recording, step by step, forth and back");
    command->add_option("PATH", options->path, "a recording, or a scenario to play for this")->required();
    command->add_option("--at", options->at, "begin at the step with this number");
    command->add_option("--event", options->event, "begin at the step of the event with this seq")->excludes("--at");
    add_case(*command, options->case_glob);
    command->add_flag("--quiz", options->quiz, "hide what comes next and ask for it");
    command->add_flag("--live", options->live, "play the scenario now and hold each message before it is delivered");
    command->add_option("--host", options->host, "with --live: where the network functions live")
        ->check(CLI::IsMember({"processes", "simulated"}));
    command->add_flag("--plain", options->plain, "line by line, also on a terminal");
    command->footer(
        "On a terminal this fills the screen; ? shows its keys. Elsewhere it reads lines: n, b, g N, k, l, q.\n"
        "With --live: n delivers the message held, d drops it, s sets a field (FIELD=VALUE), b goes back by playing\n"
        "again from the seed, r runs on to the end.\n"
        "A scenario on a test PLMN (MCC 001, 999) is played with its key values shown.");
    command->callback([options, &code] { code = step(*options); });
}

void add_report(CLI::App& app, int& code) {
    const auto options = std::make_shared<ReportOptions>();
    auto* command = app.add_subcommand("report", "a set of runs on one page: verdicts, what failed, what each cost");
    command->add_option("PATH", options->paths, "recordings, scenarios (these are played), or folders of them")
        ->required();
    command->add_option("--html", options->html, "the page; a folder beside it gets a page for each run")
        ->capture_default_str();
    command->footer("Example: akmasim report scenarios --html report.html");
    command->callback([options, &code] { code = report(*options); });
}

}  // namespace

void add_seeing(CLI::App& app, int& code) {
    add_show(app, code);
    add_diff(app, code);
    add_export(app, code);
    add_explain(app, code);
    add_step(app, code);
    add_report(app, code);
}

}  // namespace akmasim::cli
