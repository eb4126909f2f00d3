// SPDX-License-Identifier: Apache-2.0
// One process per network function, a ROUTER here and a DEALER there, over ipc:// in a private directory.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/fabric/build_id.hpp"
#include "simulator/fabric/host.hpp"

namespace akmasim::fabric {

// Starts `program ROLE --fabric ENDPOINT --party PARTY` for each start, waits until all are ready, and ends them all
// when it goes.
class ProcessHost final : public Host {
public:
    // interrupted: asked again and again while an NF is waited for, here and in deliver().
    // library: the program cannot be started, an NF ended before it was ready, a time limit passed, or it was
    // interrupted. Nothing is left.
    static Result<std::unique_ptr<ProcessHost>> start(const std::string& program, const std::vector<Start>& starts,
                                                      std::function<bool()> interrupted = {});
    ~ProcessHost() override;

    Result<Effects> deliver(const Envelope& envelope, Time now) override;
    Result<void> restart(const std::string& party) override;  // the process ends and another is spawned

private:
    struct Parts;
    explicit ProcessHost(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

// The other side: connects to the fabric and attends to one message after another until told to quit. Returns an exit
// code. build: what it says it is, which the fabric's end must be too.
int serve(const std::string& party, const std::string& endpoint, const MakeResident& make,
          std::string_view build = build_id());

}  // namespace akmasim::fabric
