// SPDX-License-Identifier: Apache-2.0
// The NAS Security Mode Command procedure: TS 33.501 6.7.2, TS 24.501 5.4.2 seen from the AMF.
#include "nf/amf/amf.hpp"
#include "simulator/keys/hierarchy.hpp"

namespace akmasim::amf {

using nas::FiveGmmCause;

namespace {

constexpr std::uint8_t send_whole_request = 0x02;  // TS 24.501 9.11.3.12: RINMR

}  // namespace

int Amf::choose(const std::vector<std::string>& priority, const nas::SecurityCapability& offered,
                bool integrity) const {
    // TS 33.501 5.5.1 and 5.5.2: the first of the operator's list that the UE offers. NIA0 is for an emergency without
    // authentication alone, which is not modelled: who is here has been authenticated.
    if (integrity && configuration_.null_integrity_always) return 0;
    for (const auto& name : priority) {
        const int algorithm = name.back() - '0';
        if (integrity && algorithm == 0) continue;
        if (integrity ? offered.offers_ia(algorithm) : offered.offers_ea(algorithm)) return algorithm;
    }
    return -1;
}

Amf::State Amf::start_security_mode(UeRecord record, const Supi& supi, const KAmf& k_amf, const Octets& abba,
                                    std::optional<Octets> eap_success, Turn& turn) {
    const auto& offered = *record.request.ue_security_capability;
    const int ea = choose(configuration_.ea, offered, false);
    const int ia = choose(configuration_.ia, offered, true);
    if (ea < 0 || ia < 0) return reject(record, FiveGmmCause::security_capabilities_mismatch, turn);
    record.supi = supi;
    // TS 33.501 6.7.2 step 1b: algorithms, ngKSI and the UE's own capabilities, integrity protected with the new key.
    auto enc = keys::k_nas_enc(turn.kdf(supi), k_amf, static_cast<Octet>(ea));
    auto integrity = keys::k_nas_int(turn.kdf(supi), k_amf, static_cast<Octet>(ia));
    const auto first_count = record.reauthentication ? 0 : configuration_.first_nas_count.value_or(0);
    auto security = std::make_shared<NasContext>(std::move(enc), std::move(integrity), ea, ia, first_count);
    nas::SecurityModeCommand command;
    command.ea = static_cast<std::uint8_t>(ea);
    command.ia = static_cast<std::uint8_t>(ia);
    command.ng_ksi = record.next_ng_ksi;
    command.replayed_capability = offered;
    // TS 33.501 6.4.6 step 3: a UE that has a context, and whose request did not verify, is asked for the whole of it.
    if (!record.reauthentication && !record.whole_request && record.request.ng_ksi != nas::no_key) {
        command.additional_security_information = send_whole_request;
    }
    // TS 33.501 6.1.3.1 step 11: EAP-Success travels with ngKSI and ABBA.
    if (eap_success) command.abba = abba;
    command.eap = std::move(eap_success);
    expect(record, {"T3560", nas::encode(command), SecurityHeader::integrity_new_context, security, 0}, turn);
    return AwaitingSecurityMode{std::move(record), std::move(security)};
}

Result<Amf::State> Amf::on(const AwaitingSecurityMode& awaiting, const nas::SecurityModeComplete& complete,
                           Turn& turn) {
    if (verified_ != awaiting.security) {
        return fail(Cause::integrity, "a Security Mode Complete that is not under the new context");
    }
    auto record = awaiting.record;
    // TS 33.501 6.4.6 step 5: the whole Registration Request comes in the container and counts from now on.
    if (complete.nas_message_container) {
        const auto inner = TRY(nas::decode(*complete.nas_message_container));
        const auto* request = std::get_if<nas::RegistrationRequest>(&inner);
        if (request == nullptr) return fail(Cause::malformed, "a container that holds no Registration Request");
        take_whole(record, *request);
    }
    answered(record, turn);
    record.security = awaiting.security;
    record.ng_ksi = record.next_ng_ksi;
    if (!record.reauthentication) return register_at_udm(std::move(record), turn);
    // TS 33.501 6.9.4.2 (assumed): the new K_AMF is in use on both sides, the former context is deleted.
    record.reauthentication = false;
    auto& known = known_[*record.supi];
    known.security = record.security;
    known.ng_ksi = record.ng_ksi;
    turn.report({"success", "", 0, "", "", ""});
    return Registered{std::move(record)};
}

Result<Amf::State> Amf::on(const AwaitingSecurityMode& awaiting, const nas::SecurityModeReject&, Turn& turn) {
    // TS 24.501 5.4.2.5: the procedure ends; what the UE had before stays, a registration ends with it.
    auto record = awaiting.record;
    answered(record, turn);
    return given_up(std::move(record), "the UE refuses the security mode", turn);
}

}  // namespace akmasim::amf
