// SPDX-License-Identifier: Apache-2.0
// A connection that fails while K_AKMA is young is tried again. Nothing in TS 33.535 6.1 and 6.2 orders the AUSF's
// registration of the anchor key before the UE's first request to an AF: who is quick finds an AAnF without the key.
#include <algorithm>

#include "nf/ue/msgin5g_client.hpp"

namespace akmasim::ue {

// The conversation of its timer: the server's place in the profile, from 1.
std::uint64_t Msgin5gClient::place_of(const ServerAccess* access) const {
    return static_cast<std::uint64_t>(access - me_.profile().servers.data()) + 1;
}

Result<void> Msgin5gClient::hear_retry(const command::TimerExpired& expired, Turn& turn) {
    const auto& servers = me_.profile().servers;
    const auto place = expired.conversation - 1;
    if (place >= servers.size()) return fail(Cause::unexpected, "a timer of no server");
    return conversations_.resume(party_of({"msgin5g", servers[place].instance}), expired, turn);
}

std::optional<Msgin5gClient::State> Msgin5gClient::retry(const Session& session, Turn& turn) const {
    const auto& policy = me_.profile().retry;
    if (!policy || session.retries >= policy->times || turn.now() - me_.akma_since() > policy->within)
        return std::nullopt;
    turn.start(retry_timer, place_of(session.access), policy->first << session.retries);
    return AwaitingRetry{session.order, session.retries + 1};
}

Result<Msgin5gClient::State> Msgin5gClient::on(const AwaitingRetry& was, const command::TimerExpired&, Turn& turn) {
    return begin(was.order, was.number, turn);
}

Result<Msgin5gClient::State> Msgin5gClient::on(const AwaitingRetry&, const command::Connect& order, Turn& turn) {
    turn.stop(retry_timer, place_of(access_to(server_meant(order.server))));
    return begin(order, 0, turn);
}

Result<Msgin5gClient::State> Msgin5gClient::on(const AwaitingRetry& was, const command::Send&, Turn& turn) {
    turn.report({"failed", "", 0, "ue", "", "there is no session with the MSGin5G server"});
    return State{was};
}

}  // namespace akmasim::ue
