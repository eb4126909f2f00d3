// SPDX-License-Identifier: Apache-2.0
// What the operator does on its own: a fresh primary authentication, and the end of the service for a UE.
#include "nf/aanf/aanf.hpp"

namespace akmasim::aanf {

Aanf::State Aanf::trigger_authentication(const Supi& supi, bool ordered, Turn& turn) {
    // TS 33.501 6.1.5.2: the AAnF asks the UDM, which decides and knows the AMF.
    ask(turn, sbi::auth_trigger, {"udm", ""}, nudm::ReauthenticationOf{supi}, conversation_, supi.text());
    return AwaitingTrigger{ordered};
}

Result<Aanf::State> Aanf::on(const Serving&, const command::RefreshKey& order, Turn& turn) {
    return trigger_authentication(Supi(order.supi), true, turn);
}

Result<Aanf::State> Aanf::on(const AwaitingTrigger& was, const AuthTriggered& answer, Turn& turn) {
    if (!was.ordered) {
        if (!answer.success())
            turn.refused(Cause::unexpected, fmt::format("the UDM answers {} to the trigger", answer.status));
    } else {
        turn.report(ended_by(answer, "udm"));
    }
    return Serving{};
}

Result<Aanf::State> Aanf::on(const Serving& serving, const command::DisableService& order, Turn& turn) {
    const auto found = contexts_.find(Supi(order.supi));
    if (found == contexts_.end()) {
        turn.report({"failed", "aanf", 0, "sbi", "", "no AKMA context of this subscriber"});
        return State{serving};
    }
    auto& context = found->second;
    std::erase_if(context.listeners, [&](const Listener& one) { return one.until <= turn.now(); });
    // TS 33.535 7.1.6 (clause assumed): every AF that gave a notifUri with its key request is told the A-KID.
    for (const auto& listener : context.listeners) {
        notify(turn, *listener.notification, listener.who, listener.uri, naanf::ServiceDisableNotif{listener.a_kid},
               conversation_);
    }
    context.disabled = true;
    const auto told = context.listeners.size();
    context.listeners.clear();
    if (told != 0) return AwaitingAcks{told, 0};
    turn.report({"success", "", 0, "", "", ""});
    return State{serving};
}

Result<Aanf::State> Aanf::on(const AwaitingAcks& was, const ServiceDisableAcked& answer, Turn& turn) {
    auto now = was;
    if (!answer.success()) now.worst = answer.status;
    if (--now.missing != 0) return State{now};
    if (now.worst == 0)
        turn.report({"success", "", 0, "", "", ""});
    else if (now.worst == status_of_silence)
        turn.report(command::timed_out("sbi", "an AF did not answer the notification"));
    else
        turn.report({"rejected", "af", now.worst, "sbi", "", "an AF did not take the notification"});
    return Serving{};
}

}  // namespace akmasim::aanf
