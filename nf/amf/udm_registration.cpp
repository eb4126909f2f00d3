// SPDX-License-Identifier: Apache-2.0
// N8: the AMF tells the UDM that it serves a subscriber, and in which network; the UDM may ask for a primary
// authentication.
#include "nf/amf/amf.hpp"

namespace akmasim::amf {

using nas::FiveGmmCause;

namespace {

// TS 29.524 (assumed): what the UE hears of what the UDM says.
FiveGmmCause cause_for(int status) {
    if (status == 403) return FiveGmmCause::plmn_not_allowed;
    return status == 404 ? FiveGmmCause::services_not_allowed : FiveGmmCause::no_suitable_cells;
}

}  // namespace

Amf::State Amf::register_at_udm(UeRecord record, Turn& turn) const {
    // TS 23.502 4.2.2.2.2 step 14a, Nudm_UECM_Registration: the UDM knows who serves the UE before the UE is accepted
    // (step 21), so that no lost Registration Complete leaves it unknown.
    const auto& supi = *record.supi;
    const nudm::Amf3GppAccessRegistration registration{
        NfInstanceId("2f6a6f0e-5a0b-4a3e-9a7e-6f1c5f3f2a01"),
        Uri("http://amf/amf-callback/v1/" + supi.text() + "/dereg-notify"),
        {{configuration_.mcc, configuration_.mnc}, "010040"},
        "NR",
        Uri("http://amf" + sbi::path_of(sbi::reauth_notification, supi.text()))};
    ask(turn, sbi::amf_registration, {"udm", ""}, registration, connection_, supi.text());
    return AwaitingUdmRegistration{std::move(record)};
}

// TS 23.502 4.2.2.2.2 step 14a (assumed): whom the UDM does not let the AMF serve is not accepted.
Result<Amf::State> Amf::on(const AwaitingUdmRegistration& awaiting, const RegisteredAtUdm& answer, Turn& turn) {
    if (!answer.success()) return reject(awaiting.record, cause_for(answer.status), turn);
    return accept_registration(awaiting.record, turn);
}

Result<void> Amf::hear_notification(const Envelope& incoming, Turn& turn) {
    const auto route = TRY(sbi::match(incoming.http->method, incoming.http->path, incoming.link));
    if (route.operation != &sbi::reauth_notification)
        return fail(Cause::unexpected, incoming.http->path + " is not a service of the AMF");
    if (incoming.from.role != "udm") return fail(Cause::wrong_sender, "a notification from " + incoming.from.role);
    const auto asked = TRY(body::read<nudm::ReauthenticationOf>(text_of(incoming.octets)));
    const auto known = known_.find(asked.supi);
    const auto* state = known == known_.end() ? nullptr : conversations_.find(known->second.connection);
    // TS 33.501 6.1.5.2 (assumed): who is not registered, or is being authenticated already, is not authenticated now.
    if (state == nullptr || !known->second.registered || !std::holds_alternative<Registered>(*state)) {
        respond_problem(turn, turn.reply_to(), 404, "CONTEXT_NOT_FOUND");
        return {};
    }
    respond_nothing(turn, turn.reply_to());
    connection_ = known->second.connection;
    return conversations_.hear(connection_, command::Reauthenticate{asked.supi.text()}, turn);
}

}  // namespace akmasim::amf
