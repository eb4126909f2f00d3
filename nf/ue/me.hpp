// SPDX-License-Identifier: Apache-2.0
// The mobile equipment: 5GMM of TS 24.501 seen from the UE, and the UE's half of the key hierarchy.
//
//   Deregistered -- Register --> AwaitingChallenge -- AuthenticationRequest --> AwaitingSecurityMode
//   AwaitingSecurityMode -- SecurityModeCommand --> AwaitingAccept -- RegistrationAccept --> Registered
//   a challenge that fails keeps AwaitingChallenge; AuthenticationReject or RegistrationReject leads back to
//   Deregistered
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "nf/ue/profile.hpp"
#include "nf/ue/usim.hpp"
#include "simulator/keys/nas_context.hpp"
#include "simulator/machine/conversations.hpp"
#include "simulator/protocol/command.hpp"
#include "simulator/protocol/nas.hpp"

namespace akmasim::ue {

// A Security Mode Command is checked with keys that it names itself, so it is heard with its octets.
struct ProtectedSecurityModeCommand {
    static constexpr std::string_view name = "SecurityModeCommand";
    nas::SecurityModeCommand body;
    Octets octets;
};

// What AKMA needs of a registered UE (TS 33.535 6.1).
struct AkmaContext {
    KAkma k_akma;
    AKid a_kid;
};

class Me {
public:
    struct Deregistered {
        static constexpr std::string_view name = "Deregistered";
    };
    struct AwaitingChallenge {
        static constexpr std::string_view name = "AwaitingChallenge";
        ReplyTo network;
        Octets full_request;  // goes into the container of Security Mode Complete
        bool emergency = false;
        int refused_with = 0;  // the 5GMM cause of our last Authentication Failure
    };
    struct AwaitingSecurityMode {
        static constexpr std::string_view name = "AwaitingSecurityMode";
        AwaitingChallenge before;
        int ng_ksi = 7;
        KAusf k_ausf;
        KAmf k_amf;
        AwaitingSecurityMode clone() const { return {before, ng_ksi, k_ausf.clone(), k_amf.clone()}; }
    };
    struct AwaitingAccept {
        static constexpr std::string_view name = "AwaitingAccept";
        ReplyTo network;
        std::shared_ptr<NasContext> security;
    };
    struct Registered {
        static constexpr std::string_view name = "Registered";
        ReplyTo network;
        std::shared_ptr<NasContext> security;
    };
    using State = std::variant<Deregistered, AwaitingChallenge, AwaitingSecurityMode, AwaitingAccept, Registered>;
    using Hears = std::variant<command::Register, nas::AuthenticationRequest, nas::AuthenticationReject,
                               ProtectedSecurityModeCommand, nas::SeedAkmaCapability, nas::RegistrationAccept,
                               nas::RegistrationReject>;

    explicit Me(Profile profile);

    Result<State> on(const Deregistered&, const command::Register&, Turn&);
    Result<State> on(const AwaitingChallenge&, const nas::AuthenticationRequest&, Turn&);
    Result<State> on(const AwaitingSecurityMode&, const nas::AuthenticationRequest&, Turn&);
    Result<State> on(const AwaitingChallenge&, const nas::AuthenticationReject&, Turn&);
    Result<State> on(const AwaitingSecurityMode&, const nas::AuthenticationReject&, Turn&);
    Result<State> on(const AwaitingChallenge&, const nas::RegistrationReject&, Turn&);
    Result<State> on(const AwaitingSecurityMode&, const nas::RegistrationReject&, Turn&);
    Result<State> on(const AwaitingSecurityMode&, const ProtectedSecurityModeCommand&, Turn&);
    Result<State> on(const AwaitingAccept&, const nas::SeedAkmaCapability&, Turn&);
    Result<State> on(const AwaitingAccept&, const nas::RegistrationAccept&, Turn&);

    // Octets from N1: opened as the state's security context demands, then heard.
    Result<void> hear_n1(const Envelope& incoming, Turn& turn);
    Result<void> hear_order(const command::Register& order, Turn& turn) { return conversations_.hear(0, order, turn); }

    [[nodiscard]] const AkmaContext* akma() const { return akma_ ? &*akma_ : nullptr; }
    [[nodiscard]] const Profile& profile() const { return profile_; }
    void inspect(command::Inspection& answer) const;

private:
    Result<nas::Suci> conceal(Turn& turn) const;
    Result<State> answer(const AwaitingChallenge& before, const nas::AuthenticationRequest& challenge, Turn& turn);
    State refuse(AwaitingChallenge before, nas::FiveGmmCause cause, std::optional<Auts> auts, Turn& turn) const;
    State accept(const AwaitingChallenge& before, const nas::AuthenticationRequest& challenge, Usim::Genuine genuine,
                 Turn& turn) const;
    Result<State> reject_security_mode(const AwaitingSecurityMode& was, nas::FiveGmmCause cause, Turn& turn) const;
    State give_up(std::string_view by, int cause, Turn& turn) const;
    void derive_akma(Turn& turn);
    std::shared_ptr<NasContext> security() const;

    Profile profile_;
    Usim usim_;
    std::optional<KAusf> k_ausf_;  // TS 33.501 6.2.2.2: stored on a valid Security Mode Command
    std::optional<AkmaContext> akma_;
    std::optional<nas::Guti> guti_;
    Conversations<Me> conversations_{*this};
};

}  // namespace akmasim::ue
