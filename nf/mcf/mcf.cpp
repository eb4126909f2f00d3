// SPDX-License-Identifier: Apache-2.0
// The association service.
#include "nf/mcf/mcf.hpp"

namespace akmasim::mcf {

Mcf::Mcf(Surroundings around, const Configuration& configuration) : Resident(std::move(around)) {
    for (const auto& record : configuration.associations) by_ue_id_[record.ue_id].emplace_back(record.ue_service_id);
}

Result<void> Mcf::hear(const Envelope& incoming, Turn& turn) {
    if (!incoming.http || incoming.http->status != 0)
        return fail(Cause::unexpected, "the configuration function only serves requests");
    if (incoming.from.role != "msgin5g")
        return fail(Cause::wrong_sender, "an association asked by " + incoming.from.role);
    const auto route = TRY(sbi::match(incoming.http->method, incoming.http->path, incoming.link));
    if (route.operation != &sbi::association)
        return fail(Cause::unexpected, incoming.http->path + " is not a service of the MCF");
    return conversations_.hear(0, TRY(read_request<Association>(incoming, "")), turn);
}

Result<Mcf::State> Mcf::on(const Serving& serving, const Association& query, Turn& turn) {
    // TS 33.501 Y.2: the server fetches the association by the UE ID that the AAnF gave it, and compares for itself.
    const auto& asked = query.body;
    const auto ue_id = asked.supi ? asked.supi->text() : asked.gpsi.value_or(Gpsi{}).text();
    Associations found;
    if (const auto known = by_ue_id_.find(ue_id); known != by_ue_id_.end()) found.ue_service_ids = known->second;
    respond(turn, turn.reply_to(), sbi::association, found);
    return State{serving};
}

}  // namespace akmasim::mcf
