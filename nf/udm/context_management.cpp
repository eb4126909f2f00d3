// SPDX-License-Identifier: Apache-2.0
// Who serves a subscriber, and what the AAnF and the NEF ask of the UDM: Nudm_UECM and Nudm_SDM.
#include "nf/udm/udm.hpp"

namespace akmasim::udm {

Result<void> Udm::hear_context_management(const Envelope& incoming, const sbi::Matched& route, Turn& turn) {
    const auto& from = incoming.from.role;
    const auto hear = [&](const auto& message) { return conversations_.hear(0, message, turn); };
    if (route.operation == &sbi::amf_registration) {
        // TS 33.501 14.2.6: Nudm_UECM_Registration is for the AMF.
        if (from != "amf") return fail(Cause::wrong_sender, "Nudm_UECM_Registration asked by " + from);
        return hear(TRY(read_request<RegisterAmf>(incoming, route.parameter)));
    }
    // TS 33.535 4.2.1: the AAnF asks for the GPSI and for a fresh primary authentication; the NEF for the GPSI.
    const bool by_aanf = from == "aanf";
    if (route.operation == &sbi::id_translation && (by_aanf || from == "nef")) {
        return hear(TRY(read_request<TranslateId>(incoming, route.parameter)));
    }
    if (route.operation == &sbi::get_amf_registration && by_aanf) {
        return hear(TRY(read_request<GetAmfRegistration>(incoming, route.parameter)));
    }
    if (route.operation == &sbi::auth_trigger && by_aanf) {
        return hear(TRY(read_request<TriggerAuth>(incoming, route.parameter)));
    }
    return fail(Cause::wrong_sender, std::string(route.operation->request) + " asked by " + from);
}

Subscription* Udm::subscription_for(const std::string& ue_id, Turn& turn) {
    if (const auto found = subscriptions_.find(Supi(ue_id)); found != subscriptions_.end()) return &found->second;
    respond_problem(turn, turn.reply_to(), 404, "USER_NOT_FOUND");
    return nullptr;
}

Result<Udm::State> Udm::on(const Serving& serving, const RegisterAmf& request, Turn& turn) {
    auto* subscription = subscription_for(request.parameter, turn);
    if (subscription == nullptr) return State{serving};
    // TS 23.502 4.2.2.2.2 step 14a: the UDM stores which AMF serves the UE, with the URIs to call it back.
    const bool first = !subscription->serving_amf;
    subscription->serving_amf = ServingAmf{turn.sender(), request.body};
    if (first) {
        respond(turn, turn.reply_to(), sbi::amf_registration, request.body,
                "http://udm" + sbi::path_of(sbi::amf_registration, request.parameter));
    } else {
        respond_nothing(turn, turn.reply_to());
    }
    return State{serving};
}

Result<Udm::State> Udm::on(const Serving& serving, const GetAmfRegistration& request, Turn& turn) {
    const auto* subscription = subscription_for(request.parameter, turn);
    if (subscription == nullptr) return State{serving};
    if (subscription->serving_amf)
        respond(turn, turn.reply_to(), sbi::get_amf_registration, subscription->serving_amf->registration);
    else
        respond_problem(turn, turn.reply_to(), 404, "CONTEXT_NOT_FOUND");
    return State{serving};
}

Result<Udm::State> Udm::on(const Serving& serving, const TriggerAuth& request, Turn& turn) {
    if (request.body.supi.text() != request.parameter) {
        respond_problem(turn, turn.reply_to(), 400, "MANDATORY_IE_INCORRECT");
        return State{serving};
    }
    const auto* subscription = subscription_for(request.parameter, turn);
    if (subscription == nullptr) return State{serving};
    // TS 33.501 6.1.5.2: the UDM decides by its policy (the cause of its refusal is assumed).
    const auto& serving_amf = subscription->serving_amf;
    if (!reauthentication_) {
        respond_problem(turn, turn.reply_to(), 403, "REAUTHENTICATION_NOT_ALLOWED");
    } else if (!serving_amf || !serving_amf->registration.reauth_notify_callback_uri) {
        respond_problem(turn, turn.reply_to(), 404, "CONTEXT_NOT_FOUND");
    } else {
        respond_nothing(turn, turn.reply_to());
        // TS 33.501 6.1.5.2: the AMF that serves the UE is notified, and it runs the primary authentication.
        notify(turn, sbi::reauth_notification, serving_amf->amf,
               serving_amf->registration.reauth_notify_callback_uri->text(), request.body, 0);
    }
    return State{serving};
}

Result<Udm::State> Udm::on(const Serving& serving, const TranslateId& request, Turn& turn) {
    const auto* subscription = subscription_for(request.parameter, turn);
    if (subscription == nullptr) return State{serving};
    respond(turn, turn.reply_to(), sbi::id_translation,
            nudm::IdTranslationResult{subscription->record.supi, subscription->record.gpsi});
    return State{serving};
}

Result<Udm::State> Udm::on(const Serving& serving, const Reauthenticating& answer, Turn& turn) {
    // TS 33.501 6.1.5.2 (assumed): what the AMF answers changes nothing here; the UDM does not ask twice.
    if (!answer.success()) turn.refused(Cause::unexpected, fmt::format("the AMF answers {}", answer.status));
    return State{serving};
}

Result<Udm::State> Udm::on(const Serving& serving, const command::RemoveContext& order, Turn& turn) {
    const auto found = subscriptions_.find(Supi(order.supi));
    if (found == subscriptions_.end() || !found->second.ausf) {
        turn.report({"failed", "udm", 0, "sbi", "", "no AUSF has authenticated this subscriber"});
        return State{serving};
    }
    // TS 33.501 6.2.2.1 (assumed: when): the AUSF that holds K_AUSF is told to drop it (TS 29.509, deregister).
    ask(turn, sbi::deregister_ue, *found->second.ausf, nausf::DeregistrationInfo{found->first}, 0);
    return State{serving};
}

Result<Udm::State> Udm::on(const Serving& serving, const KeyForgotten& answer, Turn& turn) {
    turn.report(ended_by(answer, "ausf"));
    return State{serving};
}

}  // namespace akmasim::udm
