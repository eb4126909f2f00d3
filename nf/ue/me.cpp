// SPDX-License-Identifier: Apache-2.0
// What reaches the ME over N1, what it takes to be heard, and what several procedures share.
#include "nf/ue/me.hpp"

#include <tuple>
#include <utility>

#include "simulator/keys/akma_profiles.hpp"

namespace akmasim::ue {
namespace {

using nas::FiveGmmCause;

bool is_protected(const Envelope& incoming) { return incoming.octets.size() > 1 && (incoming.octets[1] & 0x0f) != 0; }

// TS 24.501 4.4.4.2: what a UE processes in clear while no messages are exchanged securely.
bool may_come_in_clear(const nas::Message& message) {
    return std::holds_alternative<nas::IdentityRequest>(message) ||
           std::holds_alternative<nas::AuthenticationRequest>(message) ||
           std::holds_alternative<nas::AuthenticationResult>(message) ||
           std::holds_alternative<nas::AuthenticationReject>(message) ||
           std::holds_alternative<nas::RegistrationReject>(message) ||
           std::holds_alternative<nas::DeregistrationAccept>(message) ||
           std::holds_alternative<nas::FiveGmmStatus>(message);
}

}  // namespace

Me::Me(Profile profile, Usim usim) : profile_(std::move(profile)), usim_(std::move(usim)) {}

const ReplyTo* Me::connection() const {
    const auto* state = conversations_.find(0);
    if (state == nullptr) return nullptr;
    return std::visit(
        [](const auto& held) -> const ReplyTo* {
            if constexpr (requires { held.attempt; }) return &held.attempt.network;
            if constexpr (requires { held.network; }) return &held.network;
            return nullptr;
        },
        *state);
}

Result<void> Me::hear_on_new_connection(const Envelope& incoming, Turn& turn) {
    const auto* state = conversations_.find(0);
    if (state == nullptr || !std::holds_alternative<Registered>(*state))
        return fail(Cause::unexpected, "a message on an N1 connection that the UE does not have");
    const auto message = TRY(nas::decode(incoming.octets));
    const auto* challenge = std::get_if<nas::AuthenticationRequest>(&message);
    if (challenge == nullptr || !challenge->rand || !challenge->autn)
        return fail(Cause::unexpected, "no challenge on an N1 connection that the UE does not have");
    // TS 24.501 4.4.4.2: a new connection is not secure yet, so a challenge in clear is taken there; its ngKSI is not
    // looked at (assumed). Not modelled: a Security Mode Command after it, so nothing of it is kept.
    const bool secured = std::exchange(secured_, false);  // the answer goes out in clear too
    const auto kept = std::pair{answered_, failures_};
    const auto verdict = consider_aka(turn.reply_to(), *challenge, turn);
    secured_ = secured;
    std::tie(answered_, failures_) = kept;
    std::erase_if(turn.effects, [](const Effect& effect) {
        return std::holds_alternative<TimerStart>(effect) || std::holds_alternative<TimerStop>(effect);
    });
    if (!verdict) return tl::unexpected<Error>(verdict.error());
    return {};
}

Result<void> Me::hear_n1(const Envelope& incoming, Turn& turn) {
    const auto* network = connection();
    if (network == nullptr || network->stream != incoming.stream) return hear_on_new_connection(incoming, turn);
    const auto outer = TRY(nas::decode_outer(incoming.octets));
    if (outer.security_header_type == nas::SecurityHeaderType::integrity_new_context) {
        // TS 24.501 5.4.2.3: the keys that check this command follow from the algorithms it selects.
        const auto message = TRY(nas::decode(outer.body));
        const auto* command = std::get_if<nas::SecurityModeCommand>(&message);
        if (command == nullptr)
            return fail(Cause::unexpected, "a new security context that is no Security Mode Command");
        return conversations_.hear(0, ProtectedSecurityModeCommand{*command, incoming.octets}, turn);
    }
    return hear_plain(TRY(opened(incoming)), turn);
}

Result<Octets> Me::opened(const Envelope& incoming) {
    if (!is_protected(incoming)) {
        // TS 24.501 4.4.4.2: once messages are exchanged securely, what comes in clear is discarded.
        if (secured_) return fail(Cause::integrity, "a message in clear on a secured N1 connection");
        return incoming.octets;
    }
    if (!current_) return fail(Cause::integrity, "a protected message before there is a security context");
    auto plain = TRY(current_->nas->unprotect(incoming.octets, Direction::downlink));
    secured_ = true;
    return plain;
}

Result<void> Me::hear_plain(View plain, Turn& turn) {
    // TS 24.501 7.4 and 7.5.1: what cannot be understood, or not now, is answered with a status.
    const auto complain = [&](FiveGmmCause cause, const Error& error) -> Result<void> {
        turn.effects.clear();
        turn.requested.clear();
        tell(*connection(), nas::FiveGmmStatus{cause}, turn);
        turn.refused(error.cause, error.detail);
        return {};
    };
    const auto message = nas::decode(plain);
    if (!message) {
        const auto complaint = nas::complaint_about(plain);
        if (complaint) return complain(*complaint, message.error());
        return fail(message.error().cause, message.error().detail);
    }
    if (!secured_ && !may_come_in_clear(*message))
        return fail(Cause::integrity, std::string(nas::name_of(*message)) + " in clear");
    auto heard = std::visit([&](const auto& one) { return conversations_.hear(0, one, turn); }, *message);
    const bool status = std::holds_alternative<nas::FiveGmmStatus>(*message);
    if (heard || status || heard.error().cause != Cause::unexpected) return heard;
    return complain(FiveGmmCause::message_type_not_compatible, heard.error());
}

void Me::tell(const ReplyTo& network, const nas::Message& message, Turn& turn) const {
    const auto plain = nas::encode(message);
    if (!secured_ || !current_) return turn.send(network, plain);
    // TS 24.501 4.4.3.5 (assumed). Not modelled: that the N1 connection is released instead.
    if (current_->nas->used_up(Direction::uplink))
        return turn.refused(Cause::integrity, "nothing can be sent after the last NAS COUNT of a security context");
    turn.send(network, current_->nas->protect(plain, SecurityHeader::ciphered, Direction::uplink), plain);
}

void Me::succeed(const KAusf& k_ausf, Turn& turn) {
    k_ausf_ = k_ausf.clone();
    akma_.reset();
    if (profile_.capability == "configuration" && profile_.akma_capability) derive_akma(turn);
}

void Me::derive_akma(Turn& turn) {
    // TS 33.535 6.1 step 3: K_AKMA and A-KID, before the UE first speaks to an AKMA AF.
    const auto how = keys::akma_profile_named(profile_.akma_profile.value_or("standard"));
    AkmaContext context{keys::k_akma(turn.kdf(profile_.supi), how.value_or(keys::AkmaProfile::standard), *k_ausf_,
                                     profile_.supi, profile_.routing_indicator),
                        {}};
    const auto a_tid = keys::a_tid(turn.kdf(profile_.supi), *k_ausf_, profile_.supi);
    context.a_kid = keys::a_kid(profile_.routing_indicator, a_tid, profile_.mcc, profile_.mnc);
    akma_ = std::move(context);
    akma_since_ = turn.now();
}

Me::State Me::give_up(std::string_view by, int cause, Turn& turn, std::string_view detail) {
    turn.stop("T3510", 0);
    stop_authentication_timers(turn);
    failures_ = 0;
    secured_ = false;
    turn.report({"rejected", std::string(by), cause, "nas", "", std::string(detail)});
    return Deregistered{};
}

void Me::inspect(command::Inspection& answer) const {
    const auto* state = conversations_.find(0);
    const bool registered = state != nullptr && (std::holds_alternative<Registered>(*state) ||
                                                 std::holds_alternative<Rechallenged>(*state));
    answer.add("mmState", registered ? "REGISTERED" : "DEREGISTERED");
    answer.add("usim", usim_invalid_ ? "INVALID" : "VALID");
    if (current_) answer.add("ngKSI", std::to_string(current_->ng_ksi));
    if (k_ausf_) answer.add(*k_ausf_);
    if (guti_) answer.add("GUTI", guti_->text());
    if (!akma_) return;
    answer.add(akma_->k_akma);
    answer.add("A-KID", akma_->a_kid.text());
}

}  // namespace akmasim::ue
