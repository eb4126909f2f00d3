// SPDX-License-Identifier: Apache-2.0
// The ME's steps.
#include "nf/ue/me.hpp"

#include <charconv>

#include "simulator/crypto/suci.hpp"
#include "simulator/keys/hierarchy.hpp"

namespace akmasim::ue {
namespace {

using nas::FiveGmmCause;

int number_of(const std::string& algorithm) { return algorithm.size() == 3 ? algorithm[2] - '0' : 0; }  // "EA2", "IA2"

nas::SecurityCapability capability_of(const Profile& profile) {
    nas::SecurityCapability capability;
    for (const auto& name : profile.ea) capability.add_ea(number_of(name));
    for (const auto& name : profile.ia) capability.add_ia(number_of(name));
    return capability;
}

bool is_protected(const Envelope& incoming) { return incoming.octets.size() > 1 && (incoming.octets[1] & 0x0f) != 0; }

}  // namespace

Me::Me(Profile profile) : profile_(std::move(profile)), usim_(profile_.k.clone(), profile_.opc.clone(), profile_.sqn) {}

Result<void> Me::hear_n1(const Envelope& incoming, Turn& turn) {
    const auto outer = TRY(nas::decode_outer(incoming.octets));
    const auto hear = [&](const auto& message) { return conversations_.hear(0, message, turn); };
    if (outer.security_header_type == nas::SecurityHeaderType::integrity_new_context) {
        // TS 24.501 5.4.2.3: the keys that check this command follow from the algorithms it selects.
        const auto message = TRY(nas::decode(outer.body));
        const auto* command = std::get_if<nas::SecurityModeCommand>(&message);
        if (command == nullptr)
            return fail(Cause::unexpected, "a new security context that is no Security Mode Command");
        return hear(ProtectedSecurityModeCommand{*command, incoming.octets});
    }
    const auto context = security();
    // TS 24.501 4.4.4.2: once the connection is secure, what comes in clear is discarded.
    if (context && !is_protected(incoming))
        return fail(Cause::integrity, "a message in clear on a secured N1 connection");
    if (!context && is_protected(incoming))
        return fail(Cause::integrity, "a protected message before there is a security context");
    const auto plain = context ? TRY(context->unprotect(incoming.octets, Direction::downlink)) : incoming.octets;
    return std::visit(hear, TRY(nas::decode(plain)));
}

std::shared_ptr<NasContext> Me::security() const {
    const auto* state = conversations_.find(0);
    if (state == nullptr) return nullptr;
    if (const auto* awaiting = std::get_if<AwaitingAccept>(state)) return awaiting->security;
    if (const auto* registered = std::get_if<Registered>(state)) return registered->security;
    return nullptr;
}

Result<nas::Suci> Me::conceal(Turn& turn) const {
    // TS 33.501 6.12.2: the MSIN is concealed by the scheme that the USIM provisions.
    nas::Suci suci;
    suci.mcc = profile_.mcc;
    suci.mnc = profile_.mnc;
    suci.routing_indicator = profile_.routing_indicator.text();
    suci.protection_scheme = static_cast<std::uint8_t>(profile_.protection_scheme);
    const auto msin =
        profile_.supi.text().substr(std::string("imsi-").size() + profile_.mcc.size() + profile_.mnc.size());
    const auto plain = TRY(nas::packed_digits(msin));
    if (profile_.protection_scheme == 0) {
        suci.scheme_output = plain;
        return suci;
    }
    suci.home_network_public_key_id = static_cast<std::uint8_t>(profile_.home_network_public_key_id);
    const auto scheme = profile_.protection_scheme == 1 ? crypto::Scheme::profile_a : crypto::Scheme::profile_b;
    suci.scheme_output =
        TRY(crypto::conceal(scheme, TRY(from_hex(profile_.home_network_public_key)), plain, turn.random("SUCI")));
    return suci;
}

Result<Me::State> Me::on(const Deregistered&, const command::Register& order, Turn& turn) {
    nas::RegistrationRequest request;
    request.registration_type = order.emergency ? nas::RegistrationType::emergency : nas::RegistrationType::initial;
    request.follow_on_request = true;
    request.identity = TRY(conceal(turn));
    request.ue_security_capability = capability_of(profile_);
    // TS 33.501 6.4.6 step 1: without a security context only cleartext IEs go out; the whole request follows in the
    // container of Security Mode Complete.
    const auto initial = nas::encode(request);
    request.five_gmm_capability = Octets{0};
    const ReplyTo network{Link::n1, {"amf", ""}, turn.new_stream()};
    turn.send(network, initial);
    return AwaitingChallenge{network, nas::encode(request), order.emergency, 0};
}

Result<Me::State> Me::on(const AwaitingChallenge& was, const nas::AuthenticationRequest& challenge, Turn& turn) {
    return answer(was, challenge, turn);
}

Result<Me::State> Me::on(const AwaitingSecurityMode& was, const nas::AuthenticationRequest& challenge, Turn& turn) {
    return answer(was.before, challenge, turn);
}

Result<Me::State> Me::answer(const AwaitingChallenge& before, const nas::AuthenticationRequest& challenge, Turn& turn) {
    if (!challenge.rand || !challenge.autn)
        return fail(Cause::malformed, "an Authentication Request without RAND or AUTN");
    // TS 33.501 6.1.3.2.0 step 7: the USIM checks AUTN; what it refuses, the ME reports.
    auto verdict = usim_.authenticate(*challenge.rand, *challenge.autn);
    if (std::holds_alternative<Usim::MacFailure>(verdict))
        return refuse(before, FiveGmmCause::mac_failure, std::nullopt, turn);
    if (const auto* stale = std::get_if<Usim::SyncFailure>(&verdict)) {
        return refuse(before, FiveGmmCause::synch_failure, stale->auts, turn);
    }
    auto& genuine = std::get<Usim::Genuine>(verdict);
    // TS 33.501 6.1.3.2.0 step 7: the ME checks that the separation bit of the AMF field is 1.
    if (!genuine.separation_bit)
        return refuse(before, FiveGmmCause::non_5g_authentication_unacceptable, std::nullopt, turn);
    return accept(before, challenge, std::move(genuine), turn);
}

Me::State Me::refuse(AwaitingChallenge before, FiveGmmCause cause, std::optional<Auts> auts, Turn& turn) const {
    // TS 24.501 5.4.1.3.6: Authentication Failure says why; with #21 goes AUTS.
    nas::AuthenticationFailure failure;
    failure.cause = cause;
    failure.auts = std::move(auts);
    turn.send(before.network, nas::encode(failure));
    before.refused_with = static_cast<int>(cause);
    return before;
}

Me::State Me::accept(const AwaitingChallenge& before, const nas::AuthenticationRequest& challenge,
                     Usim::Genuine genuine, Turn& turn) const {
    // TS 33.501 6.1.3.2.0 step 7: RES*, K_AUSF and K_SEAF; step 13: K_AMF with the ABBA that the SEAF sent.
    const auto network = keys::serving_network_name(profile_.mcc, profile_.mnc);
    keys::note_milenage(turn.kdf(), genuine.ck, genuine.ik, *challenge.rand);
    nas::AuthenticationResponse response;
    response.res_star = keys::res_star(turn.kdf(), genuine.ck, genuine.ik, network, *challenge.rand, genuine.res);
    auto k_ausf = keys::k_ausf(turn.kdf(), genuine.ck, genuine.ik, network, genuine.concealed_sqn);
    const auto k_seaf = keys::k_seaf(turn.kdf(), k_ausf, network);
    auto k_amf = keys::k_amf(turn.kdf(), k_seaf, profile_.supi, challenge.abba);
    turn.send(before.network, nas::encode(response));
    return AwaitingSecurityMode{before, challenge.ng_ksi, std::move(k_ausf), std::move(k_amf)};
}

Result<Me::State> Me::on(const AwaitingSecurityMode& was, const ProtectedSecurityModeCommand& command, Turn& turn) {
    const auto& selected = command.body;
    // TS 33.501 5.3.3 and 6.7.2: NIA0 is only for an emergency; a null integrity algorithm is refused otherwise.
    if (selected.ia == 0 && !was.before.emergency)
        return reject_security_mode(was, FiveGmmCause::security_mode_rejected, turn);
    auto enc = keys::k_nas_enc(turn.kdf(), was.k_amf, selected.ea);
    auto integrity = keys::k_nas_int(turn.kdf(), was.k_amf, selected.ia);
    auto context = std::make_shared<NasContext>(std::move(enc), std::move(integrity), selected.ea, selected.ia);
    if (!context->unprotect(command.octets, Direction::downlink)) {
        return reject_security_mode(was, FiveGmmCause::security_mode_rejected, turn);
    }
    // TS 33.501 6.7.2 step 2a: the replayed capabilities must be those that were sent, or somebody bid them down.
    if (selected.replayed_capability != capability_of(profile_)) {
        return reject_security_mode(was, FiveGmmCause::security_capabilities_mismatch, turn);
    }
    if (selected.ng_ksi != was.ng_ksi) return reject_security_mode(was, FiveGmmCause::security_mode_rejected, turn);
    nas::SecurityModeComplete complete;
    complete.nas_message_container = was.before.full_request;
    turn.send(was.before.network,
              context->protect(nas::encode(complete), SecurityHeader::ciphered_new_context, Direction::uplink),
              nas::encode(complete));
    // TS 33.501 6.2.2.2: a valid Security Mode Command makes K_AUSF the UE's newest one, and AKMA starts from it.
    k_ausf_ = was.k_ausf.clone();
    akma_.reset();
    if (profile_.capability == "configuration" && profile_.akma_capability) derive_akma(turn);
    return AwaitingAccept{was.before.network, std::move(context)};
}

Result<Me::State> Me::reject_security_mode(const AwaitingSecurityMode& was, FiveGmmCause cause, Turn& turn) const {
    // TS 24.501 5.4.2.5: sent in clear, as there is no earlier security context to protect it with.
    nas::SecurityModeReject reject;
    reject.cause = cause;
    turn.send(was.before.network, nas::encode(reject));
    return give_up("ue", static_cast<int>(cause), turn);
}

void Me::derive_akma(Turn& turn) {
    // TS 33.535 6.1 step 3: K_AKMA and A-KID, before the UE first speaks to an AKMA AF.
    AkmaContext context{keys::k_akma(turn.kdf(), *k_ausf_, profile_.supi), {}};
    const auto a_tid = keys::a_tid(turn.kdf(), *k_ausf_, profile_.supi);
    context.a_kid = keys::a_kid(profile_.routing_indicator, a_tid, profile_.mcc, profile_.mnc);
    akma_ = std::move(context);
}

Result<Me::State> Me::on(const AwaitingAccept& was, const nas::SeedAkmaCapability& capability, Turn& turn) {
    if (profile_.capability == "seed-literal" && capability.akma_supported) derive_akma(turn);
    return State{was};
}

Result<Me::State> Me::on(const AwaitingAccept& was, const nas::RegistrationAccept& accept, Turn& turn) {
    // TS 24.501 5.5.1.2.4: a new 5G-GUTI is acknowledged with Registration Complete.
    if (accept.guti) {
        if (const auto* guti = std::get_if<nas::Guti>(&*accept.guti)) guti_ = *guti;
        const auto complete = nas::encode(nas::RegistrationComplete{});
        turn.send(was.network, was.security->protect(complete, SecurityHeader::ciphered, Direction::uplink), complete);
    }
    turn.report({"success", "", 0, "", "", ""});
    return Registered{was.network, was.security};
}

Me::State Me::give_up(std::string_view by, int cause, Turn& turn) const {
    turn.report({"rejected", std::string(by), cause, "nas", "", ""});
    return Deregistered{};
}

Result<Me::State> Me::on(const AwaitingChallenge& was, const nas::AuthenticationReject&, Turn& turn) {
    // TS 24.501 5.4.1.3.5: registration ends. If the UE had refused the challenge, that was the cause.
    return was.refused_with != 0 ? give_up("ue", was.refused_with, turn) : give_up("amf", 0, turn);
}

Result<Me::State> Me::on(const AwaitingSecurityMode&, const nas::AuthenticationReject&, Turn& turn) {
    return give_up("amf", 0, turn);
}

Result<Me::State> Me::on(const AwaitingChallenge&, const nas::RegistrationReject& reject, Turn& turn) {
    return give_up("amf", static_cast<int>(reject.cause), turn);
}

Result<Me::State> Me::on(const AwaitingSecurityMode&, const nas::RegistrationReject& reject, Turn& turn) {
    return give_up("amf", static_cast<int>(reject.cause), turn);
}

void Me::inspect(command::Inspection& answer) const {
    const auto* state = conversations_.find(0);
    const bool registered = state != nullptr && std::holds_alternative<Registered>(*state);
    answer.add("mmState", registered ? "REGISTERED" : "DEREGISTERED");
    if (k_ausf_) answer.add(*k_ausf_);
    if (guti_) answer.add("GUTI", guti_->text());
    if (!akma_) return;
    answer.add(akma_->k_akma);
    answer.add("A-KID", akma_->a_kid.text());
}

}  // namespace akmasim::ue
