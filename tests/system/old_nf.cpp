// SPDX-License-Identifier: Apache-2.0
// Stands where akmasim-nf should, and says at hello that it is of another build; as a program of another version would.
#include <string>
#include <vector>

#include "nf/registry.hpp"
#include "simulator/fabric/process_host.hpp"

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv, argv + argc);
    if (arguments.size() != 8) return 2;
    return akmasim::fabric::serve(arguments[5], arguments[3], akmasim::nf::make, "0.0.9+of-another-day");
}
