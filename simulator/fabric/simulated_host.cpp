// SPDX-License-Identifier: Apache-2.0
// The simulated host: a call instead of a socket.
#include "simulator/fabric/simulated_host.hpp"

namespace akmasim::fabric {

Result<std::unique_ptr<SimulatedHost>> SimulatedHost::start(const std::vector<Start>& starts,
                                                            const MakeResident& make) {
    auto host = std::make_unique<SimulatedHost>();
    for (const auto& start : starts) host->residents_[party_of({start.role, start.instance})] = TRY(make(start));
    return host;
}

Result<Effects> SimulatedHost::deliver(const Envelope& envelope, Time now) {
    const auto found = residents_.find(party_of(envelope.to));
    if (found == residents_.end()) return fail(Cause::unexpected, "nobody is called " + party_of(envelope.to));
    return found->second->attend(envelope, now);
}

}  // namespace akmasim::fabric
