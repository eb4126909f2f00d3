// SPDX-License-Identifier: Apache-2.0
// The AMF with its SEAF: TS 33.501 6.1.3.2 and 6.7.2 seen from the serving network.
//
//   Idle -- RegistrationRequest --> AwaitingVector -- AuthenticateResponse --> AwaitingResStar
//   AwaitingResStar -- AuthenticationResponse --> AwaitingConfirmation -- AkaConfirmationResponse -->
//   AwaitingSecurityMode AwaitingResStar -- AuthenticationFailure #21 --> AwaitingVector AwaitingSecurityMode --
//   SecurityModeComplete --> AwaitingComplete -- RegistrationComplete --> Registered every refusal leads to Rejected
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "simulator/keys/nas_context.hpp"
#include "simulator/machine/resident.hpp"
#include "simulator/machine/sbi.hpp"
#include "simulator/protocol/nas.hpp"
#include "simulator/protocol/nausf.hpp"

namespace akmasim::amf {

struct Configuration {
    std::string mcc;
    std::string mnc;
    std::vector<std::string> ea;  // by priority: EA2, EA0, ...
    std::vector<std::string> ia;
    bool null_integrity_always = false;  // picks NIA0 even without an emergency: a fault that a UE must refuse
    std::string capability;              // configuration, seed-literal or none
    bool seed_capability_sent = true;
    bool akma_capability = true;  // what the seed's message says

    static void fields(auto& m, auto& visit) {
        visit("mcc", m.mcc);
        visit("mnc", m.mnc);
        visit("ea", m.ea);
        visit("ia", m.ia);
        visit("nullIntegrityAlways", m.null_integrity_always);
        visit("capability", m.capability);
        visit("seedCapabilitySent", m.seed_capability_sent);
        visit("akmaCapability", m.akma_capability);
    }
};

using Authenticated = Response<sbi::authenticate, nausf::UEAuthenticationCtx>;
using AkaConfirmed = Response<sbi::aka_confirmation, nausf::ConfirmationDataResponse>;

// What the AMF remembers of a UE while it registers.
struct UeRecord {
    ReplyTo ue;
    nas::RegistrationRequest request;
    SupiOrSuci identity;
};

class Amf final : public Resident {
public:
    struct Idle {
        static constexpr std::string_view name = "Idle";
    };
    struct AwaitingVector {
        static constexpr std::string_view name = "AwaitingVector";
        UeRecord record;
    };
    struct AwaitingResStar {
        static constexpr std::string_view name = "AwaitingResStar";
        UeRecord record;
        std::string confirmation_path;
        Rand rand;
        HresStar hxres_star;
        Octets abba;
    };
    struct AwaitingConfirmation {
        static constexpr std::string_view name = "AwaitingConfirmation";
        UeRecord record;
        Octets abba;
        bool res_star_matched = false;
    };
    struct AwaitingSecurityMode {
        static constexpr std::string_view name = "AwaitingSecurityMode";
        UeRecord record;
        Supi supi;
        std::shared_ptr<NasContext> security;
    };
    struct AwaitingComplete {
        static constexpr std::string_view name = "AwaitingComplete";
        UeRecord record;
        Supi supi;
        std::shared_ptr<NasContext> security;
    };
    struct Registered {
        static constexpr std::string_view name = "Registered";
        UeRecord record;
        Supi supi;
        std::shared_ptr<NasContext> security;
    };
    struct Rejected {
        static constexpr std::string_view name = "Rejected";
    };
    using State = std::variant<Idle, AwaitingVector, AwaitingResStar, AwaitingConfirmation, AwaitingSecurityMode,
                               AwaitingComplete, Registered, Rejected>;
    using Hears = std::variant<nas::RegistrationRequest, nas::AuthenticationResponse, nas::AuthenticationFailure,
                               nas::SecurityModeComplete, nas::SecurityModeReject, nas::RegistrationComplete,
                               Authenticated, AkaConfirmed>;

    Amf(Surroundings around, Configuration configuration)
        : Resident(std::move(around)), configuration_(std::move(configuration)) {}

    Result<State> on(const Idle&, const nas::RegistrationRequest&, Turn&);
    Result<State> on(const Rejected&, const nas::RegistrationRequest&, Turn&);
    Result<State> on(const AwaitingVector&, const Authenticated&, Turn&);
    Result<State> on(const AwaitingResStar&, const nas::AuthenticationResponse&, Turn&);
    Result<State> on(const AwaitingResStar&, const nas::AuthenticationFailure&, Turn&);
    Result<State> on(const AwaitingConfirmation&, const AkaConfirmed&, Turn&);
    Result<State> on(const AwaitingSecurityMode&, const nas::SecurityModeComplete&, Turn&);
    Result<State> on(const AwaitingSecurityMode&, const nas::SecurityModeReject&, Turn&);
    Result<State> on(const AwaitingComplete&, const nas::RegistrationComplete&, Turn&);

protected:
    Result<void> hear(const Envelope& incoming, Turn& turn) override;
    command::Inspection inspect(const command::Inspect& about) const override;

private:
    Result<void> hear_n1(const Envelope& incoming, Turn& turn);
    Result<void> hear_sbi(const Envelope& incoming, Turn& turn);
    State authenticate(UeRecord record, std::optional<nausf::ResynchronizationInfo> resynchronization, Turn& turn);
    State start_security_mode(const UeRecord& record, const Supi& supi, const KAmf& k_amf, Turn& turn);
    nas::Guti allocate_guti(Turn& turn) const;
    int choose(const std::vector<std::string>& priority, const nas::SecurityCapability& offered, bool integrity,
               bool emergency) const;

    Configuration configuration_;
    std::uint64_t connection_ = 0;  // the one being heard
    std::map<std::uint64_t, Address> owners_;
    std::map<Supi, std::string> registered_;  // SUPI -> 5G-GUTI
    Conversations<Amf> conversations_{*this};
};

}  // namespace akmasim::amf
