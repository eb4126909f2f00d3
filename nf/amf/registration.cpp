// SPDX-License-Identifier: Apache-2.0
// Registration, identification and deregistration: TS 24.501 5.5.1, 5.4.3 and 5.5.2 seen from the AMF.
#include "nf/amf/amf.hpp"

namespace akmasim::amf {

using nas::FiveGmmCause;

Amf::State Amf::reject(const UeRecord& record, FiveGmmCause cause, Turn& turn) {
    if (record.reauthentication) return given_up(record, "the home network has no vector for this UE", turn);
    tell(record, nas::RegistrationReject{cause}, turn);
    return Rejected{};
}

// The whole request replaces the one in clear; a capability that it does not repeat stays.
void Amf::take_whole(UeRecord& record, nas::RegistrationRequest whole) {
    if (!whole.ue_security_capability) whole.ue_security_capability = record.request.ue_security_capability;
    record.request = std::move(whole);
    record.whole_request = true;
}

Result<Amf::State> Amf::on(const Idle&, const nas::RegistrationRequest& request, Turn& turn) {
    UeRecord record;
    record.ue = turn.reply_to();
    record.request = request;
    // TS 24.501 5.5.1.2.8 (assumed): an initial registration without the UE's security capability cannot go on.
    if (!request.ue_security_capability) return reject(record, FiveGmmCause::invalid_mandatory_information, turn);
    if (const auto* suci = std::get_if<nas::Suci>(&request.identity)) {
        record.identity = SupiOrSuci(suci->text().text());
        return authenticate(std::move(record), std::nullopt, turn);
    }
    const auto* guti = std::get_if<nas::Guti>(&request.identity);
    const auto known = guti == nullptr ? known_.end() : known_by(*guti);
    // TS 33.501 6.12.4: where the 5G-GUTI says nothing to the AMF, it asks for the SUCI.
    if (known == known_.end()) return ask_identity(std::move(record), turn);
    record.named_by_guti = true;
    record.supi = known->first;
    record.identity = SupiOrSuci(known->first.text());
    record.ng_ksi = known->second.ng_ksi;
    record.security = verified_;
    if (verified_ && request.nas_message_container) {
        // TS 33.501 6.4.6 step 2: the whole request is in the container, ciphered under the same context.
        const auto whole =
            nas::decode(verified_->deciphered_of_last(*request.nas_message_container, Direction::uplink));
        if (const auto* inner = whole ? std::get_if<nas::RegistrationRequest>(&*whole) : nullptr)
            take_whole(record, *inner);
    }
    // TS 33.501 6.1.1.1: with a context that verifies the message, authentication is the operator's choice.
    const bool may_skip = record.whole_request && !configuration_.authenticate_known_ue.value_or(false);
    return may_skip ? register_at_udm(std::move(record), turn)
                    : authenticate(std::move(record), std::nullopt, turn);
}

Amf::State Amf::ask_identity(UeRecord record, Turn& turn) {
    // TS 24.501 5.4.3.2: T3570 runs until the UE has said who it is.
    ++record.identified;
    record.named_by_guti = false;
    if (!record.security) record.supi.reset();  // whom the 5G-GUTI named is not who is asked now
    expect(record, "T3570", nas::IdentityRequest{nas::IdentityType::suci}, turn);
    return AwaitingIdentity{std::move(record)};
}

Result<Amf::State> Amf::on(const AwaitingIdentity& awaiting, const nas::IdentityResponse& response, Turn& turn) {
    auto record = awaiting.record;
    answered(record, turn);
    const auto* suci = std::get_if<nas::Suci>(&response.identity);
    if (suci == nullptr) return reject(record, FiveGmmCause::identity_cannot_be_derived, turn);
    record.identity = SupiOrSuci(suci->text().text());
    return authenticate(std::move(record), std::nullopt, turn);
}

nas::Guti Amf::allocate_guti(Turn& turn) const {
    const auto random = turn.random("5G-TMSI").draw<FixedOctets<"5G-TMSI", 4>>();
    nas::Guti guti{configuration_.mcc, configuration_.mnc, 1, 1, 0, 0};
    for (const Octet octet : random.view()) guti.tmsi = guti.tmsi << 8 | octet;
    return guti;
}

Amf::State Amf::accept_registration(UeRecord record, Turn& turn) {
    // TR 33.862 key issue 2 (seed only): the UE retrieves the AKMA capability from the 5GC.
    if (configuration_.capability == "seed-literal" && configuration_.seed_capability_sent) {
        nas::SeedAkmaCapability capability;
        capability.akma_supported = configuration_.akma_capability;
        tell(record, capability, turn);
    }
    // TS 33.501 6.12.3: a new 5G-GUTI goes out with the acceptance; T3550 runs until the UE acknowledges it.
    auto& known = known_[*record.supi];
    end_former_connection(known, turn);
    name(*record.supi, known, allocate_guti(turn));
    known.ng_ksi = record.ng_ksi;
    known.security = record.security;
    known.connection = connection_;
    known.registered = true;
    nas::RegistrationAccept accept;
    accept.guti = known.guti;
    expect(record, "T3550", accept, turn);
    return AwaitingComplete{std::move(record)};
}

Result<Amf::State> Amf::on(const AwaitingComplete& awaiting, const nas::RegistrationComplete&, Turn& turn) {
    auto record = awaiting.record;
    answered(record, turn);
    forget_former_name(known_[*record.supi]);
    return Registered{std::move(record)};
}

Amf::State Amf::leave(UeRecord record, const nas::DeregistrationRequest& request, Turn& turn) {
    // TS 24.501 5.4.1.3.7, 5.4.2.7, 5.4.3.6 and 5.5.2.3.5 (assumed): where it collides with another procedure, that is
    // aborted and the deregistration goes on.
    answered(record, turn);
    turn.stop(ausf_timer, connection_);
    if (record.reauthentication) turn.report({"failed", "amf", 0, "nas", "", "the UE has left"});
    // TS 24.501 5.5.2.2.2: an accept goes out unless the UE is switched off. TS 33.501 6.8.1.1.1 (assumed): the native
    // security context stays stored, and the next registration is protected with it.
    if (!request.switch_off) tell(record, nas::DeregistrationAccept{}, turn);
    // Whoever names a UE in clear takes nothing from it.
    const auto known = record.supi && record.security ? known_.find(*record.supi) : known_.end();
    if (known != known_.end()) {
        known->second.registered = false;
        end_former_connection(known->second, turn);
    }
    return Deregistered{};
}

Result<Amf::State> Amf::on(const Registered& was, const command::Deregister& order, Turn& turn) {
    // TS 24.501 5.5.2.3.1: T3522 runs until the UE has accepted.
    auto record = was.record;
    nas::NetworkDeregistrationRequest request;
    request.reregistration_required = order.reregistration_required;
    expect(record, "T3522", request, turn);
    return AwaitingDeregistrationAccept{std::move(record), order.reregistration_required};
}

Result<Amf::State> Amf::on(const AwaitingDeregistrationAccept& awaiting, const nas::NetworkDeregistrationAccept&,
                           Turn& turn) {
    auto record = awaiting.record;
    answered(record, turn);
    turn.report({"success", "", 0, "", "", ""});
    // TS 33.501 6.8.1.1.1 (assumed): what is known of the UE stays where it is to register again, else it goes.
    if (awaiting.reregistration_required)
        known_[*record.supi].registered = false;
    else
        forget(*record.supi);
    return Deregistered{};
}

}  // namespace akmasim::amf
