// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/authoring.hpp"

#include <memory>

#include <CLI/CLI.hpp>

#include "simulator/cli/commands.hpp"
#include "simulator/cli/import.hpp"

namespace akmasim::cli {
namespace {

void add_list(CLI::App& app, int& code) {
    const auto options = std::make_shared<ListOptions>();
    auto* command = app.add_subcommand("list", "list scenarios: title, tags, clauses, expected verdict");
    command->add_option("PATH", options->paths, "files or folders")->capture_default_str();
    command->add_flag("--json", options->json);
    command->callback([options, &code] { code = list(*options); });
}

void add_events(CLI::App& app, int& code) {
    const auto options = std::make_shared<EventsOptions>();
    auto* command = app.add_subcommand("events", "list the messages of each link that a scenario may name");
    command->add_option("PATTERN", options->pattern, "a part of LINK.Message, or with * and ? a pattern of all of it");
    command->add_flag("--fields", options->fields, "with the fields of each and what they hold");
    command->add_flag("--json", options->json);
    command->footer("Examples:\n  akmasim events 'N1.*'\n  akmasim events --fields RegisterAnchorKey");
    command->callback([options, &code] { code = events(*options); });
}

void add_lint(CLI::App& app, int& code) {
    const auto options = std::make_shared<LintOptions>();
    auto* command = app.add_subcommand("lint", "say everything that is wrong with scenarios, without running them");
    command->add_option("PATH", options->paths, "files or folders")->required();
    command->footer("Ends with 3 where something is wrong; warnings alone end with 0.");
    command->callback([options, &code] { code = lint(*options); });
}

void add_new(CLI::App& app, int& code) {
    const auto options = std::make_shared<NewOptions>();
    auto* command = app.add_subcommand("new", "write a short scenario that runs, to be changed");
    command->add_option("FILE", options->file)->required();
    command->add_option("--from", options->from, "the scenario that the new one extends");
    command->footer("Example: akmasim new mine.yaml --from scenarios/akma-tls13.yaml");
    command->callback([options, &code] { code = new_scenario(*options); });
}

void add_schema(CLI::App& app, int& code) {
    auto* command = app.add_subcommand("schema", "print the JSON Schema (draft-07) of scenario files, for editors");
    command->callback([&code] { code = schema(); });
}

void add_import(CLI::App& app, int& code) {
    const auto path = std::make_shared<std::string>();
    const auto digits = std::make_shared<int>(0);
    auto* command =
        app.add_subcommand("import", "turn subscribers of UERANSIM, Open5GS or free5GC into ours, on stdout");
    command->add_option("FILE", *path, "ue.yaml; what mongoexport, mongo or mongosh print; lines of open5gs-dbctl; free5GC's JSON")
        ->required();
    command->add_option("--mnc-digits", *digits, "of the MNC, where the file does not say it")->check(CLI::Range(2, 3));
    command->footer("Example: akmasim import open5gs-ue.yaml > subscribers.yaml, then include: [subscribers.yaml]");
    command->callback([path, digits, &code] { code = import_file(*path, *digits); });
}

}  // namespace

void add_authoring(CLI::App& app, int& code) {
    add_list(app, code);
    add_events(app, code);
    add_lint(app, code);
    add_schema(app, code);
    add_new(app, code);
    add_import(app, code);
}

}  // namespace akmasim::cli
