// SPDX-License-Identifier: Apache-2.0
// N8: the AMF tells the UDM that it serves a subscriber, and in which network; the UDM may ask for a primary
// authentication.
#include "nf/amf/amf.hpp"

namespace akmasim::amf {

void Amf::register_at_udm(const Supi& supi, Turn& turn) const {
    // TS 23.502 4.2.2.2.2 step 14a (there before Registration Accept; here once the UE has confirmed it, assumed to
    // make no difference): Nudm_UECM_Registration.
    const nudm::Amf3GppAccessRegistration registration{
        NfInstanceId("2f6a6f0e-5a0b-4a3e-9a7e-6f1c5f3f2a01"),
        Uri("http://amf/amf-callback/v1/" + supi.text() + "/dereg-notify"),
        {{configuration_.mcc, configuration_.mnc}, "010040"},
        "NR",
        Uri("http://amf" + sbi::path_of(sbi::reauth_notification, supi.text()))};
    ask(turn, sbi::amf_registration, {"udm", ""}, registration, connection_, supi.text());
}

Result<Amf::State> Amf::on(const Registered& was, const RegisteredAtUdm& answer, Turn& turn) {
    // TS 23.502 4.2.2.2.2 (assumed): the UE stays registered where the UDM does not take the AMF's registration.
    if (!answer.success()) turn.refused(Cause::unexpected, fmt::format("the UDM answers {}", answer.status));
    return Registered{was.record};
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
