// SPDX-License-Identifier: Apache-2.0
// The NAS Security Mode Command procedure seen from the UE: TS 33.501 6.7.2, TS 24.501 5.4.2.
#include "nf/ue/me.hpp"
#include "simulator/keys/hierarchy.hpp"

namespace akmasim::ue {

using nas::FiveGmmCause;

namespace {

constexpr int highest_algorithm = 3;  // TS 24.501 9.11.3.34: the others are not there yet

}  // namespace

// Why a command whose MAC is right is refused all the same.
std::optional<FiveGmmCause> Me::doubt(const nas::SecurityModeCommand& command, const Challenged& fresh) const {
    // TS 33.501 5.2.3 and 6.7.2: NIA0 is only for an emergency without authentication, and this UE has just been
    // authenticated.
    if (command.ia == 0) return FiveGmmCause::security_mode_rejected;
    // TS 33.501 6.7.2 step 2a: the replayed capabilities must be those that were sent, or somebody bid them down.
    const auto own = capability_of(profile_);
    const bool compares = !omits(profile_.omits, "capability-comparison");
    if (compares && command.replayed_capability != own) return FiveGmmCause::security_capabilities_mismatch;
    if (!own.offers_ea(command.ea) || !own.offers_ia(command.ia)) return FiveGmmCause::security_mode_rejected;
    if (command.ng_ksi != fresh.ng_ksi) return FiveGmmCause::security_mode_rejected;
    // TS 24.501 5.4.1.2.2.8 (assumed): a context of EAP-AKA' is of use only once EAP-Success has come.
    if (fresh.eap && !eap_succeeded_ && !(command.eap && ends_with_success(*command.eap, fresh)))
        return FiveGmmCause::security_mode_rejected;
    return std::nullopt;
}

// The new context, taken into use; nullptr: refused with `cause`. registration: none where the UE is registered.
Result<std::shared_ptr<NasContext>> Me::take_into_use(const ProtectedSecurityModeCommand& command,
                                                      const Challenged& fresh, const Attempt* registration,
                                                      FiveGmmCause& cause, Turn& turn) {
    const auto& selected = command.body;
    cause = FiveGmmCause::security_mode_rejected;
    // An algorithm that nobody has makes no MAC to verify.
    if (selected.ea > highest_algorithm || selected.ia > highest_algorithm) return std::shared_ptr<NasContext>();
    auto enc = keys::k_nas_enc(turn.kdf(profile_.supi), fresh.k_amf, selected.ea);
    auto integrity = keys::k_nas_int(turn.kdf(profile_.supi), fresh.k_amf, selected.ia);
    const auto first_count = registration != nullptr ? profile_.first_nas_count.value_or(0) : 0;
    auto context =
        std::make_shared<NasContext>(std::move(enc), std::move(integrity), selected.ea, selected.ia, first_count);
    if (omits(profile_.omits, "count-check")) context->take_replays();
    if (!context->unprotect(command.octets, Direction::downlink)) return std::shared_ptr<NasContext>();
    if (const auto why = doubt(selected, fresh)) {
        cause = *why;
        return std::shared_ptr<NasContext>();
    }
    stop_authentication_timers(turn);
    failures_ = 0;
    secured_ = true;
    current_ = SecurityContext{fresh.ng_ksi, context};
    // TS 33.501 6.2.2.2: a valid Security Mode Command makes K_AUSF the UE's newest one, and AKMA starts from it. With
    // EAP-AKA' it is EAP-Success that does; where that comes in this command, it counts once the command is valid.
    if (!eap_succeeded_) succeed(fresh.k_ausf, turn);
    eap_succeeded_ = false;
    return context;
}

void Me::complete(const ReplyTo& network, const Octets& container, Turn& turn) const {
    nas::SecurityModeComplete complete;
    if (!container.empty()) complete.nas_message_container = container;
    const auto plain = nas::encode(complete);
    turn.send(network, current_->nas->protect(plain, SecurityHeader::ciphered_new_context, Direction::uplink), plain);
}

Result<Me::State> Me::on(const AwaitingSecurityMode& was, const ProtectedSecurityModeCommand& command, Turn& turn) {
    FiveGmmCause cause{};
    const auto& attempt = was.attempt;
    const auto context = TRY(take_into_use(command, was.fresh, &attempt, cause, turn));
    if (!context) {
        // TS 24.501 5.4.2.5: sent in clear where there is no earlier security context to protect it with.
        tell(attempt.network, nas::SecurityModeReject{cause}, turn);
        return give_up("ue", static_cast<int>(cause), turn);
    }
    // TS 33.501 6.4.6 step 4: the whole Registration Request, which the network has not seen protected.
    complete(attempt.network, attempt.whole_request, turn);
    return AwaitingAccept{attempt};
}

Result<Me::State> Me::on(const Rechallenged& was, const ProtectedSecurityModeCommand& command, Turn& turn) {
    FiveGmmCause cause{};
    const auto context = TRY(take_into_use(command, was.fresh, nullptr, cause, turn));
    if (!context)
        tell(was.network, nas::SecurityModeReject{cause}, turn);
    else
        complete(was.network, {}, turn);
    return Registered{was.network};
}

// TS 24.501 5.4.2.7 case b: our Security Mode Complete was lost, and the command comes again with the next COUNT. One
// that was seen before fails on its COUNT.
Result<void> Me::repeat_complete(const ReplyTo& network, const ProtectedSecurityModeCommand& command,
                                 const Octets& container, Turn& turn) {
    if (!current_ || command.body.ng_ksi != current_->ng_ksi)
        return fail(Cause::unexpected, "SecurityModeCommand for no challenge that was answered");
    TRY(current_->nas->unprotect(command.octets, Direction::downlink));
    complete(network, container, turn);
    return {};
}

Result<Me::State> Me::on(const AwaitingAccept& was, const ProtectedSecurityModeCommand& command, Turn& turn) {
    TRY(repeat_complete(was.attempt.network, command, was.attempt.whole_request, turn));
    return State{was};
}

Result<Me::State> Me::on(const Registered& was, const ProtectedSecurityModeCommand& command, Turn& turn) {
    TRY(repeat_complete(was.network, command, {}, turn));
    return State{was};
}

}  // namespace akmasim::ue
