// SPDX-License-Identifier: Apache-2.0
// The mobile equipment: 5GMM of TS 24.501 seen from the UE, and the UE's half of the key hierarchy.
//
//   Deregistered -- Register --> AwaitingChallenge -- AuthenticationRequest --> AwaitingSecurityMode
//   AwaitingSecurityMode -- SecurityModeCommand --> AwaitingAccept -- RegistrationAccept --> Registered
//   AwaitingChallenge -- RegistrationAccept --> Registered, where the network knows the UE by its 5G-GUTI
//   Registered -- AuthenticationRequest --> Rechallenged -- SecurityModeCommand --> Registered
//   Registered -- Deregister --> AwaitingDeregistrationAccept -- DeregistrationAccept --> Deregistered
//   a challenge that fails keeps its state; AuthenticationReject or RegistrationReject leads back to Deregistered;
//   T3510 leads to AwaitingRetry, and T3511 from there to AwaitingChallenge again, four times
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
#include "simulator/protocol/eap.hpp"
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

// The current 5G NAS security context (TS 33.501 6.3.2); it outlives a connection.
struct SecurityContext {
    std::uint8_t ng_ksi = nas::no_key;
    std::shared_ptr<NasContext> nas;
};

// What a UE offers, and must find replayed in a Security Mode Command.
nas::SecurityCapability capability_of(const Profile& profile);

// A registration that is under way.
struct Attempt {
    ReplyTo network;
    Octets whole_request;  // goes into the container of Security Mode Complete
    command::Register order;
    int number = 1;
    int refused_with = 0;  // the 5GMM cause of our last Authentication Failure
};

// What a genuine challenge led to, before the network has said how it ended.
struct Challenged {
    std::uint8_t ng_ksi = nas::no_key;
    std::optional<std::uint8_t> eap;  // the identifier of the EAP exchange; absent: 5G AKA
    KAusf k_ausf;
    KAmf k_amf;
    Challenged clone() const { return {ng_ksi, eap, k_ausf.clone(), k_amf.clone()}; }
};

// EAP-Success that ends the exchange of this challenge.
bool ends_with_success(View packet, const Challenged& fresh);

class Me {
public:
    struct Deregistered {
        static constexpr std::string_view name = "Deregistered";
    };
    struct AwaitingChallenge {
        static constexpr std::string_view name = "AwaitingChallenge";
        Attempt attempt;
    };
    struct AwaitingSecurityMode {
        static constexpr std::string_view name = "AwaitingSecurityMode";
        Attempt attempt;
        Challenged fresh;
    };
    struct AwaitingAccept {
        static constexpr std::string_view name = "AwaitingAccept";
        Attempt attempt;
    };
    struct AwaitingRetry {
        static constexpr std::string_view name = "AwaitingRetry";
        command::Register order;
        int number = 1;
    };
    struct Registered {
        static constexpr std::string_view name = "Registered";
        ReplyTo network;
    };
    struct Rechallenged {
        static constexpr std::string_view name = "Rechallenged";
        ReplyTo network;
        Challenged fresh;
    };
    struct AwaitingDeregistrationAccept {
        static constexpr std::string_view name = "AwaitingDeregistrationAccept";
        ReplyTo network;
        int sent = 1;
    };
    using State = std::variant<Deregistered, AwaitingChallenge, AwaitingSecurityMode, AwaitingAccept, AwaitingRetry,
                               Registered, Rechallenged, AwaitingDeregistrationAccept>;
    using Hears = std::variant<command::Register, command::Deregister, nas::IdentityRequest, nas::AuthenticationRequest,
                               nas::AuthenticationResult, nas::AuthenticationReject, ProtectedSecurityModeCommand,
                               nas::SeedAkmaCapability, nas::RegistrationAccept, nas::RegistrationReject,
                               nas::DeregistrationAccept, nas::NetworkDeregistrationRequest, command::TimerExpired>;

    Me(Profile profile, Usim usim);

    // registration.cpp
    Result<State> on(const Deregistered&, const command::Register&, Turn&);
    Result<State> on(const Deregistered&, const command::Deregister&, Turn&);
    Result<State> on(const Registered&, const command::Register&, Turn&);
    Result<State> on(const Rechallenged&, const command::Register&, Turn&);
    Result<State> on(const AwaitingChallenge&, const nas::IdentityRequest&, Turn&);
    Result<State> on(const AwaitingSecurityMode&, const nas::IdentityRequest&, Turn&);
    Result<State> on(const Rechallenged&, const nas::IdentityRequest&, Turn&);
    Result<State> on(const Registered&, const nas::IdentityRequest&, Turn&);
    Result<State> on(const AwaitingChallenge&, const nas::RegistrationAccept&, Turn&);
    Result<State> on(const AwaitingAccept&, const nas::RegistrationAccept&, Turn&);
    Result<State> on(const Registered&, const nas::RegistrationAccept&, Turn&);
    Result<State> on(const AwaitingChallenge&, const nas::SeedAkmaCapability&, Turn&);
    Result<State> on(const AwaitingAccept&, const nas::SeedAkmaCapability&, Turn&);
    Result<State> on(const AwaitingChallenge&, const nas::RegistrationReject&, Turn&);
    Result<State> on(const AwaitingSecurityMode&, const nas::RegistrationReject&, Turn&);
    Result<State> on(const AwaitingAccept&, const nas::RegistrationReject&, Turn&);
    // deregistration.cpp
    Result<State> on(const Registered&, const command::Deregister&, Turn&);
    Result<State> on(const Rechallenged&, const command::Deregister&, Turn&);
    Result<State> on(const AwaitingDeregistrationAccept&, const nas::DeregistrationAccept&, Turn&);
    Result<State> on(const Registered&, const nas::NetworkDeregistrationRequest&, Turn&);
    Result<State> on(const Rechallenged&, const nas::NetworkDeregistrationRequest&, Turn&);
    // authentication.cpp
    Result<State> on(const AwaitingChallenge&, const nas::AuthenticationRequest&, Turn&);
    Result<State> on(const AwaitingSecurityMode&, const nas::AuthenticationRequest&, Turn&);
    Result<State> on(const Registered&, const nas::AuthenticationRequest&, Turn&);
    Result<State> on(const Rechallenged&, const nas::AuthenticationRequest&, Turn&);
    Result<State> on(const AwaitingSecurityMode&, const nas::AuthenticationResult&, Turn&);
    Result<State> on(const Rechallenged&, const nas::AuthenticationResult&, Turn&);
    Result<State> on(const AwaitingChallenge&, const nas::AuthenticationReject&, Turn&);
    Result<State> on(const AwaitingSecurityMode&, const nas::AuthenticationReject&, Turn&);
    Result<State> on(const Registered&, const nas::AuthenticationReject&, Turn&);
    Result<State> on(const Rechallenged&, const nas::AuthenticationReject&, Turn&);
    // security_mode.cpp
    Result<State> on(const AwaitingSecurityMode&, const ProtectedSecurityModeCommand&, Turn&);
    Result<State> on(const Rechallenged&, const ProtectedSecurityModeCommand&, Turn&);
    Result<State> on(const AwaitingAccept&, const ProtectedSecurityModeCommand&, Turn&);
    Result<State> on(const Registered&, const ProtectedSecurityModeCommand&, Turn&);
    // timers.cpp
    Result<State> on(const AwaitingChallenge&, const command::TimerExpired&, Turn&);
    Result<State> on(const AwaitingSecurityMode&, const command::TimerExpired&, Turn&);
    Result<State> on(const AwaitingAccept&, const command::TimerExpired&, Turn&);
    Result<State> on(const AwaitingRetry&, const command::TimerExpired&, Turn&);
    Result<State> on(const Registered&, const command::TimerExpired&, Turn&);
    Result<State> on(const Rechallenged&, const command::TimerExpired&, Turn&);
    Result<State> on(const AwaitingDeregistrationAccept&, const command::TimerExpired&, Turn&);

    // Octets from N1: opened as the state's security context demands, then heard.
    Result<void> hear_n1(const Envelope& incoming, Turn& turn);
    template <class Order>
    Result<void> hear_order(const Order& order, Turn& turn) {
        return conversations_.hear(0, order, turn);
    }

    Result<void> provision(const std::string& json);  // provisioning.cpp

    [[nodiscard]] const AkmaContext* akma() const { return akma_ ? &*akma_ : nullptr; }
    [[nodiscard]] Time akma_since() const { return akma_since_; }
    [[nodiscard]] const Profile& profile() const { return profile_; }
    [[nodiscard]] ServingNetworkName serving_network() const;
    void inspect(command::Inspection& answer) const;

private:
    // What became of a challenge: it led to keys, was refused, was the last of three, or was answered before.
    struct Refused {
        int cause = 0;
    };
    struct NetworkIsFalse {
        int cause = 0;
    };
    struct Repeated {};
    using Verdict = std::variant<Challenged, Refused, NetworkIsFalse, Repeated>;

    Result<void> hear_plain(View plain, Turn& turn);
    Result<void> hear_on_new_connection(const Envelope& incoming, Turn& turn);
    Result<Octets> opened(const Envelope& incoming);
    void tell(const ReplyTo& network, const nas::Message& message, Turn& turn) const;
    Result<nas::Suci> conceal(Turn& turn) const;
    Result<State> start(const command::Register& order, int number, Turn& turn);
    State accepted(const ReplyTo& network, const nas::RegistrationAccept& accept, Turn& turn);
    State rejected(const nas::RegistrationReject& reject, Turn& turn);
    void identify(const ReplyTo& network, nas::Suci suci, Turn& turn) const;

    Result<Verdict> consider(const ReplyTo& network, const nas::AuthenticationRequest& challenge, Turn& turn);
    Result<Verdict> consider_aka(const ReplyTo& network, const nas::AuthenticationRequest& challenge, Turn& turn);
    Result<Verdict> consider_eap(const ReplyTo& network, const nas::AuthenticationRequest& challenge, Turn& turn);
    Verdict answer_eap_challenge(const ReplyTo& network, const nas::AuthenticationRequest& challenge,
                                 const eap::Packet& packet, Turn& turn);
    std::optional<eap::Message> doubt(const eap::ChallengeRequest& asked) const;
    Challenged keys_of(const nas::AuthenticationRequest& challenge, KAusf k_ausf, std::optional<std::uint8_t> eap,
                       Turn& turn) const;
    Verdict refuse(const ReplyTo& network, nas::FiveGmmCause cause, std::optional<Auts> auts, Turn& turn);
    Verdict respond(const ReplyTo& network, View heard, const nas::AuthenticationResponse& response, Challenged fresh,
                    Turn& turn);
    void remember(const ReplyTo& network, View heard, const nas::AuthenticationResponse& response, Turn& turn);
    Verdict respond_eap(const ReplyTo& network, const Octets& request, eap::Message message, Turn& turn);
    State judged(const Attempt& attempt, Verdict verdict, State unchanged, Turn& turn);
    State judged(const ReplyTo& network, Verdict verdict, State unchanged) const;
    Result<State> turned_away(int refused_with, Turn& turn);

    std::optional<nas::FiveGmmCause> doubt(const nas::SecurityModeCommand& command, const Challenged& fresh) const;
    Result<std::shared_ptr<NasContext>> take_into_use(const ProtectedSecurityModeCommand& command,
                                                      const Challenged& fresh, const Attempt* registration,
                                                      nas::FiveGmmCause& cause, Turn& turn);
    void complete(const ReplyTo& network, const Octets& container, Turn& turn) const;
    Result<void> repeat_complete(const ReplyTo& network, const ProtectedSecurityModeCommand& command,
                                 const Octets& container, Turn& turn);

    void stop_authentication_timers(Turn& turn);
    void succeed(const KAusf& k_ausf, Turn& turn);
    void derive_akma(Turn& turn);
    State give_up(std::string_view by, int cause, Turn& turn, std::string_view detail = {});
    Result<State> retry(const Attempt& attempt, Turn& turn);
    const ReplyTo* connection() const;
    void forget_security() {
        guti_.reset();
        current_.reset();
    }

    Profile profile_;
    Usim usim_;
    // TS 33.501 6.2.2.2: stored on a valid Security Mode Command, with EAP-AKA' on EAP-Success.
    std::optional<KAusf> k_ausf_;
    std::optional<AkmaContext> akma_;
    Time akma_since_ = 0;  // when it was derived
    std::optional<nas::Guti> guti_;
    std::optional<SecurityContext> current_;
    bool secured_ = false;        // messages are exchanged securely on this connection (TS 24.501 4.4.2.5)
    bool eap_succeeded_ = false;  // EAP-Success came in an Authentication Result
    bool usim_invalid_ = false;   // TS 24.501 5.4.1.3.5
    int failures_ = 0;            // challenges refused one after another
    std::optional<std::pair<Octets, Octets>> answered_;  // while T3516 runs: the challenge and what was answered
    std::vector<std::uint16_t> kdfs_offered_;            // RFC 9048 3.2: while another function was asked for
    Conversations<Me> conversations_{*this};
};

}  // namespace akmasim::ue
