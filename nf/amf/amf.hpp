// SPDX-License-Identifier: Apache-2.0
// The AMF with its SEAF: TS 33.501 6.1.3 and 6.7.2 seen from the serving network, one conversation per N1 connection.
//
//   Idle -- RegistrationRequest --> AwaitingVector; AwaitingIdentity where a 5G-GUTI says nothing;
//     AwaitingUdmRegistration where it names a UE whose message verifies and who need not be authenticated again
//   AwaitingIdentity -- IdentityResponse --> AwaitingVector
//   AwaitingVector -- AuthenticateResponse --> AwaitingResStar (5G AKA) or AwaitingEapResponse (EAP-AKA')
//   AwaitingResStar -- AuthenticationResponse --> AwaitingConfirmation -- AkaConfirmationResponse -->
//     AwaitingSecurityMode
//   AwaitingEapResponse -- AuthenticationResponse --> AwaitingEapSession -- EapSessionResponse -->
//     AwaitingEapResponse (one more packet) or AwaitingSecurityMode
//   AwaitingSecurityMode -- SecurityModeComplete --> AwaitingUdmRegistration -- AmfRegistrationResponse -->
//     AwaitingComplete -- RegistrationComplete --> Registered; where the UDM says no, or nothing: Rejected
//   Registered -- Reauthenticate --> AwaitingVector ... AwaitingSecurityMode -- SecurityModeComplete --> Registered
//   wherever a UE is heard -- DeregistrationRequest --> Deregistered; Registered -- Deregister --> AwaitingDeregistrationAccept -->
//     Deregistered
//   AwaitingVector, AwaitingConfirmation, AwaitingEapSession -- no answer of the AUSF in time --> Rejected; Registered
//     where the UE was so before and there is no vector; AwaitingIdentity where only a 5G-GUTI said who it is
//   Whatever is awaited of the UE is sent again when T3550, T3560, T3570 or T3522 runs out, four times, then given up.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "simulator/keys/nas_context.hpp"
#include "simulator/machine/resident.hpp"
#include "simulator/machine/sbi.hpp"
#include "simulator/protocol/nas.hpp"
#include "simulator/protocol/nausf.hpp"
#include "simulator/protocol/nudm_uecm.hpp"

namespace akmasim::amf {

struct Configuration {
    std::string mcc;
    std::string mnc;
    std::vector<std::string> ea;  // by priority: EA2, EA0, ...
    std::vector<std::string> ia;
    bool null_integrity_always = false;  // picks NIA0: a fault that a UE must refuse
    std::string capability;              // configuration, seed-literal or none
    bool seed_capability_sent = true;
    bool akma_capability = true;                   // what the seed's message says
    std::optional<bool> authenticate_known_ue;     // a UE found by its 5G-GUTI whose message verifies; absent: no
    std::optional<int> identify_after_failure;     // how often a UE that refused a challenge is asked who it is
    std::optional<std::string> eap_success;        // what carries it: security-mode (absent) or authentication-result
    std::optional<std::uint32_t> first_nas_count;  // of contexts that a registration makes; absent: 0
    std::optional<int> first_ng_ksi;               // tried first, though it be in use: a fault; absent, -1: a free one

    static void fields(auto& m, auto& visit) {
        visit("mcc", m.mcc);
        visit("mnc", m.mnc);
        visit("ea", m.ea);
        visit("ia", m.ia);
        visit("nullIntegrityAlways", m.null_integrity_always);
        visit("capability", m.capability);
        visit("seedCapabilitySent", m.seed_capability_sent);
        visit("akmaCapability", m.akma_capability);
        visit("authenticateKnownUe", m.authenticate_known_ue);
        visit("identifyAfterFailure", m.identify_after_failure);
        visit("eapSuccess", m.eap_success);
        visit("firstNgKsi", m.first_ng_ksi);
        visit("firstNasCount", m.first_nas_count);
    }
};

using Authenticated = Response<sbi::authenticate, nausf::UEAuthenticationCtx>;
using RegisteredAtUdm = Response<sbi::amf_registration, nudm::Amf3GppAccessRegistration>;
using AkaConfirmed = Response<sbi::aka_confirmation, nausf::ConfirmationDataResponse>;
using EapContinued = Response<sbi::eap_session, nausf::EapSession>;

inline constexpr std::string_view ausf_timer = "N12";  // runs while the AMF waits for the AUSF

// What was sent to the UE and is sent again until it answers.
struct Pending {
    std::string timer;  // empty: nothing is awaited
    Octets plain;
    SecurityHeader header = SecurityHeader::plain;
    std::shared_ptr<NasContext> with;
    int sent = 0;
};

// What the AMF remembers of a UE on one connection.
struct UeRecord {
    ReplyTo ue;
    nas::RegistrationRequest request;
    SupiOrSuci identity;         // what the home network is asked about
    bool named_by_guti = false;  // the identity is what the AMF takes the 5G-GUTI to mean
    std::optional<Supi> supi;    // once it is known
    std::uint8_t ng_ksi = nas::no_key;
    std::shared_ptr<NasContext> security;  // the current context of this connection; none: N1 is in clear
    std::uint8_t next_ng_ksi = 0;          // of the challenge under way
    bool whole_request = false;            // the request was read from a container that verified
    bool reauthentication = false;
    int identified = 0;
    int resynchronised = 0;
    Pending pending;
};

// What stays of a UE when its connection ends (TS 33.501 6.8.1.1.1, assumed: the native context outlives it).
struct KnownUe {
    nas::Guti guti;
    std::optional<nas::Guti> former_guti;  // until the UE has acknowledged the new one
    std::uint8_t ng_ksi = nas::no_key;
    std::shared_ptr<NasContext> security;
    std::uint64_t connection = 0;
    bool registered = false;
};

class Amf final : public Resident {
public:
    struct Idle {
        static constexpr std::string_view name = "Idle";
    };
    struct AwaitingIdentity {
        static constexpr std::string_view name = "AwaitingIdentity";
        UeRecord record;
    };
    struct AwaitingVector {
        static constexpr std::string_view name = "AwaitingVector";
        UeRecord record;
    };
    struct AwaitingResStar {
        static constexpr std::string_view name = "AwaitingResStar";
        UeRecord record;
        std::string confirmation_path;
        nas::AuthenticationRequest challenge;
        HresStar hxres_star;
    };
    struct AwaitingConfirmation {
        static constexpr std::string_view name = "AwaitingConfirmation";
        UeRecord record;
        Octets abba;
        bool res_star_matched = false;
    };
    struct AwaitingEapResponse {
        static constexpr std::string_view name = "AwaitingEapResponse";
        UeRecord record;
        std::string session_path;
        nas::AuthenticationRequest challenge;
    };
    struct AwaitingEapSession {
        static constexpr std::string_view name = "AwaitingEapSession";
        UeRecord record;
        std::string session_path;
        Octets abba;
    };
    struct AwaitingSecurityMode {
        static constexpr std::string_view name = "AwaitingSecurityMode";
        UeRecord record;
        std::shared_ptr<NasContext> security;  // the new one
    };
    struct AwaitingUdmRegistration {
        static constexpr std::string_view name = "AwaitingUdmRegistration";
        UeRecord record;
    };
    struct AwaitingComplete {
        static constexpr std::string_view name = "AwaitingComplete";
        UeRecord record;
    };
    struct Registered {
        static constexpr std::string_view name = "Registered";
        UeRecord record;
    };
    struct AwaitingDeregistrationAccept {
        static constexpr std::string_view name = "AwaitingDeregistrationAccept";
        UeRecord record;
        bool reregistration_required = false;
    };
    struct Deregistered {
        static constexpr std::string_view name = "Deregistered";
        static constexpr bool ends = true;
    };
    struct Rejected {
        static constexpr std::string_view name = "Rejected";
        static constexpr bool ends = true;
    };
    using State = std::variant<Idle, AwaitingIdentity, AwaitingVector, AwaitingResStar, AwaitingConfirmation,
                               AwaitingEapResponse, AwaitingEapSession, AwaitingSecurityMode,
                               AwaitingUdmRegistration, AwaitingComplete, Registered, AwaitingDeregistrationAccept, Deregistered, Rejected>;
    using Hears = std::variant<nas::RegistrationRequest, nas::IdentityResponse, nas::AuthenticationResponse,
                               nas::AuthenticationFailure, nas::SecurityModeComplete, nas::SecurityModeReject,
                               nas::RegistrationComplete, nas::DeregistrationRequest, nas::NetworkDeregistrationAccept,
                               Authenticated, AkaConfirmed, EapContinued, RegisteredAtUdm, command::Reauthenticate,
                               command::Deregister, command::TimerExpired>;

    Amf(Surroundings around, Configuration configuration)
        : Resident(std::move(around)), configuration_(std::move(configuration)) {}

    // registration.cpp
    Result<State> on(const Idle&, const nas::RegistrationRequest&, Turn&);
    Result<State> on(const AwaitingIdentity&, const nas::IdentityResponse&, Turn&);
    Result<State> on(const AwaitingComplete&, const nas::RegistrationComplete&, Turn&);
    template <class Was>
        requires requires(const Was& was) { was.record; }
    Result<State> on(const Was& was, const nas::DeregistrationRequest& request, Turn& turn) {
        // TS 33.501 6.1.3.2.0 step 9: a UE that answers no more has failed, and the AUSF is told so.
        if constexpr (requires { was.hxres_star; }) tell_unreached(was.confirmation_path, turn);
        if constexpr (requires { was.reregistration_required; })
            turn.report({"success", "", 0, "", "", "the UE has left by itself"});
        return leave(was.record, request, turn);
    }
    Result<State> on(const Registered&, const command::Deregister&, Turn&);
    Result<State> on(const AwaitingDeregistrationAccept&, const nas::NetworkDeregistrationAccept&, Turn&);
    // authentication.cpp
    Result<State> on(const Registered&, const command::Reauthenticate&, Turn&);
    Result<State> on(const AwaitingVector&, const Authenticated&, Turn&);
    Result<State> on(const AwaitingResStar&, const nas::AuthenticationResponse&, Turn&);
    Result<State> on(const AwaitingResStar&, const nas::AuthenticationFailure&, Turn&);
    Result<State> on(const AwaitingConfirmation&, const AkaConfirmed&, Turn&);
    Result<State> on(const AwaitingEapResponse&, const nas::AuthenticationResponse&, Turn&);
    Result<State> on(const AwaitingEapResponse&, const nas::AuthenticationFailure&, Turn&);
    Result<State> on(const AwaitingEapSession&, const EapContinued&, Turn&);
    // What the AUSF says once the UE was given up changes nothing.
    Result<State> on(const Registered& was, const AkaConfirmed&, Turn&) { return State{was}; }
    // security_mode.cpp
    Result<State> on(const AwaitingSecurityMode&, const nas::SecurityModeComplete&, Turn&);
    Result<State> on(const AwaitingSecurityMode&, const nas::SecurityModeReject&, Turn&);
    // udm_registration.cpp
    Result<State> on(const AwaitingUdmRegistration&, const RegisteredAtUdm&, Turn&);
    // timers.cpp
    Result<State> on(const AwaitingIdentity&, const command::TimerExpired&, Turn&);
    Result<State> on(const AwaitingResStar&, const command::TimerExpired&, Turn&);
    Result<State> on(const AwaitingEapResponse&, const command::TimerExpired&, Turn&);
    Result<State> on(const AwaitingSecurityMode&, const command::TimerExpired&, Turn&);
    Result<State> on(const AwaitingComplete&, const command::TimerExpired&, Turn&);
    Result<State> on(const AwaitingDeregistrationAccept&, const command::TimerExpired&, Turn&);

protected:
    Result<void> hear(const Envelope& incoming, Turn& turn) override;
    command::Inspection inspect(const command::Inspect& about) const override;
    void count(Held& held) const override {
        held["conversations"] = conversations_.size();
        held["known UEs"] = known_.size();
        held["GUTIs"] = by_guti_.size();
    }

private:
    State leave(UeRecord record, const nas::DeregistrationRequest& request, Turn& turn);
    void tell_unreached(const std::string& confirmation_path, Turn& turn) const;
    static void take_whole(UeRecord& record, nas::RegistrationRequest whole);
    Result<void> hear_n1(const Envelope& incoming, Turn& turn);
    Result<void> renew_keys(Turn& turn);
    Result<void> hear_sbi(const Envelope& incoming, Turn& turn);
    Result<void> hear_order(const Envelope& incoming, Turn& turn);
    Result<Octets> opened(const Envelope& incoming);

    // Says it once; or until the UE answers, as often as its timer allows.
    void tell(const UeRecord& record, const nas::Message& message, Turn& turn) const;
    void expect(UeRecord& record, Pending pending, Turn& turn) const;
    void expect(UeRecord& record, std::string_view timer, const nas::Message& message, Turn& turn) const;
    void answered(UeRecord& record, Turn& turn) const;
    bool said_again(UeRecord& record, Turn& turn) const;

    State reject(const UeRecord& record, nas::FiveGmmCause cause, Turn& turn);
    State ask_identity(UeRecord record, Turn& turn);
    State accept_registration(UeRecord record, Turn& turn);
    State authenticate(UeRecord record, std::optional<nausf::ResynchronizationInfo> resynchronization, Turn& turn);
    State refused(UeRecord record, nas::FiveGmmCause cause, Turn& turn);
    State disbelieved(UeRecord record, std::optional<Octets> eap, Turn& turn);
    State start_security_mode(UeRecord record, const Supi& supi, const KAmf& k_amf, const Octets& abba,
                              std::optional<Octets> eap_success, Turn& turn);
    State given_up(UeRecord record, std::string_view why, Turn& turn);
    std::uint8_t free_ng_ksi(const UeRecord& record) const;
    State register_at_udm(UeRecord record, Turn& turn) const;
    Result<void> hear_notification(const Envelope& incoming, Turn& turn);
    nas::Guti allocate_guti(Turn& turn) const;
    int choose(const std::vector<std::string>& priority, const nas::SecurityCapability& offered, bool integrity) const;
    std::map<Supi, KnownUe>::iterator known_by(const nas::Guti& guti);
    void name(const Supi& supi, KnownUe& known, const nas::Guti& guti);
    void forget_former_name(KnownUe& known);
    void forget(const Supi& supi);
    void end_former_connection(const KnownUe& known, Turn& turn);

    Configuration configuration_;
    std::uint64_t connection_ = 0;          // the one being heard
    std::shared_ptr<NasContext> verified_;  // what verified the message being heard
    std::map<Supi, KnownUe> known_;
    std::map<nas::Guti, Supi> by_guti_;  // of all of them, former ones too
    Conversations<Amf> conversations_{*this};
};

}  // namespace akmasim::amf
