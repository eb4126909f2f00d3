// SPDX-License-Identifier: Apache-2.0
// The AAnF's steps.
#include "nf/aanf/aanf.hpp"

#include <algorithm>

#include "simulator/keys/hierarchy.hpp"

namespace akmasim::aanf {

Result<void> Aanf::hear(const Envelope& incoming, Turn& turn) {
    if (!incoming.http || incoming.http->status != 0) return fail(Cause::unexpected, "the AAnF only serves requests");
    const auto route = TRY(sbi::match(incoming.http->method, incoming.http->path));
    if (route.operation == &sbi::register_anchor_key) {
        // TS 33.535 7.1.2: Naanf_AKMA_AnchorKey_Register is for the AUSF.
        if (incoming.from.role != "ausf") return fail(Cause::wrong_sender, "an anchor key from " + incoming.from.role);
        return conversations_.hear(0, TRY(read_request<RegisterAnchorKey>(incoming, "")), turn);
    }
    if (route.operation == &sbi::retrieve_application_key) {
        return conversations_.hear(0, TRY(read_request<RetrieveApplicationKey>(incoming, "")), turn);
    }
    return fail(Cause::unexpected, incoming.http->path + " is not a service of the AAnF");
}

Result<Aanf::State> Aanf::on(const Serving& serving, const RegisterAnchorKey& request, Turn& turn) {
    if (!request.body.supi) return fail(Cause::malformed, "an anchor key without supi");
    // TS 33.535 6.1 step 5: the answer echoes what was stored (TS 29.535 5.1.3.2: 200 with AkmaKeyInfo).
    respond(turn, turn.reply_to(), sbi::register_anchor_key, request.body);
    // TS 33.535 6.1 step 4: only the newest set of a subscriber is kept, an older A-KID finds nothing any more.
    const auto& supi = *request.body.supi;
    if (const auto older = contexts_.find(supi); older != contexts_.end()) by_a_kid_.erase(older->second.a_kid);
    contexts_.insert_or_assign(supi, AkmaContext{request.body.a_kid, request.body.k_akma.clone()});
    by_a_kid_.insert_or_assign(request.body.a_kid, supi);
    return State{serving};
}

bool Aanf::authorized(const std::string& af_fqdn) const {
    const auto& list = configuration_.authorized_afs;
    return list.empty() || std::ranges::find(list, af_fqdn) != list.end();
}

Result<Aanf::State> Aanf::on(const Serving& serving, const RetrieveApplicationKey& request, Turn& turn) {
    const auto af_id = keys::af_id_from_text(request.body.af_id.text());
    if (!af_id) {
        respond_problem(turn, turn.reply_to(), 400, "MANDATORY_IE_INCORRECT");
        return State{serving};
    }
    // TS 33.535 6.2.1 step 2a (assumed): local policy says which AFs may ask.
    if (!authorized(af_id->fqdn.text())) {
        respond_problem(turn, turn.reply_to(), 403, "UNAUTHORIZED_AF");
        return State{serving};
    }
    // TS 33.535 6.2.1 step 2b: no K_AKMA under this A-KID is answered 204 (TS 29.535 5.1.4.2).
    const auto known = by_a_kid_.find(request.body.a_kid);
    if (known == by_a_kid_.end()) {
        turn.respond(turn.reply_to(), sbi::empty_head(204), "");
        return State{serving};
    }
    const auto& context = contexts_.at(known->second);
    naanf::AkmaAfKeyData data;
    // TS 33.535 6.2.1 step 3: K_AF by Annex A.4; the same A-KID and AF_ID always give the same key.
    data.k_af = keys::k_af(turn.kdf(), context.k_akma, *af_id);
    data.expiry = DateTime(turn.date(configuration_.key_lifetime_s * 1'000'000'000));
    // TS 33.535 7.1.5: an anonymous user's identity is not told.
    if (!request.body.anon_ind.value_or(false)) data.supi = known->second;
    respond(turn, turn.reply_to(), sbi::retrieve_application_key, data);
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
