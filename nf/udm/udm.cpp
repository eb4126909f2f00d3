// SPDX-License-Identifier: Apache-2.0
// The UDM's two services towards the AUSF: Nudm_UEAuthentication_Get and _ResultConfirmation.
#include "nf/udm/udm.hpp"

#include <algorithm>

#include "simulator/keys/eap_aka_prime.hpp"
#include "simulator/keys/hierarchy.hpp"

namespace akmasim::udm {
namespace {

// TS 29.503 6.3.7.3: application errors of Nudm_UEAuthentication, as their causes are spelled.
int status_of(const std::string& cause) {
    if (cause == "USER_NOT_FOUND") return 404;
    if (cause == "UNSUPPORTED_PROTECTION_SCHEME") return 501;
    return 403;
}

AmfField with_separation_bit(AmfField amf, bool set) {
    // TS 33.501 6.1.3.2.0 step 1: the separation bit, bit 0 of the AMF field, is the most significant one.
    amf.writable()[0] = static_cast<Octet>(set ? amf.view()[0] | 0x80 : amf.view()[0] & 0x7f);
    return amf;
}

Autn autn_of(const Sqn& concealed, const AmfField& amf, const MacA& mac) {
    // TS 33.102 6.3.2: AUTN = (SQN xor AK) || AMF || MAC-A
    Autn autn;
    auto out = autn.writable();
    std::copy_n(concealed.view().begin(), 6, out.begin());
    std::copy_n(amf.view().begin(), 2, out.begin() + 6);
    std::copy_n(mac.view().begin(), 8, out.begin() + 8);
    return autn;
}

}  // namespace

Result<std::unique_ptr<Udm>> Udm::make(Surroundings around, Configuration configuration) {
    std::unique_ptr<Udm> udm(new Udm(std::move(around)));
    for (auto& key : configuration.home_network_keys) {
        const auto scheme = key.scheme == 1 ? crypto::Scheme::profile_a : crypto::Scheme::profile_b;
        udm->keys_.push_back(TRY(crypto::HomeNetworkKey::from(scheme, key.private_key)));
        udm->key_names_.emplace_back(key.id, key.scheme);
    }
    for (auto& record : configuration.subscribers) {
        const auto sqn = SequenceNumber::of(record.sqn);
        const auto supi = record.supi;
        auto functions = TRY(crypto::functions_of(record.credentials));
        udm->subscriptions_.emplace(supi, Subscription{std::move(record), std::move(functions), sqn, 0, {}, {}});
    }
    udm->plmns_ = std::move(configuration.plmns);
    udm->realms_ = std::move(configuration.realms);
    udm->serving_networks_ = std::move(configuration.serving_networks);
    udm->reauthentication_ = configuration.reauthentication.value_or(true);
    return udm;
}

Result<void> Udm::hear_order(const Envelope& incoming, Turn& turn) {
    const auto order = TRY(command::decode(incoming.octets));
    if (const auto* change = std::get_if<command::Configure>(&order)) return provision(change->json);
    if (const auto* remove = std::get_if<command::RemoveContext>(&order)) return conversations_.hear(0, *remove, turn);
    const auto* choice = std::get_if<command::ChooseMethod>(&order);
    if (choice == nullptr) return fail(Cause::unexpected, "an order that a UDM does not know");
    const auto found = subscriptions_.find(Supi(choice->supi));
    if (found == subscriptions_.end()) return fail(Cause::unexpected, "a method for nobody");
    found->second.record.auth_method = choice->method;
    return {};
}

Result<void> Udm::hear(const Envelope& incoming, Turn& turn) {
    if (incoming.link == Link::control) return hear_order(incoming, turn);
    if (!incoming.http) return fail(Cause::unexpected, "the UDM has service-based interfaces alone");
    if (incoming.http->status != 0) {
        if (TRY(asked(incoming)).operation == KeyForgotten::name)
            return conversations_.hear(0, TRY(read_response<KeyForgotten>(incoming)), turn);
        return conversations_.hear(0, TRY(read_response<Reauthenticating>(incoming)), turn);
    }
    const auto route = TRY(sbi::match(incoming.http->method, incoming.http->path, incoming.link));
    if (incoming.link == Link::n13) return hear_authentication(incoming, route, turn);
    return hear_context_management(incoming, route, turn);
}

Result<void> Udm::hear_authentication(const Envelope& incoming, const sbi::Matched& route, Turn& turn) {
    // TS 33.501 14.2.1: Nudm_UEAuthentication is for the AUSF.
    if (incoming.from.role != "ausf")
        return fail(Cause::wrong_sender, "Nudm_UEAuthentication asked by " + incoming.from.role);
    if (route.operation == &sbi::generate_auth_data) {
        return conversations_.hear(0, TRY(read_request<GenerateAuthData>(incoming, route.parameter)), turn);
    }
    return conversations_.hear(0, TRY(read_request<ConfirmAuth>(incoming, route.parameter)), turn);
}

Result<Udm::State> Udm::on(const Serving& serving, const GenerateAuthData& request, Turn& turn) {
    const auto refuse = [&](const std::string& cause) -> State {
        respond_problem(turn, turn.reply_to(), status_of(cause), cause);
        return serving;
    };
    // TS 33.501 6.1.2: the serving network must be one that may serve this operator's subscribers.
    const auto& network = request.body.serving_network_name;
    if (!serving_networks_.empty() && std::ranges::find(serving_networks_, network.text()) == serving_networks_.end()) {
        return refuse("SERVING_NETWORK_NOT_AUTHORIZED");
    }
    const auto supi = identify(request.parameter);
    if (!supi) return refuse(supi.error().detail);
    auto& subscription = subscriptions_.at(*supi);
    if (request.body.resynchronization_info && !resynchronise(subscription, *request.body.resynchronization_info)) {
        return refuse("AUTHENTICATION_REJECTED");
    }
    respond(turn, turn.reply_to(), sbi::generate_auth_data, make_vector(subscription, network, turn));
    return serving;
}

Result<Supi> Udm::identify(const std::string& supi_or_suci) const {
    const auto supi = supi_or_suci.starts_with("suci-") ? TRY(reveal(supi_or_suci)) : Supi(supi_or_suci);
    if (!subscriptions_.contains(supi)) return fail(Cause::unexpected, "USER_NOT_FOUND");
    return supi;
}

// TS 33.501 6.12.2 (inferred): MCC and MNC both, each as it is written: digits alone do not tell 001/01 from 001/019.
bool Udm::is_home_of(const nas::Suci& suci) const {
    if (suci.supi_format != nas::SupiFormat::imsi) return std::ranges::find(realms_, suci.realm) != realms_.end();
    return std::ranges::find(plmns_, nudm::PlmnId{suci.mcc, suci.mnc}) != plmns_.end();
}

Result<Supi> Udm::reveal(const std::string& text) const {
    // TS 33.501 6.12.5: the SIDF resolves the SUPI by the protection scheme that made the SUCI.
    const auto suci = nas::Suci::from_text(text);
    if (!suci) return fail(Cause::malformed, "INVALID_SCHEME_OUTPUT");
    if (!is_home_of(*suci)) return fail(Cause::unexpected, "USER_NOT_FOUND");
    if (suci->protection_scheme == 0) return nas::supi_of(*suci, suci->scheme_output);
    if (suci->protection_scheme > 2) return fail(Cause::unexpected, "UNSUPPORTED_PROTECTION_SCHEME");
    const std::pair<int, int> wanted{suci->home_network_public_key_id, suci->protection_scheme};
    const auto known = std::ranges::find(key_names_, wanted);
    if (known == key_names_.end()) return fail(Cause::unexpected, "INVALID_HN_PUBLIC_KEY_IDENTIFIER");
    const auto plain = crypto::reveal(keys_[static_cast<std::size_t>(known - key_names_.begin())], suci->scheme_output);
    if (!plain) return fail(Cause::malformed, "INVALID_SCHEME_OUTPUT");
    auto supi = nas::supi_of(*suci, *plain);
    if (!supi) return fail(Cause::malformed, "INVALID_SCHEME_OUTPUT");
    return supi;
}

bool Udm::resynchronise(Subscription& subscription, const nudm::ResynchronizationInfo& info) {
    // TS 33.102 6.3.5 (assumed): SQN_MS is read out of AUTS with AK* = f5*, and MAC-S is f1* with AMF = 0000.
    const auto outputs = subscription.f->vector(info.rand);
    Sqn sqn_ms;
    for (std::size_t i = 0; i < 6; ++i) sqn_ms.writable()[i] = info.auts.view()[i] ^ outputs.ak_star.view()[i];
    const auto mac_s = subscription.f->f1_star(info.rand, sqn_ms, AmfField{});
    if (!same_in_constant_time(mac_s.view(), info.auts.view().subspan(6))) return false;
    const auto theirs = SequenceNumber::of(sqn_ms);
    const auto ours = subscription.sqn.next();
    const bool still_accepted = ours.seq() > theirs.seq() && ours.seq() - theirs.seq() <= SequenceNumber::delta;
    if (!still_accepted) subscription.sqn = theirs;
    return true;
}

nudm::AuthenticationInfoResult Udm::make_vector(Subscription& subscription, const ServingNetworkName& network,
                                                Turn& turn) {
    // TS 33.501 6.1.3.2.0 step 1 (6.1.3.1 with EAP-AKA'): RAND, AUTN, XRES* and K_AUSF make the 5G HE AV.
    const auto next = subscription.sqn.next();
    const auto rand = turn.random("RAND").draw<Rand>();
    const auto amf = with_separation_bit(subscription.record.amf, subscription.record.separation_bit.value_or(true));
    const auto outputs = subscription.f->vector(rand);
    const auto mac = subscription.f->f1(rand, next.octets(), amf);
    Sqn concealed;
    for (std::size_t i = 0; i < 6; ++i) concealed.writable()[i] = next.octets().view()[i] ^ outputs.ak.view()[i];
    keys::note_ck_ik(turn.kdf(subscription.record.supi), outputs.ck, outputs.ik, rand, subscription.f->clause());

    nudm::AuthenticationInfoResult result;
    if (subscription.record.auth_method.value_or("") == "eap-aka-prime") {
        // TS 33.501 6.1.3.1 step 1: CK' and IK' instead of CK and IK, and XRES as the USIM will answer.
        auto primes = keys::ck_ik_prime(turn.kdf(subscription.record.supi), outputs.ck, outputs.ik, network, concealed);
        nudm::AvEapAkaPrime vector;
        vector.rand = rand;
        vector.autn = autn_of(concealed, amf, mac);
        vector.xres = outputs.res;
        vector.ck_prime = std::move(primes.ck);
        vector.ik_prime = std::move(primes.ik);
        result.auth_type = nudm::AuthType::eap_aka_prime;
        result.authentication_vector = std::move(vector);
    } else {
        nudm::Av5gHeAka vector;
        vector.rand = rand;
        vector.autn = autn_of(concealed, amf, mac);
        vector.xres_star =
            keys::res_star(turn.kdf(subscription.record.supi), outputs.ck, outputs.ik, network, rand, outputs.res);
        vector.k_ausf = keys::k_ausf(turn.kdf(subscription.record.supi), outputs.ck, outputs.ik, network, concealed);
        result.authentication_vector = std::move(vector);
    }
    result.supi = subscription.record.supi;
    // TS 33.535 6.1 step 2: with the AKMA indication goes the Routing Indicator.
    if (subscription.record.akma) {
        result.akma_ind = true;
        result.routing_id = subscription.record.routing_indicator;
    }
    subscription.sqn = next;
    return result;
}

Result<Udm::State> Udm::on(const Serving& serving, const ConfirmAuth& event, Turn& turn) {
    // TS 33.501 6.1.4.1a: the home network keeps the result of the authentication, linked to the serving network.
    const auto subscriber = subscriptions_.find(Supi(event.parameter));
    if (subscriber == subscriptions_.end()) {
        respond_problem(turn, turn.reply_to(), 404, "USER_NOT_FOUND");
        return State{serving};
    }
    const auto id = ++subscriber->second.auth_events;
    subscriber->second.ausf = turn.sender();
    const auto location = fmt::format("http://udm/nudm-ueau/v1/{}/auth-events/{}", event.parameter, id);
    respond(turn, turn.reply_to(), sbi::confirm_auth, event.body, location);
    return State{serving};
}

command::Inspection Udm::inspect(const command::Inspect& about) const {
    command::Inspection answer;
    const auto found = subscriptions_.find(Supi(about.supi));
    if (found == subscriptions_.end()) return answer;
    answer.add("sqn", hex(found->second.sqn.octets().view()));
    answer.add("authEvents", std::to_string(found->second.auth_events));
    return answer;
}

}  // namespace akmasim::udm
