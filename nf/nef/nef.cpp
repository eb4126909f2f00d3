// SPDX-License-Identifier: Apache-2.0
// The NEF's steps.
#include "nf/nef/nef.hpp"

#include <algorithm>

#include "simulator/keys/hierarchy.hpp"

namespace akmasim::nef {

template <class Message>
Result<void> Nef::hear_in(std::uint64_t conversation, const Message& message, Turn& turn) {
    conversation_ = conversation;
    TRY(conversations_.hear(conversation, message, turn));
    newest_ = std::max(newest_, conversation);
    return {};
}

Result<void> Nef::hear(const Envelope& incoming, Turn& turn) {
    if (!incoming.http) return fail(Cause::unexpected, "the NEF has service-based interfaces alone");
    if (incoming.http->status != 0) {
        const auto outstanding = TRY(asked(incoming));
        const auto hear = [&](const auto& message) { return hear_in(outstanding.conversation, message, turn); };
        if (outstanding.operation == KeyRetrieved::name) return hear(TRY(read_response<KeyRetrieved>(incoming)));
        if (outstanding.operation == IdTranslated::name) return hear(TRY(read_response<IdTranslated>(incoming)));
        return hear(TRY(read_response<NotificationTaken>(incoming)));
    }
    const auto route = TRY(sbi::match(incoming.http->method, incoming.http->path, incoming.link));
    if (route.operation == &sbi::retrieve_by_nef) {
        return hear_in(newest_ + 1, TRY(read_request<RetrieveByAf>(incoming, "")), turn);
    }
    if (route.operation != &sbi::service_disable_to_nef)
        return fail(Cause::unexpected, incoming.http->path + " is not a service of the NEF");
    if (incoming.from.role != "aanf") return fail(Cause::wrong_sender, "a notification from " + incoming.from.role);
    return hear_in(newest_ + 1, TRY(read_request<ServiceDisabled>(incoming, "")), turn);
}

const AfRecord* Nef::agreement_with(const Address& af, const std::string& af_id) const {
    // Without an identifier it is the FQDN, and the AAnF knows whether that is enough.
    const auto whole = keys::af_id_from_text(af_id);
    const auto fqdn = whole ? whole->fqdn.text() : af_id;
    const auto found = std::ranges::find(configuration_.afs, party_of(af), &AfRecord::party);
    const bool its_own = found != configuration_.afs.end() && found->fqdn == fqdn;
    return its_own ? &*found : nullptr;
}

Result<Nef::State> Nef::on(const Serving& serving, const RetrieveByAf& request, Turn& turn) {
    // TS 33.535 6.3 (assumed): the NEF checks whether this AF may ask, and for this AF_ID.
    const auto* agreement = agreement_with(turn.sender(), request.body.af_id.text());
    if (agreement == nullptr) {
        respond_problem(turn, turn.reply_to(), 403, "UNAUTHORIZED_AF");
        return State{serving};
    }
    // TS 33.535 6.3: an A-KID's realm names the home network; those of others find nothing here.
    if (!request.body.a_kid.text().ends_with("@" + configuration_.realm)) {
        respond_nothing(turn, turn.reply_to());
        return State{serving};
    }
    auto forwarded = request.body;
    forwarded.supp_feat.reset();  // negotiated on each interface by itself
    if (forwarded.notif_uri) forwarded.notif_uri = Uri("http://nef" + sbi::path_of(sbi::service_disable_to_nef));
    const auto aanf = aanf_for(configuration_.aanfs, keys::routing_indicator_of(request.body.a_kid).text());
    ask(turn, sbi::retrieve_for_nef, aanf, forwarded, conversation_);
    return AwaitingKey{turn.reply_to(), request.body.a_kid, agreement->gpsi, request.body.notif_uri,
                       naanf::negotiated(request.body.supp_feat)};
}

// TS 33.535 7.1.6: who has no good key under an A-KID any more need not hear of its end.
void Nef::forget_expired(Time now) {
    while (!ends_.empty() && ends_.begin()->first <= now) {
        const auto found = listeners_.find(ends_.begin()->second);
        if (found != listeners_.end() && found->second.until <= now) listeners_.erase(found);
        ends_.erase(ends_.begin());
    }
}

Result<Nef::State> Nef::on(const AwaitingKey& was, const KeyRetrieved& answer, Turn& turn) {
    if (!answer.success()) {
        respond_problem(turn, was.af, answer.status, answer.problem.cause.value_or(""));
        return Serving{};
    }
    if (!answer.body) {
        respond_nothing(turn, was.af);
        return Serving{};
    }
    if (was.notif_uri) {
        forget_expired(turn.now());
        auto& [listeners, until] = listeners_[was.a_kid];
        until = std::max(until, turn.now() + turn.until(answer.body->expiry.text()).value_or(0));
        ends_.emplace(until, was.a_kid);
        std::erase_if(listeners,
                      [&](const auto& one) { return one.who == was.af.peer && one.uri == was.notif_uri->text(); });
        listeners.push_back({was.af.peer, was.notif_uri->text()});
    }
    auto data = std::make_shared<naanf::AkmaAfKeyData>();
    data->k_af = answer.body->k_af.clone();
    data->expiry = answer.body->expiry;
    data->supp_feat = was.supp_feat;
    // TS 33.535 6.3: the SUPI stays inside; by agreement the AF gets the GPSI, which the UDM knows.
    if (!was.tells_gpsi || !answer.body->supi) {
        respond(turn, was.af, sbi::retrieve_by_nef, *data);
        return Serving{};
    }
    ask(turn, sbi::id_translation, {"udm", ""}, sbi::NoBody{}, conversation_, answer.body->supi->text());
    return AwaitingGpsi{was.af, std::move(data)};
}

Result<Nef::State> Nef::on(const AwaitingGpsi& was, const IdTranslated& answer, Turn& turn) {
    if (answer.success() && answer.body) was.data->gpsi = answer.body->gpsi;
    respond(turn, was.af, sbi::retrieve_by_nef, *was.data);
    return Serving{};
}

Result<Nef::State> Nef::on(const Serving& serving, const ServiceDisabled& notice, Turn& turn) {
    const auto found = listeners_.find(notice.body.a_kid);
    if (found == listeners_.end()) {
        respond_problem(turn, turn.reply_to(), 404, "CONTEXT_NOT_FOUND");
        return State{serving};
    }
    for (const auto& listener : found->second.who)
        notify(turn, sbi::service_disable_by_nef, listener.who, listener.uri, notice.body, conversation_);
    const auto told = found->second.who.size();
    listeners_.erase(found);
    return AwaitingAck{turn.reply_to(), told, 0};
}

Result<Nef::State> Nef::on(const AwaitingAck& was, const NotificationTaken& answer, Turn& turn) {
    auto now = was;
    if (!answer.success()) now.worst = answer.status;
    if (--now.missing != 0) return State{now};
    if (now.worst == 0)
        respond_nothing(turn, was.aanf);
    else
        respond_problem(turn, was.aanf, now.worst, "");
    return Serving{};
}

}  // namespace akmasim::nef
