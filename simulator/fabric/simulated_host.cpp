// SPDX-License-Identifier: Apache-2.0
// The simulated host: a call instead of a socket.
#include "simulator/fabric/simulated_host.hpp"

namespace akmasim::fabric {

Result<std::unique_ptr<SimulatedHost>> SimulatedHost::start(const std::vector<Start>& starts,
                                                            const MakeResident& make) {
    auto host = std::make_unique<SimulatedHost>();
    host->make_ = make;
    for (const auto& start : starts) {
        auto resident = TRY(make(start));
        host->residents_.insert_or_assign(party_of({start.role, start.instance}), Place{start, std::move(resident)});
    }
    return host;
}

Result<Effects> SimulatedHost::deliver(const Envelope& envelope, Time now) {
    const auto found = residents_.find(party_of(envelope.to));
    if (found == residents_.end()) return fail(Cause::unexpected, "nobody is called " + party_of(envelope.to));
    return found->second.resident->attend(envelope, now);
}

Result<void> SimulatedHost::restart(const std::string& party) {
    const auto found = residents_.find(party);
    if (found == residents_.end()) return fail(Cause::unexpected, "nobody is called " + party);
    auto& [start, resident] = found->second;
    ++start.life;
    resident = TRY(make_(start));
    return {};
}

const Resident* SimulatedHost::resident(const std::string& party) const {
    const auto found = residents_.find(party);
    return found == residents_.end() ? nullptr : found->second.resident.get();
}

}  // namespace akmasim::fabric
