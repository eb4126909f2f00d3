// SPDX-License-Identifier: Apache-2.0
// Which part of a UE hears what: orders and N1 go to the ME, Ua to the MSGin5G client.
#include "nf/ue/ue.hpp"

namespace akmasim::ue {

Result<std::unique_ptr<Ue>> Ue::make(Surroundings around, Configuration configuration) {
    std::unique_ptr<Ue> ue(new Ue(std::move(around)));
    for (auto& profile : configuration.subscribers) {
        const auto name = profile.name;
        auto usim = TRY(Usim::of(profile));
        ue->equipment_.emplace(name, std::make_unique<Equipment>(std::move(profile), std::move(usim), ue->tls_));
    }
    return ue;
}

Result<void> Ue::hear(const Envelope& incoming, Turn& turn) {
    const auto found = equipment_.find(incoming.to.instance);
    if (found == equipment_.end()) return fail(Cause::unexpected, "no UE is called " + incoming.to.instance);
    if (incoming.link == Link::control) return hear_order(*found->second, incoming, turn);
    // A UE hears its serving network on N1 and its server on Ua; who else speaks there is not believed.
    if (incoming.link == Link::n1 && incoming.from.role == "amf") return found->second->me.hear_n1(incoming, turn);
    if (incoming.link == Link::ua && incoming.from.role == "msgin5g") {
        return found->second->client.hear_ua(incoming, turn);
    }
    return fail(Cause::wrong_sender, "a UE hears the AMF on N1 and the MSGin5G server on Ua");
}

Result<void> Ue::hear_order(Equipment& equipment, const Envelope& incoming, Turn& turn) {
    const auto order = TRY(command::decode(incoming.octets));
    if (const auto* now_register = std::get_if<command::Register>(&order))
        return equipment.me.hear_order(*now_register, turn);
    auto& client = equipment.client;
    if (const auto* connect = std::get_if<command::Connect>(&order))
        return client.hear(client.server_meant(connect->server), *connect, turn);
    if (const auto* send = std::get_if<command::Send>(&order))
        return client.hear(client.server_meant(send->server), *send, turn);
    if (const auto* leave = std::get_if<command::Deregister>(&order)) return equipment.me.hear_order(*leave, turn);
    if (const auto* expired = std::get_if<command::TimerExpired>(&order)) {
        // Those of the ME run under no conversation, as there is one; those of the client under their connection or server.
        if (expired->conversation != 0) return client.hear_timer(*expired, turn);
        return equipment.me.hear_order(*expired, turn);
    }
    if (const auto* change = std::get_if<command::Configure>(&order)) return equipment.me.provision(change->json);
    return fail(Cause::unexpected, "an order that a UE does not know");
}

command::Inspection Ue::inspect(const command::Inspect& about) const {
    command::Inspection answer;
    const auto found = equipment_.find(about.ue);
    if (found == equipment_.end()) return answer;
    found->second->me.inspect(answer);
    found->second->client.inspect(answer);
    return answer;
}

}  // namespace akmasim::ue
