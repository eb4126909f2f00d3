// SPDX-License-Identifier: Apache-2.0
// Completion scripts out of the command line itself, so that they never fall behind it.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "simulator/cli/manual.hpp"

namespace akmasim::cli {
namespace {

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App*) { return true; });
}

std::vector<std::string> long_options_of(const CLI::App& command) {
    std::vector<std::string> names;
    for (const auto* option : command.get_options()) {
        for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
}

// The words of "TEXT:{a,b}", which is how a choice names its type.
std::vector<std::string> choices_of(const CLI::Option& option) {
    const auto type = option.get_type_name();
    const auto open = type.find('{');
    const auto close = type.rfind('}');
    std::vector<std::string> words;
    if (open == std::string::npos || close == std::string::npos) return words;
    std::string word;
    for (const char c : type.substr(open + 1, close - open - 1) + ",") {
        if (c != ',')
            word += c;
        else if (!word.empty())
            words.push_back(std::exchange(word, {}));
    }
    return words;
}

// Between single quotes of a shell.
std::string in_quotes(std::string_view text) {
    std::string out;
    for (const char c : text)
        out += c == '\'' ? std::string("'\\''") : c == '\n' ? std::string(" ") : std::string(1, c);
    return out;
}

std::string bash_case(const CLI::App& command) {
    std::string text;
    for (const auto* option : command.get_options()) {
        const auto words = choices_of(*option);
        if (words.empty()) continue;
        for (const auto& name : option->get_lnames()) {
            text += fmt::format("        {}:--{}) COMPREPLY=($(compgen -W '{}' -- \"$word\")); return ;;\n",
                                command.get_name(), name, in_quotes(fmt::format("{}", fmt::join(words, " "))));
        }
        if (option->get_positional()) {
            text += fmt::format("        {0}:{0}) COMPREPLY=($(compgen -W '{1}' -- \"$word\")); return ;;\n",
                                command.get_name(), in_quotes(fmt::format("{}", fmt::join(words, " "))));
        }
    }
    return text;
}

std::string bash(const CLI::App& app) {
    std::vector<std::string> names;
    std::string choices;
    std::string options;
    for (const auto* command : commands_of(app)) {
        names.push_back(command->get_name());
        choices += bash_case(*command);
        options +=
            fmt::format("        {}) words='{}' ;;\n", command->get_name(), fmt::join(long_options_of(*command), " "));
    }
    return fmt::format(
        "# akmasim completion bash\n_akmasim() {{\n    local word=\"${{COMP_WORDS[COMP_CWORD]}}\" "
        "before=\"${{COMP_WORDS[COMP_CWORD-1]}}\" words=''\n    COMPREPLY=()\n    if [ \"$COMP_CWORD\" = 1 ]; then\n"
        "        COMPREPLY=($(compgen -W '{} --help' -- \"$word\"))\n        return\n    fi\n"
        "    case \"${{COMP_WORDS[1]}}:$before\" in\n{}    esac\n    case \"${{COMP_WORDS[1]}}\" in\n{}    esac\n"
        "    if [[ $word == -* ]]; then\n        COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n    else\n"
        "        COMPREPLY=($(compgen -f -- \"$word\"))\n    fi\n}}\n"
        "complete -o filenames -F _akmasim akmasim\n",
        fmt::join(names, " "), choices, options);
}

// zsh reads brackets and colons of _arguments itself.
std::string for_zsh(std::string_view text) {
    std::string out;
    for (const char c : in_quotes(text))
        out += c == '[' || c == ']' || c == ':' ? std::string("\\") + c : std::string(1, c);
    return out;
}

std::string zsh_arguments(const CLI::App& command) {
    std::string text;
    for (const auto* option : command.get_options()) {
        const auto words = choices_of(*option);
        const auto values = words.empty() ? std::string("_files") : fmt::format("({})", fmt::join(words, " "));
        const bool takes = option->get_items_expected_max() > 0;
        for (const auto& name : option->get_lnames()) {
            text += fmt::format(" \\\n                '--{}[{}]{}'", name, for_zsh(option->get_description()),
                                takes ? ":value:" + in_quotes(values) : "");
        }
    }
    return text + " \\\n                '*:file:_files'";
}

std::string zsh(const CLI::App& app) {
    std::string commands;
    std::string cases;
    for (const auto* command : commands_of(app)) {
        commands += fmt::format("        '{}:{}'\n", command->get_name(), for_zsh(command->get_description()));
        cases += fmt::format("            {}) _arguments{} ;;\n", command->get_name(), zsh_arguments(*command));
    }
    return fmt::format(
        "#compdef akmasim\n# akmasim completion zsh\n_akmasim() {{\n    local -a commands=(\n{}    )\n"
        "    _arguments -C '1: :->command' '*:: :->arguments'\n    case $state in\n"
        "        command) _describe command commands ;;\n        arguments)\n            case $words[1] in\n{}"
        "            esac ;;\n    esac\n}}\ncompdef _akmasim akmasim\n",
        commands, cases);
}

std::string fish(const CLI::App& app) {
    std::string text = "# akmasim completion fish\n";
    for (const auto* command : commands_of(app)) {
        const auto& name = command->get_name();
        text += fmt::format("complete -c akmasim -n __fish_use_subcommand -f -a {} -d '{}'\n", name,
                            in_quotes(command->get_description()));
        for (const auto* option : command->get_options()) {
            const auto words = choices_of(*option);
            const bool takes = option->get_items_expected_max() > 0;
            for (const auto& long_name : option->get_lnames()) {
                text += fmt::format("complete -c akmasim -n '__fish_seen_subcommand_from {}' -l {}{}{} -d '{}'\n", name,
                                    long_name, takes ? " -r" : "",
                                    words.empty() ? "" : fmt::format(" -f -a '{}'", fmt::join(words, " ")),
                                    in_quotes(option->get_description()));
            }
            if (option->get_positional() && !words.empty()) {
                text += fmt::format("complete -c akmasim -n '__fish_seen_subcommand_from {}' -f -a '{}'\n", name,
                                    fmt::join(words, " "));
            }
        }
    }
    return text;
}

}  // namespace

std::string completion(const CLI::App& app, const std::string& shell) {
    return shell == "bash" ? bash(app) : shell == "zsh" ? zsh(app) : fish(app);
}

}  // namespace akmasim::cli
