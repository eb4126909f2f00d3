// SPDX-License-Identifier: Apache-2.0
// What the AAnF hears, and the contexts it keeps.
#include "nf/aanf/aanf.hpp"

#include <algorithm>

namespace akmasim::aanf {

template <class Message>
Result<void> Aanf::hear_in(std::uint64_t conversation, const Message& message, Turn& turn) {
    conversation_ = conversation;
    TRY(conversations_.hear(conversation, message, turn));
    newest_ = std::max(newest_, conversation);
    return {};
}

Result<void> Aanf::hear(const Envelope& incoming, Turn& turn) {
    if (incoming.link == Link::control) return hear_order(incoming, turn);
    if (!incoming.http) return fail(Cause::unexpected, "the AAnF has service-based interfaces alone");
    if (incoming.http->status != 0) return hear_response(incoming, turn);
    const auto route = TRY(sbi::match(incoming.http->method, incoming.http->path, incoming.link));
    const auto fresh = newest_ + 1;
    if (incoming.link == Link::n61) {
        // TS 33.535 7.1.2 and 7.1.4: anchor keys and the removal of contexts are for the AUSF.
        if (incoming.from.role != "ausf") return fail(Cause::wrong_sender, "N61 used by " + incoming.from.role);
        if (route.operation == &sbi::register_anchor_key) {
            return hear_in(fresh, TRY(read_request<RegisterAnchorKey>(incoming, "")), turn);
        }
        return hear_in(fresh, TRY(read_request<RemoveContext>(incoming, "")), turn);
    }
    const bool wants_key =
        route.operation == &sbi::retrieve_application_key || route.operation == &sbi::retrieve_for_nef;
    if (!wants_key) return fail(Cause::unexpected, incoming.http->path + " is not a service of the AAnF");
    if ((incoming.link == Link::n63) != (incoming.from.role == "nef"))
        return fail(Cause::wrong_sender, "N63 is the NEF's, N62 that of AFs; this is " + incoming.from.role);
    return hear_in(fresh, TRY(read_request<RetrieveApplicationKey>(incoming, "")), turn);
}

Result<void> Aanf::hear_response(const Envelope& incoming, Turn& turn) {
    const auto outstanding = TRY(asked(incoming));
    const auto hear = [&](const auto& message) { return hear_in(outstanding.conversation, message, turn); };
    if (outstanding.operation == ServingNetworkFound::name)
        return hear(TRY(read_response<ServingNetworkFound>(incoming)));
    if (outstanding.operation == IdTranslated::name) return hear(TRY(read_response<IdTranslated>(incoming)));
    if (outstanding.operation == AuthTriggered::name) return hear(TRY(read_response<AuthTriggered>(incoming)));
    return hear(TRY(read_response<ServiceDisableAcked>(incoming)));
}

Result<void> Aanf::hear_order(const Envelope& incoming, Turn& turn) {
    const auto order = TRY(command::decode(incoming.octets));
    if (const auto* refresh = std::get_if<command::RefreshKey>(&order)) return hear_in(newest_ + 1, *refresh, turn);
    if (const auto* disable = std::get_if<command::DisableService>(&order)) return hear_in(newest_ + 1, *disable, turn);
    return fail(Cause::unexpected, "an order that the AAnF does not know");
}

bool Aanf::is_late(const Supi& supi, const Turn& turn) {
    // TS 29.500 5.2.3.3.1 (assumed): the API has no time, but its requests may have that of their origination. Without
    // it, or where it cannot be read, the order is that of arrival.
    const auto said = milliseconds_of_sbi_timestamp(turn.incoming().http->origination_timestamp);
    const auto when = said.value_or(turn.seconds() * 1'000);
    const auto [known, first] = latest_.try_emplace(supi, when);
    if (said && *said < known->second) return true;
    known->second = std::max(known->second, when);
    return false;
}

bool Aanf::is_repeat(const Supi& supi, const naanf::AkmaKeyInfo& info) const {
    const auto known = contexts_.find(supi);
    return known != contexts_.end() && known->second.a_kid == info.a_kid &&
           known->second.k_akma == info.k_akma;  // in constant time
}

Result<Aanf::State> Aanf::on(const Serving& serving, const RegisterAnchorKey& request, Turn& turn) {
    // TS 29.535 AkmaKeyInfo: exactly one of the two names the subscriber. TS 33.535 7.1.2 wants the SUPI: under a GPSI
    // alone no SUPI can be told later, and a removal by SUPI does not find the context.
    if (request.body.supi.has_value() == request.body.gpsi.has_value()) {
        respond_problem(turn, turn.reply_to(), 400, request.body.supi ? "MANDATORY_IE_INCORRECT" : "MANDATORY_IE_MISSING");
        return State{serving};
    }
    const auto supi = request.body.supi ? *request.body.supi : Supi(request.body.gpsi->text());
    // TS 33.535 6.1 step 3: the AAnF stores the latest, so an older one that comes late changes nothing. TS 29.502
    // 6.1.7.3 has this cause for requests that overtook each other (assumed here).
    if (is_late(supi, turn)) {
        respond_problem(turn, turn.reply_to(), 403, "LATE_OVERLAPPING_REQUEST");
        return State{serving};
    }
    // TS 33.535 6.1 step 5: the answer echoes what was stored (TS 29.535 5.1.3.2: 200 with AkmaKeyInfo).
    naanf::AkmaKeyInfo stored;
    stored.supp_feat = naanf::negotiated(request.body.supp_feat);
    stored.supi = request.body.supi;
    stored.gpsi = request.body.gpsi;
    stored.a_kid = request.body.a_kid;
    stored.k_akma = request.body.k_akma.clone();
    respond(turn, turn.reply_to(), sbi::register_anchor_key, stored);
    // RFC 9110 9.2.2: a POST that is said again, as its answer was lost, is answered again and changes nothing.
    if (is_repeat(supi, request.body)) return State{serving};
    // TS 33.535 6.1 step 4: only the newest set of a subscriber is kept, an older A-KID finds nothing any more.
    // TS 33.535 7.1.6: who has a key of the former set, which is good until it expires, still wants to be told.
    std::vector<Listener> listeners;
    if (const auto older = contexts_.find(supi); older != contexts_.end()) {
        by_a_kid_.erase(older->second.a_kid);
        listeners = std::move(older->second.listeners);
    }
    std::erase_if(listeners, [&](const Listener& one) { return one.until <= turn.now(); });
    contexts_.insert_or_assign(
        supi, AkmaContext{request.body.a_kid, request.body.k_akma.clone(), {}, std::move(listeners), false, request.body.gpsi});
    by_a_kid_.insert_or_assign(request.body.a_kid, supi);
    return State{serving};
}

Result<Aanf::State> Aanf::on(const Serving& serving, const RemoveContext& request, Turn& turn) {
    if (!request.body.supi) {
        respond_problem(turn, turn.reply_to(), 400, "MANDATORY_IE_MISSING");
        return State{serving};
    }
    if (is_late(*request.body.supi, turn)) {
        respond_problem(turn, turn.reply_to(), 403, "LATE_OVERLAPPING_REQUEST");
        return State{serving};
    }
    // TS 33.535 6.6 (assumed): K_AKMA and A-KID go; a K_AF that was given lives on until it expires.
    const auto found = contexts_.find(*request.body.supi);
    if (found == contexts_.end()) {
        respond_problem(turn, turn.reply_to(), 404, "CONTEXT_NOT_FOUND");
        return State{serving};
    }
    by_a_kid_.erase(found->second.a_kid);
    contexts_.erase(found);
    respond_nothing(turn, turn.reply_to());
    return State{serving};
}

command::Inspection Aanf::inspect(const command::Inspect& about) const {
    command::Inspection answer;
    const auto found = contexts_.find(Supi(about.supi));
    if (found == contexts_.end()) return answer;
    answer.add("A-KID", found->second.a_kid.text());
    answer.add(found->second.k_akma);
    return answer;
}

}  // namespace akmasim::aanf
