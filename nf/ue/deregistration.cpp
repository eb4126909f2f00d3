// SPDX-License-Identifier: Apache-2.0
// Deregistration seen from the UE: TS 24.501 5.5.2.
#include "nf/ue/me.hpp"

namespace akmasim::ue {
namespace {

nas::DeregistrationRequest leaving(const std::optional<nas::Guti>& guti, std::uint8_t ng_ksi, bool switch_off) {
    nas::DeregistrationRequest request;
    request.switch_off = switch_off;
    request.ng_ksi = ng_ksi;
    if (guti) request.identity = *guti;
    return request;
}

}  // namespace

Result<Me::State> Me::on(const Registered& was, const command::Deregister& order, Turn& turn) {
    stop_authentication_timers(turn);
    tell(was.network, leaving(guti_, current_ ? current_->ng_ksi : nas::no_key, order.switch_off), turn);
    if (!order.switch_off) {
        turn.start("T3521", 0);
        return AwaitingDeregistrationAccept{was.network, 1};
    }
    // TS 24.501 5.5.2.2.1: a UE that is switched off waits for nothing. TS 33.501 6.8.1.1.1 (assumed): the native
    // context stays stored; K_AUSF stays too, and with it the AKMA keys.
    turn.report({"success", "", 0, "", "", ""});
    secured_ = false;
    usim_invalid_ = false;
    return Deregistered{};
}

Result<Me::State> Me::on(const Deregistered&, const command::Deregister&, Turn& turn) {
    turn.report({"failed", "ue", 0, "nas", "", "the UE is not registered"});
    return Deregistered{};
}

Result<Me::State> Me::on(const Rechallenged& was, const command::Deregister& order, Turn& turn) {
    return on(Registered{was.network}, order, turn);
}

Result<Me::State> Me::on(const AwaitingDeregistrationAccept&, const nas::DeregistrationAccept&, Turn& turn) {
    turn.stop("T3521", 0);
    turn.report({"success", "", 0, "", "", ""});
    secured_ = false;
    return Deregistered{};
}

Result<Me::State> Me::on(const Registered& was, const nas::NetworkDeregistrationRequest& request, Turn& turn) {
    stop_authentication_timers(turn);
    tell(was.network, nas::NetworkDeregistrationAccept{}, turn);
    // TS 33.501 6.8.1.1.1 (assumed): the security context stays where the UE is to register again, else it goes.
    // Not modelled: that the UE then registers again by itself (TS 24.501 5.5.2.3.2).
    if (!request.reregistration_required) forget_security();
    secured_ = false;
    return Deregistered{};
}

Result<Me::State> Me::on(const Rechallenged& was, const nas::NetworkDeregistrationRequest& request, Turn& turn) {
    return on(Registered{was.network}, request, turn);
}

}  // namespace akmasim::ue
