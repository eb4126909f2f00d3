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
    Result<void> restart(const std::string& party) override;
    // nullptr: nobody is called so.
    [[nodiscard]] const Resident* resident(const std::string& party) const;

private:
    struct Place {
        Start start;
        std::unique_ptr<Resident> resident;
    };
    MakeResident make_;
    std::map<std::string, Place> residents_;  // by party
};

}  // namespace akmasim::fabric
