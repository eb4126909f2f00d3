// SPDX-License-Identifier: Apache-2.0
// A key for an application function: who asks, whether it may have it, what it learns of the UE.
#include <algorithm>

#include "nf/aanf/aanf.hpp"
#include "simulator/base/ua_protocols.hpp"

namespace akmasim::aanf {
namespace {

bool has(const std::vector<std::string>& list, const std::string& text) {
    return std::ranges::find(list, text) != list.end();
}

// TS 33.220 H.3: an identifier that ends with the suite is allowed for all of them.
bool covers(std::string_view allowed, std::string_view id) {
    if (allowed.ends_with("yyzz")) return id.starts_with(allowed.substr(0, 6));
    return allowed == id;
}

}  // namespace

const AfRecord* Aanf::record_of(const Address& af) const {
    if (!configuration_.afs) return nullptr;
    const auto found = std::ranges::find(*configuration_.afs, party_of(af), &AfRecord::party);
    return found == configuration_.afs->end() ? nullptr : &*found;
}

const AfRecord* Aanf::record_for(const Envelope& asking, const std::string& fqdn) const {
    if (asking.link != Link::n63) return record_of(asking.from);
    if (!configuration_.afs) return nullptr;
    const auto found = std::ranges::find(*configuration_.afs, fqdn, &AfRecord::fqdn);
    return found == configuration_.afs->end() ? nullptr : &*found;
}

// TS 33.535 A.4, TS 29.522 (assumed): an FQDN without an identifier means the one that this AF uses, where it is one.
std::optional<keys::AfId> Aanf::meant(const Envelope& asking, const std::string& af_id) const {
    if (const auto whole = keys::af_id_from_text(af_id)) return *whole;
    const auto* record = record_for(asking, af_id);
    if (af_id.find(':') != std::string::npos || record == nullptr || !record->meant_ua_star_id) return std::nullopt;
    const auto only = UaStarId::from_text(*record->meant_ua_star_id);  // not where it ends with any suite
    return only ? std::optional(keys::AfId{Fqdn(af_id), *only}) : std::nullopt;
}

// Of a protocol that is known, and of those that the AF is limited to, if it is.
bool Aanf::may_use(const AfRecord* record, std::string_view ua_star_id) {
    const bool limited = record != nullptr && !record->ua_star_ids.empty();
    if (limited) return std::ranges::any_of(record->ua_star_ids, [&](const auto& id) { return covers(id, ua_star_id); });
    return std::ranges::any_of(ua_protocols, [&](const auto& one) { return covers(one.ua_star_id, ua_star_id); });
}

// TS 33.535 6.2.1 step 2a (assumed): local policy says which AFs may ask, each for its own FQDN and Ua* protocols. Who
// an AF behind the NEF is, the NEF has checked.
bool Aanf::authorized(const Envelope& asking, const keys::AfId& af_id) const {
    const auto* record = record_for(asking, af_id.fqdn.text());
    const bool usable = may_use(record, hex(af_id.ua_star_id.view()));
    if (asking.link == Link::n63) return usable;
    const auto& list = configuration_.authorized_afs;
    if (!list.empty() && !has(list, af_id.fqdn.text())) return false;
    if (!configuration_.afs) return true;
    const bool checks = !omits(configuration_.omits, "af-id-check");
    if (record == nullptr || (checks && record->fqdn != af_id.fqdn.text())) return false;
    return usable;
}

Result<Aanf::State> Aanf::on(const Serving& serving, const RetrieveApplicationKey& request, Turn& turn) {
    const auto af_id = meant(turn.incoming(), request.body.af_id.text());
    const auto refuse = [&](int status, std::string_view cause) {
        respond_problem(turn, turn.reply_to(), status, cause);
        return State{serving};
    };
    if (!af_id) return refuse(400, "MANDATORY_IE_INCORRECT");
    if (!authorized(turn.incoming(), *af_id)) return refuse(403, "UNAUTHORIZED_AF");
    // TS 33.535 6.2.1 step 2b: no K_AKMA under this A-KID is answered 204 (TS 29.535 5.1.4.2).
    const auto known = by_a_kid_.find(request.body.a_kid);
    if (known == by_a_kid_.end()) {
        respond_nothing(turn, turn.reply_to());
        return State{serving};
    }
    KeyRequest taken{turn.reply_to(), *af_id, request.body.a_kid, known->second, "supi", request.body.notif_uri,
                     naanf::negotiated(request.body.supp_feat)};
    // TS 33.535 4.2.1: the NEF gets the SUPI; an AF of the operator what was agreed with it.
    if (const auto* record = record_of(turn.sender())) taken.identity = record->identity;
    // TS 29.535: the SUPI is for a bearer of that scope; who has it not may learn the GPSI.
    if (taken.identity == "supi" && !turn.allows(sbi::supi_access)) taken.identity = "gpsi";
    // TS 33.535 7.1.5: an anonymous user's identity is not told.
    if (request.body.anon_ind.value_or(false)) taken.identity.clear();
    return decide(std::move(taken), turn);
}

Aanf::State Aanf::decide(KeyRequest request, Turn& turn) {
    auto& context = contexts_.at(request.supi);
    if (context.disabled) {
        respond_problem(turn, request.af, 403, "SERVICE_DISABLED");  // assumed: until the next anchor key
        return Serving{};
    }
    // TS 33.535 5.2 (assumed): the same A-KID gives the same K_AF, so one that ran out is not given again under its
    // A-KID. The AF is refused, and if the policy says so a fresh primary authentication is asked for.
    if (omits(configuration_.omits, "expiry-check")) context.expiries.erase(keys::text_of(request.af_id));
    const auto given = context.expiries.find(keys::text_of(request.af_id));
    if (given != context.expiries.end() && given->second <= turn.now()) {
        respond_problem(turn, request.af, 403, "KAF_EXPIRED");
        if (configuration_.refresh_expired.value_or(false)) return trigger_authentication(request.supi, false, turn);
        return Serving{};
    }
    if (!configuration_.roaming) return identify(std::move(request), turn);
    // TS 33.535 4.1 (assumed): which network serves the UE, the AAnF learns from the UDM with Nudm_UECM_Get.
    ask(turn, sbi::get_amf_registration, {"udm", ""}, sbi::NoBody{}, conversation_, request.supi.text());
    return AwaitingServingNetwork{std::move(request)};
}

Result<Aanf::State> Aanf::on(const AwaitingServingNetwork& was, const ServingNetworkFound& answer, Turn& turn) {
    const auto& policy = *configuration_.roaming;
    const auto* record = record_of(was.request.af.peer);
    std::string network;
    if (answer.success() && answer.body) network = answer.body->guami.plmn_id.mcc + answer.body->guami.plmn_id.mnc;
    // TS 33.535 7.1.3 (cause assumed): a failure indication where the visited network's requirements, such as lawful
    // interception, are not met. Not knowing the network counts as not meeting them.
    const bool declined = network.empty() || has(policy.declined_networks, network);
    const bool visited_af = record != nullptr && record->visited;
    if (declined || (visited_af && !policy.visited_afs)) {
        respond_problem(turn, was.request.af, 403, "ROAMING_NOT_ALLOWED");
        return Serving{};
    }
    return identify(was.request, turn);
}

Aanf::State Aanf::identify(KeyRequest request, Turn& turn) {
    // TS 29.535 5.1.3.2: of a UE that was registered under its GPSI there is no SUPI to be told.
    const auto known = contexts_.find(request.supi);
    if (known != contexts_.end() && known->second.gpsi && !request.identity.empty())
        return give_key(request, known->second.gpsi, turn);
    if (request.identity != "gpsi") return give_key(request, std::nullopt, turn);
    // TS 33.535 4.2.1: the GPSI comes from the UDM.
    ask(turn, sbi::id_translation, {"udm", ""}, sbi::NoBody{}, conversation_, request.supi.text());
    return AwaitingGpsi{std::move(request)};
}

Result<Aanf::State> Aanf::on(const AwaitingGpsi& was, const IdTranslated& answer, Turn& turn) {
    if (answer.success() && answer.body) return give_key(was.request, answer.body->gpsi, turn);
    respond_problem(turn, was.request.af, 500, "SYSTEM_FAILURE");
    return Serving{};
}

Aanf::State Aanf::give_key(const KeyRequest& request, const std::optional<Gpsi>& gpsi, Turn& turn) {
    const auto found = contexts_.find(request.supi);
    // While the UDM was asked, the context may have gone, been replaced or been closed.
    if (found == contexts_.end() || found->second.a_kid != request.a_kid || found->second.disabled) {
        respond_nothing(turn, request.af);
        return Serving{};
    }
    auto& context = found->second;
    naanf::AkmaAfKeyData data;
    // TS 33.535 6.2.1 step 3: K_AF by Annex A.4; the same A-KID and AF_ID always give the same key.
    data.k_af = keys::k_af(turn.kdf(request.supi), context.k_akma, request.af_id);
    const auto lifetime = configuration_.key_lifetime_s * 1'000'000'000;
    const auto expiry = context.expiries.emplace(keys::text_of(request.af_id), turn.now() + lifetime).first->second;
    data.expiry = DateTime(turn.date(expiry - turn.now()));
    data.supp_feat = request.supp_feat;
    if (request.identity == "supi" && !context.gpsi) data.supi = request.supi;
    data.gpsi = gpsi;
    const bool by_nef = request.af.link == Link::n63;
    if (request.notif_uri) {
        std::erase_if(context.listeners, [&](const Listener& one) {
            return one.who == request.af.peer && one.uri == request.notif_uri->text() && one.a_kid == request.a_kid;
        });
        context.listeners.push_back({request.af.peer, by_nef ? &sbi::service_disable_to_nef : &sbi::service_disable,
                                     request.notif_uri->text(), request.a_kid, expiry});
    }
    respond(turn, request.af, by_nef ? sbi::retrieve_for_nef : sbi::retrieve_application_key, data);
    return Serving{};
}

}  // namespace akmasim::aanf
