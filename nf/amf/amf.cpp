// SPDX-License-Identifier: Apache-2.0
// The steps of the AMF and its SEAF.
#include "nf/amf/amf.hpp"

#include "simulator/keys/hierarchy.hpp"

namespace akmasim::amf {
namespace {

using nas::FiveGmmCause;

// One cause for all that the home network says about an identity: a UE cannot probe which subscribers exist.
FiveGmmCause cause_for(int status, const std::string& cause) {
    if (cause == "SERVING_NETWORK_NOT_AUTHORIZED") return FiveGmmCause::serving_network_not_authorized;
    if (status == 500 || status >= 502) return FiveGmmCause::no_suitable_cells;
    return FiveGmmCause::illegal_ue;
}

void reject(const UeRecord& record, FiveGmmCause cause, Turn& turn) {
    nas::RegistrationReject message;
    message.cause = cause;
    turn.send(record.ue, nas::encode(message));
}

// The path of a link: the SEAF follows the href it was given (TS 29.509 6.1.3.3).
std::string path_of(const std::string& href) {
    const auto scheme = href.find("://");
    if (scheme == std::string::npos) return href;
    const auto slash = href.find('/', scheme + 3);
    return slash == std::string::npos ? "/" : href.substr(slash);
}

template <class State>
const std::shared_ptr<NasContext>* security_in(const State& state) {
    return std::visit(
        [](const auto& held) -> const std::shared_ptr<NasContext>* {
            if constexpr (requires { held.security; })
                return &held.security;
            else
                return nullptr;
        },
        state);
}

void send_protected(const UeRecord& record, NasContext& security, const nas::Message& message, Turn& turn) {
    const auto plain = nas::encode(message);
    turn.send(record.ue, security.protect(plain, SecurityHeader::ciphered, Direction::downlink), plain);
}

}  // namespace

Result<void> Amf::hear(const Envelope& incoming, Turn& turn) {
    if (incoming.link == Link::n1) return hear_n1(incoming, turn);
    if (incoming.link == Link::n12 && incoming.http) return hear_sbi(incoming, turn);
    return fail(Cause::unexpected, "the AMF hears N1 and N12");
}

Result<void> Amf::hear_n1(const Envelope& incoming, Turn& turn) {
    connection_ = incoming.stream;
    if (const auto owner = owners_.find(connection_); owner != owners_.end() && owner->second != incoming.from) {
        return fail(Cause::wrong_sender, "an N1 connection that belongs to another UE");
    }
    const auto* state = conversations_.find(connection_);
    const auto* security = state == nullptr ? nullptr : security_in(*state);
    const bool in_clear = incoming.octets.size() < 2 || (incoming.octets[1] & 0x0f) == 0;
    // TS 24.501 4.4.4.3: with a security context only Security Mode Reject may still come in clear.
    const auto message = TRY(nas::decode(security != nullptr && !in_clear
                                             ? TRY((*security)->unprotect(incoming.octets, Direction::uplink))
                                             : incoming.octets));
    if (security != nullptr && in_clear && !std::holds_alternative<nas::SecurityModeReject>(message)) {
        return fail(Cause::integrity, "a message in clear on a secured N1 connection");
    }
    TRY(std::visit([&](const auto& heard) { return conversations_.hear(connection_, heard, turn); }, message));
    owners_.emplace(connection_, incoming.from);
    return {};
}

Result<void> Amf::hear_sbi(const Envelope& incoming, Turn& turn) {
    const auto outstanding = TRY(asked(incoming));
    connection_ = outstanding.conversation;
    if (outstanding.operation == Authenticated::name) {
        return conversations_.hear(connection_, TRY(read_response<Authenticated>(incoming)), turn);
    }
    return conversations_.hear(connection_, TRY(read_response<AkaConfirmed>(incoming)), turn);
}

Result<Amf::State> Amf::on(const Idle&, const nas::RegistrationRequest& request, Turn& turn) {
    const auto* suci = std::get_if<nas::Suci>(&request.identity);
    UeRecord record{turn.reply_to(), request, SupiOrSuci(suci == nullptr ? "" : suci->text().text())};
    // Not modelled: finding a UE by its 5G-GUTI; a registration begins with a SUCI.
    if (suci == nullptr || !request.ue_security_capability) {
        reject(record,
               suci == nullptr ? FiveGmmCause::identity_cannot_be_derived : FiveGmmCause::invalid_mandatory_information,
               turn);
        return Rejected{};
    }
    return authenticate(std::move(record), std::nullopt, turn);
}

Result<Amf::State> Amf::on(const Rejected&, const nas::RegistrationRequest& request, Turn& turn) {
    return on(Idle{}, request, turn);
}

Amf::State Amf::authenticate(UeRecord record, std::optional<nausf::ResynchronizationInfo> resynchronization,
                             Turn& turn) {
    // TS 33.501 6.1.2: the SEAF asks the AUSF, with SUCI and serving network name.
    nausf::AuthenticationInfo info;
    info.supi_or_suci = record.identity;
    info.serving_network_name = keys::serving_network_name(configuration_.mcc, configuration_.mnc);
    info.resynchronization_info = std::move(resynchronization);
    ask(turn, sbi::authenticate, {"ausf", ""}, info, connection_);
    return AwaitingVector{std::move(record)};
}

Result<Amf::State> Amf::on(const AwaitingVector& awaiting, const Authenticated& answer, Turn& turn) {
    if (!answer.success() || !answer.body) {
        reject(awaiting.record, cause_for(answer.status, answer.problem.cause.value_or("")), turn);
        return Rejected{};
    }
    // TS 33.501 6.1.3.2.0 step 6: RAND and AUTN go to the UE with ngKSI and ABBA.
    const auto* data = std::get_if<nausf::Av5gAka>(&answer.body->five_g_auth_data);
    const auto& confirmation = answer.body->links.confirmation;
    if (data == nullptr || !confirmation) return fail(Cause::unexpected, "an answer to 5G AKA without its vector");
    nas::AuthenticationRequest challenge;
    challenge.ng_ksi = 0;
    challenge.rand = data->rand;
    challenge.autn = data->autn;
    turn.send(awaiting.record.ue, nas::encode(challenge));
    return AwaitingResStar{awaiting.record, path_of(confirmation->href.text()), data->rand, data->hxres_star,
                           challenge.abba};
}

Result<Amf::State> Amf::on(const AwaitingResStar& awaiting, const nas::AuthenticationResponse& response, Turn& turn) {
    if (!response.res_star) return fail(Cause::malformed, "an Authentication Response without RES*");
    // TS 33.501 6.1.3.2.0 step 9: the SEAF compares HRES* with HXRES* before it asks the home network.
    const auto hres_star = keys::hres_star(awaiting.rand, *response.res_star);
    const bool matched = same_in_constant_time(hres_star.view(), awaiting.hxres_star.view());
    // TS 33.501 6.1.3.2.0 step 10: RES* goes to the AUSF in either case.
    nausf::ConfirmationData data;
    data.res_star.value = response.res_star;
    auto head = sbi::request_head(sbi::aka_confirmation);
    head.path = awaiting.confirmation_path;
    turn.request(Link::n12, {"ausf", ""}, std::move(head), body::write(data), connection_,
                 std::string(AkaConfirmed::name));
    return AwaitingConfirmation{awaiting.record, awaiting.abba, matched};
}

Result<Amf::State> Amf::on(const AwaitingResStar& awaiting, const nas::AuthenticationFailure& failure, Turn& turn) {
    // TS 33.501 6.1.3.3.2: on a synchronisation failure the home network gets RAND and AUTS.
    if (failure.cause == FiveGmmCause::synch_failure && failure.auts) {
        return authenticate(awaiting.record, nausf::ResynchronizationInfo{awaiting.rand, *failure.auts}, turn);
    }
    // TS 33.501 6.1.3.3.1 (assumed): after #20 or #26 with a SUCI the network may reject at once, which it does here.
    turn.send(awaiting.record.ue, nas::encode(nas::AuthenticationReject{}));
    return Rejected{};
}

Result<Amf::State> Amf::on(const AwaitingConfirmation& awaiting, const AkaConfirmed& answer, Turn& turn) {
    const bool confirmed = answer.success() && answer.body && answer.body->auth_result == nausf::AuthResult::success;
    // TS 33.501 6.1.3.2.2: RES* wrong for SEAF or AUSF, and a SUCI was used: Authentication Reject.
    if (!confirmed || !awaiting.res_star_matched || !answer.body->k_seaf || !answer.body->supi) {
        turn.send(awaiting.record.ue, nas::encode(nas::AuthenticationReject{}));
        return Rejected{};
    }
    // TS 33.501 6.1.3.2.0 step 13: with K_SEAF and SUPI at hand the SEAF makes K_AMF.
    const auto k_amf = keys::k_amf(turn.kdf(), *answer.body->k_seaf, *answer.body->supi, awaiting.abba);
    return start_security_mode(awaiting.record, *answer.body->supi, k_amf, turn);
}

int Amf::choose(const std::vector<std::string>& priority, const nas::SecurityCapability& offered, bool integrity,
                bool emergency) const {
    // TS 33.501 5.3.2 and 5.3.3: the first of the operator's list that the UE offers; NIA0 in an emergency alone.
    if (integrity && configuration_.null_integrity_always) return 0;
    for (const auto& name : priority) {
        const int algorithm = name.back() - '0';
        if (integrity && algorithm == 0 && !emergency) continue;
        if (integrity ? offered.offers_ia(algorithm) : offered.offers_ea(algorithm)) return algorithm;
    }
    return -1;
}

Amf::State Amf::start_security_mode(const UeRecord& record, const Supi& supi, const KAmf& k_amf, Turn& turn) {
    const auto& offered = *record.request.ue_security_capability;
    const bool emergency = record.request.registration_type == nas::RegistrationType::emergency;
    const int ea = choose(configuration_.ea, offered, false, emergency);
    const int ia = choose(configuration_.ia, offered, true, emergency);
    if (ea < 0 || ia < 0) {
        reject(record, FiveGmmCause::security_capabilities_mismatch, turn);
        return Rejected{};
    }
    // TS 33.501 6.7.2 step 1b: algorithms, ngKSI and the UE's own capabilities, integrity protected with the new key.
    auto enc = keys::k_nas_enc(turn.kdf(), k_amf, static_cast<Octet>(ea));
    auto integrity = keys::k_nas_int(turn.kdf(), k_amf, static_cast<Octet>(ia));
    auto security = std::make_shared<NasContext>(std::move(enc), std::move(integrity), ea, ia);
    nas::SecurityModeCommand command;
    command.ea = static_cast<std::uint8_t>(ea);
    command.ia = static_cast<std::uint8_t>(ia);
    command.replayed_capability = offered;
    const auto plain = nas::encode(command);
    turn.send(record.ue, security->protect(plain, SecurityHeader::integrity_new_context, Direction::downlink), plain);
    return AwaitingSecurityMode{record, supi, std::move(security)};
}

nas::Guti Amf::allocate_guti(Turn& turn) const {
    const auto random = turn.random("5G-TMSI").draw<FixedOctets<"5G-TMSI", 4>>();
    nas::Guti guti{configuration_.mcc, configuration_.mnc, 1, 1, 0, 0};
    for (const Octet octet : random.view()) guti.tmsi = guti.tmsi << 8 | octet;
    return guti;
}

Result<Amf::State> Amf::on(const AwaitingSecurityMode& awaiting, const nas::SecurityModeComplete& complete,
                           Turn& turn) {
    // TS 33.501 6.4.6 step 5: the whole Registration Request comes in the container and counts from now on.
    auto record = awaiting.record;
    if (complete.nas_message_container) {
        const auto inner = TRY(nas::decode(*complete.nas_message_container));
        const auto* request = std::get_if<nas::RegistrationRequest>(&inner);
        if (request == nullptr) return fail(Cause::malformed, "a container that holds no Registration Request");
        record.request = *request;
    }
    // TR 33.862 key issue 2 (seed only): the UE retrieves the AKMA capability from the 5GC.
    if (configuration_.capability == "seed-literal" && configuration_.seed_capability_sent) {
        nas::SeedAkmaCapability capability;
        capability.akma_supported = configuration_.akma_capability;
        send_protected(record, *awaiting.security, capability, turn);
    }
    // TS 33.501 6.12.3: a new 5G-GUTI goes out with an initial registration's acceptance.
    const auto guti = allocate_guti(turn);
    nas::RegistrationAccept accept;
    accept.guti = guti;
    send_protected(record, *awaiting.security, accept, turn);
    registered_[awaiting.supi] = guti.text();
    return AwaitingComplete{std::move(record), awaiting.supi, awaiting.security};
}

Result<Amf::State> Amf::on(const AwaitingSecurityMode&, const nas::SecurityModeReject&, Turn&) {
    // TS 24.501 5.4.2.5: the procedure ends, and with it the registration.
    return Rejected{};
}

Result<Amf::State> Amf::on(const AwaitingComplete& awaiting, const nas::RegistrationComplete&, Turn&) {
    return Registered{awaiting.record, awaiting.supi, awaiting.security};
}

command::Inspection Amf::inspect(const command::Inspect& about) const {
    command::Inspection answer;
    if (const auto found = registered_.find(Supi(about.supi)); found != registered_.end())
        answer.add("GUTI", found->second);
    return answer;
}

}  // namespace akmasim::amf
