// SPDX-License-Identifier: Apache-2.0
// What is told about the program itself, from its own command line: completion, manual page, doctor.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace akmasim::cli {

void add_manual(CLI::App& app, int& code);  // after all other commands; code: what the command given ended with

std::string completion(const CLI::App& app, const std::string& shell);  // bash, zsh or fish
std::string manual_page(const CLI::App& app);                           // man(7), section 1
int doctor();                                                           // 5: something that is needed is missing

}  // namespace akmasim::cli
