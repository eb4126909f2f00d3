// SPDX-License-Identifier: Apache-2.0
// The manual page, and the words of the command line for all that is told about the program itself.
#include "simulator/cli/manual.hpp"
#include "simulator/base/console.hpp"

#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace akmasim::cli {
namespace {

constexpr std::string_view exit_codes =
    ".TP\n0\nall as expected\n.TP\n1\nan expectation was not met\n.TP\n2\nwrong command line\n.TP\n3\na scenario or "
    "recording is invalid, absent or unreadable; nothing was started\n.TP\n4\na replay or a comparison "
    "differs\n.TP\n5\n"
    "the environment: a network function did not start, or ended\n.TP\n6\na secret would have been written; nothing "
    "was\n.TP\n77\nnothing ran\n.TP\n129, 130, 143\ninterrupted by SIGHUP, SIGINT, SIGTERM\n";

// What roff reads as its own: a backslash, a hyphen that is to stay one, a dot or quote that begins a line.
std::string roff(std::string_view text) {
    std::string out;
    bool begins = true;
    for (const char c : text) {
        if (begins && (c == '.' || c == '\'')) out += "\\&";
        begins = c == '\n';
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
    }
    return out;
}

std::string option_entry(const CLI::Option& option) {
    const auto names = option.get_positional() ? option.get_name(true) : option.get_name(false, true);
    const auto type =
        option.get_items_expected_max() == 0 || option.get_positional() ? "" : " " + option.get_type_name();
    return fmt::format(".TP\n.B {}{}\n{}\n", roff(names), roff(type),
                       roff(option.get_description().empty() ? names : option.get_description()));
}

// A command without a footer has inherited the one of the program.
std::string command_section(const CLI::App& app, const CLI::App& command) {
    auto text = fmt::format(".SS akmasim {}\n{}.\n", roff(command.get_name()), roff(command.get_description()));
    for (const auto* option : command.get_options()) text += option_entry(*option);
    if (const auto footer = command.get_footer(); footer != app.get_footer())
        text += ".PP\n.nf\n" + roff(footer) + "\n.fi\n";
    return text;
}

void add_completion(CLI::App& app, int& code) {
    const auto shell = std::make_shared<std::string>();
    auto* command = app.add_subcommand("completion", "a script that completes commands and options in a shell");
    command->add_option("SHELL", *shell)->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
    command->footer(
        "Examples:\n  source <(akmasim completion bash)\n  akmasim completion zsh > \"${fpath[1]}/_akmasim\"\n"
        "  akmasim completion fish > ~/.config/fish/completions/akmasim.fish");
    command->callback([&app, &code, shell] {
        console::say("{}", completion(app, *shell));
        code = 0;
    });
}

}  // namespace

std::string manual_page(const CLI::App& app) {
    auto text = fmt::format(
        ".TH AKMASIM 1\n.SH NAME\nakmasim \\- AKMA for MSGin5G, from registration to one protected message\n"
        ".SH SYNOPSIS\n.B akmasim\nCOMMAND [OPTIONS]\n.SH DESCRIPTION\n{}.\n.SH COMMANDS\n",
        roff(app.get_description()));
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; }))
        text += command_section(app, *command);
    text += ".SH EXIT STATUS\n" + std::string(exit_codes);
    return text + ".SH ENVIRONMENT\n.TP\nNO_COLOR\nif set, nothing is coloured\n.SH EXAMPLES\n.nf\n" +
           roff(app.get_footer()) + "\n.fi\n";
}

void add_manual(CLI::App& app, int& code) {
    add_completion(app, code);
    auto* man = app.add_subcommand("man", "the manual page; akmasim man | man -l -");
    man->callback([&app, &code] {
        console::say("{}", manual_page(app));
        code = 0;
    });
    auto* ask = app.add_subcommand("doctor", "what this machine has and lacks for akmasim, and what to install");
    ask->callback([&code] { code = doctor(); });
}

}  // namespace akmasim::cli
