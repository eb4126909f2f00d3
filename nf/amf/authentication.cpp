// SPDX-License-Identifier: Apache-2.0
// Primary authentication seen from the SEAF: TS 33.501 6.1.2, 6.1.3; TS 24.501 5.4.1.
#include "nf/amf/amf.hpp"
#include "simulator/keys/hierarchy.hpp"

namespace akmasim::amf {

using nas::FiveGmmCause;

namespace {

constexpr int most_resynchronisations = 2;

// One cause for all that the home network says about an identity: a UE cannot probe which subscribers exist.
FiveGmmCause cause_for(int status, const std::string& cause) {
    if (cause == "SERVING_NETWORK_NOT_AUTHORIZED") return FiveGmmCause::serving_network_not_authorized;
    // A 403 without a cause of its own is about the network functions (an access token, assumed), not about the UE.
    if (status == 500 || status >= 502 || (status == 403 && (cause.empty() || cause == "UPSTREAM_SERVER_ERROR"))) return FiveGmmCause::no_suitable_cells;
    return FiveGmmCause::illegal_ue;
}

// The path of a link: the SEAF follows the href it was given (TS 29.509 6.1.3.3).
std::string path_of(const std::string& href) {
    const auto scheme = href.find("://");
    if (scheme == std::string::npos) return href;
    const auto slash = href.find('/', scheme + 3);
    return slash == std::string::npos ? "/" : href.substr(slash);
}

}  // namespace

Result<Amf::State> Amf::on(const Registered& was, const command::Reauthenticate&, Turn& turn) {
    // TS 33.501 6.1.1.1: primary authentication may be run at any time; the current context stays in use until the new
    // one is taken into use by a Security Mode Command.
    auto record = was.record;
    record.reauthentication = true;
    record.named_by_guti = true;
    record.identified = record.resynchronised = 0;
    record.identity = SupiOrSuci(record.supi->text());
    return authenticate(std::move(record), std::nullopt, turn);
}

Amf::State Amf::authenticate(UeRecord record, std::optional<nausf::ResynchronizationInfo> resynchronization,
                             Turn& turn) {
    // TS 33.501 6.1.2: the SEAF asks the AUSF, with SUCI or SUPI and serving network name.
    nausf::AuthenticationInfo info;
    info.supi_or_suci = record.identity;
    info.serving_network_name = keys::serving_network_name(configuration_.mcc, configuration_.mnc);
    info.resynchronization_info = std::move(resynchronization);
    ask(turn, sbi::authenticate, {"ausf", ""}, info, connection_);
    return AwaitingVector{std::move(record)};
}

std::uint8_t Amf::free_ng_ksi(const UeRecord& record) const {
    // TS 24.501 4.4.2.2 (assumed): any of 0 to 6 that names no context of this UE.
    for (std::uint8_t value = 0; value < nas::no_key; ++value) {
        if (value != record.ng_ksi && value != record.request.ng_ksi && value != record.next_ng_ksi) return value;
    }
    return 0;
}

Result<Amf::State> Amf::on(const AwaitingVector& awaiting, const Authenticated& answer, Turn& turn) {
    auto record = awaiting.record;
    if (!answer.success() || !answer.body) {
        return reject(record, cause_for(answer.status, answer.problem.cause.value_or("")), turn);
    }
    nas::AuthenticationRequest challenge;
    record.next_ng_ksi = nas::no_key;
    const int first = configuration_.first_ng_ksi.value_or(-1);
    record.next_ng_ksi = first < 0 ? free_ng_ksi(record) : static_cast<std::uint8_t>(first);
    challenge.ng_ksi = record.next_ng_ksi;
    const auto& links = answer.body->links;
    if (const auto* data = std::get_if<nausf::Av5gAka>(&answer.body->five_g_auth_data)) {
        if (!links.confirmation) return fail(Cause::malformed, "a vector of 5G AKA without a link for RES*");
        // TS 33.501 6.1.3.2.0 step 6: RAND and AUTN go to the UE with ngKSI and ABBA.
        challenge.rand = data->rand;
        challenge.autn = data->autn;
        expect(record, "T3560", challenge, turn);
        return AwaitingResStar{std::move(record), path_of(links.confirmation->href.text()), challenge,
                               data->hxres_star};
    }
    if (!links.eap_session) return fail(Cause::malformed, "an EAP packet without a link for its answer");
    // TS 33.501 6.1.3.1 steps 3 and 4: the SEAF passes the packet on, with ngKSI and ABBA.
    challenge.eap = std::get<eap::Payload>(answer.body->five_g_auth_data).octets;
    expect(record, "T3560", challenge, turn);
    return AwaitingEapResponse{std::move(record), path_of(links.eap_session->href.text()), challenge};
}

Result<Amf::State> Amf::on(const AwaitingResStar& awaiting, const nas::AuthenticationResponse& response, Turn& turn) {
    if (!response.res_star) return fail(Cause::malformed, "an Authentication Response without RES*");
    auto record = awaiting.record;
    answered(record, turn);
    // TS 33.501 6.1.3.2.0 step 9: the SEAF compares HRES* with HXRES* before it asks the home network.
    const auto hres_star = keys::hres_star(*awaiting.challenge.rand, *response.res_star);
    const bool matched = same_in_constant_time(hres_star.view(), awaiting.hxres_star.view());
    // TS 33.501 6.1.3.2.0 step 10: RES* goes to the AUSF in either case.
    nausf::ConfirmationData data;
    data.res_star.value = response.res_star;
    auto head = sbi::request_head(sbi::aka_confirmation);
    head.path = awaiting.confirmation_path;
    turn.request(Link::n12, {"ausf", ""}, std::move(head), body::write(data), connection_,
                 std::string(AkaConfirmed::name));
    return AwaitingConfirmation{std::move(record), awaiting.challenge.abba, matched};
}

Result<Amf::State> Amf::on(const AwaitingResStar& awaiting, const nas::AuthenticationFailure& failure, Turn& turn) {
    auto record = awaiting.record;
    answered(record, turn);
    if (failure.cause == FiveGmmCause::ng_ksi_already_in_use) {
        // TS 24.501 5.4.1.3.7 case e: the same challenge goes out under another ngKSI.
        auto again = awaiting;
        record.next_ng_ksi = free_ng_ksi(record);
        again.challenge.ng_ksi = record.next_ng_ksi;
        expect(record, "T3560", again.challenge, turn);
        again.record = std::move(record);
        return again;
    }
    // TS 33.501 6.1.3.3.2: on a synchronisation failure the home network gets RAND and AUTS. TS 24.501 5.4.1.3.7
    // (note): after two in a row the network may reject.
    if (failure.cause == FiveGmmCause::synch_failure && failure.auts &&
        record.resynchronised++ < most_resynchronisations - 1) {
        return authenticate(std::move(record), nausf::ResynchronizationInfo{*awaiting.challenge.rand, *failure.auts},
                            turn);
    }
    return refused(std::move(record), failure.cause, turn);
}

Amf::State Amf::refused(UeRecord record, FiveGmmCause cause, Turn& turn) {
    // TS 24.501 5.4.1.3.7 cases c and d: after #20 or #26 the network may ask who the UE is and challenge it again.
    const bool may_be_another =
        cause == FiveGmmCause::mac_failure || cause == FiveGmmCause::non_5g_authentication_unacceptable;
    if (may_be_another && record.identified < configuration_.identify_after_failure.value_or(0)) {
        return ask_identity(std::move(record), turn);
    }
    record.named_by_guti = false;
    return disbelieved(std::move(record), std::nullopt, turn);
}

Amf::State Amf::disbelieved(UeRecord record, std::optional<Octets> eap, Turn& turn) {
    // TS 33.501 6.1.3.2.2: the 5G-GUTI may have meant somebody else, so the SUCI is asked for; after a SUCI there is
    // nothing left but Authentication Reject.
    if (record.named_by_guti) return ask_identity(std::move(record), turn);
    nas::AuthenticationReject message;
    message.eap = std::move(eap);
    tell(record, message, turn);
    // Whoever names a 5G-GUTI in clear and fails takes nothing from the UE that it belongs to.
    if (record.supi && record.security) forget(*record.supi);
    if (record.reauthentication) turn.report({"rejected", "amf", 0, "nas", "", "the UE failed the authentication"});
    return Rejected{};
}

Result<Amf::State> Amf::on(const AwaitingConfirmation& awaiting, const AkaConfirmed& answer, Turn& turn) {
    const bool confirmed = answer.success() && answer.body && answer.body->auth_result == nausf::AuthResult::success;
    // TS 33.501 6.1.3.2.2 (assumed): without a word of the AUSF a registered UE has failed nothing.
    if (awaiting.record.reauthentication && is_in_place(answer.status))
        return given_up(awaiting.record, "no answer of the AUSF", turn);
    // TS 33.501 6.1.3.2.2: RES* wrong for SEAF or AUSF, or no answer that says more, or none at all.
    if (!confirmed || !awaiting.res_star_matched || !answer.body->k_seaf || !answer.body->supi) {
        return disbelieved(awaiting.record, std::nullopt, turn);
    }
    // TS 33.501 6.1.3.2.0 step 13: with K_SEAF and SUPI at hand the SEAF makes K_AMF.
    const auto k_amf =
        keys::k_amf(turn.kdf(*answer.body->supi), *answer.body->k_seaf, *answer.body->supi, awaiting.abba);
    return start_security_mode(awaiting.record, *answer.body->supi, k_amf, awaiting.abba, std::nullopt, turn);
}

Result<Amf::State> Amf::on(const AwaitingEapResponse& awaiting, const nas::AuthenticationResponse& response,
                           Turn& turn) {
    if (!response.eap) return fail(Cause::malformed, "an Authentication Response without an EAP packet");
    auto record = awaiting.record;
    answered(record, turn);
    // TS 33.501 6.1.3.1 step 7: what the UE answers goes to the AUSF as it is.
    nausf::EapSession session;
    session.eap_payload.value = eap::Payload{*response.eap};
    auto head = sbi::request_head(sbi::eap_session);
    head.path = awaiting.session_path;
    turn.request(Link::n12, {"ausf", ""}, std::move(head), body::write(session), connection_,
                 std::string(EapContinued::name));
    return AwaitingEapSession{std::move(record), awaiting.session_path, awaiting.challenge.abba};
}

Result<Amf::State> Amf::on(const AwaitingEapResponse& awaiting, const nas::AuthenticationFailure& failure, Turn& turn) {
    // TS 24.501 5.4.1.2.4.5 (assumed): with EAP only the ngKSI is refused in this message, the rest inside of EAP.
    if (failure.cause != FiveGmmCause::ng_ksi_already_in_use)
        return fail(Cause::unexpected, "an Authentication Failure in an EAP session");
    auto again = awaiting;
    answered(again.record, turn);
    again.record.next_ng_ksi = free_ng_ksi(again.record);
    again.challenge.ng_ksi = again.record.next_ng_ksi;
    expect(again.record, "T3560", again.challenge, turn);
    return again;
}

Result<Amf::State> Amf::on(const AwaitingEapSession& awaiting, const EapContinued& answer, Turn& turn) {
    auto record = awaiting.record;
    if (record.reauthentication && is_in_place(answer.status))
        return given_up(std::move(record), "no answer of the AUSF", turn);
    const auto* session = answer.success() && answer.body ? &*answer.body : nullptr;
    const bool has_packet = session != nullptr && session->eap_payload.value.has_value();
    const auto result =
        session == nullptr ? nausf::AuthResult::failure : session->auth_result.value_or(nausf::AuthResult::ongoing);
    if (result == nausf::AuthResult::ongoing && has_packet) {
        // TS 33.501 6.1.3.1 steps 8 and 9: ngKSI and ABBA stay what they were.
        nas::AuthenticationRequest challenge;
        challenge.ng_ksi = record.next_ng_ksi;
        challenge.abba = awaiting.abba;
        challenge.eap = session->eap_payload.value->octets;
        expect(record, "T3560", challenge, turn);
        return AwaitingEapResponse{std::move(record), awaiting.session_path, challenge};
    }
    std::optional<Octets> packet;
    if (has_packet) packet = session->eap_payload.value->octets;
    if (result != nausf::AuthResult::success || !packet || !session->k_seaf || !session->supi) {
        // TS 24.501 8.2.5: an Authentication Reject carries EAP-Failure and no other packet.
        if (result != nausf::AuthResult::failure) packet.reset();
        return disbelieved(std::move(record), std::move(packet), turn);
    }
    // TS 33.501 6.1.3.1 step 11: EAP-Success goes to the UE in a message of its own or in the Security Mode Command.
    const auto k_amf = keys::k_amf(turn.kdf(*session->supi), *session->k_seaf, *session->supi, awaiting.abba);
    if (configuration_.eap_success.value_or("") == "authentication-result") {
        nas::AuthenticationResult message;
        message.ng_ksi = record.next_ng_ksi;
        message.eap = *packet;
        message.abba = awaiting.abba;
        tell(record, message, turn);
        packet.reset();
    }
    return start_security_mode(std::move(record), *session->supi, k_amf, awaiting.abba, std::move(packet), turn);
}

}  // namespace akmasim::amf
