// SPDX-License-Identifier: Apache-2.0
// All residents in one process and one thread: for system tests, sweeps and benchmarks.
#pragma once

#include <map>
#include <vector>

#include "simulator/fabric/host.hpp"

namespace akmasim::fabric {

class SimulatedHost final : public Host {
public:
    static Result<std::unique_ptr<SimulatedHost>> start(const std::vector<Start>& starts, const MakeResident& make);

    Result<Effects> deliver(const Envelope& envelope, Time now) override;

private:
    std::map<std::string, std::unique_ptr<Resident>> residents_;  // by party
};

}  // namespace akmasim::fabric
