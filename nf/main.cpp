// SPDX-License-Identifier: Apache-2.0
// akmasim-nf: one network function as a process of its own. akmasim starts it; people use it to see a role's states.
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <fmt/format.h>

#include "nf/registry.hpp"
#include "simulator/base/console.hpp"
#include "simulator/fabric/child.hpp"
#include "simulator/fabric/process_host.hpp"

namespace {

constexpr std::string_view usage =
    "usage: akmasim-nf ROLE --fabric ENDPOINT --party NAME --supervisor PID\n"
    "                                   attend to the messages of a fabric (akmasim run starts this)\n"
    "       akmasim-nf --states ROLE    the messages ROLE accepts, by state\n"
    "       akmasim-nf --roles          the roles\n";

int print_states(std::string_view role) {
    for (const auto& entry : akmasim::nf::registry()) {
        if (entry.role != role) continue;
        std::string_view last;
        for (const auto& [state, message] : entry.pairs()) {
            akmasim::console::say("{:<24} <- {}\n", state == last ? "" : state, message);
            last = state;
        }
        return 0;
    }
    akmasim::console::complain("error: no role is called '{}'; akmasim-nf --roles lists them\n", role);
    return 2;
}

int print_roles() {
    for (const auto& entry : akmasim::nf::registry()) akmasim::console::say("{:<10} {}\n", entry.role, entry.title);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    if (arguments.size() == 1 && arguments[0] == "--roles") return print_roles();
    if (arguments.size() == 1 && (arguments[0] == "--help" || arguments[0] == "-h")) {
        akmasim::console::say("{}", usage);
        return 0;
    }
    if (arguments.size() == 2 && arguments[0] == "--states") return print_states(arguments[1]);
    if (arguments.size() == 7 && arguments[1] == "--fabric" && arguments[3] == "--party" &&
        arguments[5] == "--supervisor") {
        std::signal(SIGINT, SIG_IGN);  // the supervisor decides when to end
        if (!akmasim::fabric::end_with(std::atoi(argv[7]))) return 1;
        return akmasim::fabric::serve(std::string(arguments[4]), std::string(arguments[2]), akmasim::nf::make);
    }
    akmasim::console::complain("{}", usage);
    return 2;
}
