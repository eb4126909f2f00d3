// SPDX-License-Identifier: Apache-2.0
// The AUSF: TS 33.501 6.1.3 seen from the home network, and the birth of the AKMA anchor key (TS 33.535 6.1).
//
//   Idle -- AuthenticateRequest --> AwaitingVector -- GenerateAuthDataResponse --> AwaitingResStar (5G AKA) or
//     AwaitingEapResponse (EAP-AKA')
//   AwaitingResStar -- AkaConfirmationRequest --> AwaitingEventAck
//   AwaitingResStar, AwaitingEapResponse -- no word of the SEAF in time --> Failed
//   AwaitingEapResponse -- EapSessionRequest --> AwaitingEventAck; AwaitingFreshVector after a synchronisation failure
//     -- GenerateAuthDataResponse --> AwaitingEapResponse
//   AwaitingEventAck -- ConfirmAuthResponse --> AwaitingAnchorAck or Confirmed
//   AwaitingAnchorAck -- RegisterAnchorKeyResponse, or the last of the repeats without one --> Confirmed
//   Confirmed and Failed are the ends of a context: nothing of it is kept.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "simulator/machine/aanf_selection.hpp"
#include "simulator/machine/resident.hpp"
#include "simulator/machine/sbi.hpp"
#include "simulator/protocol/naanf.hpp"
#include "simulator/protocol/nausf.hpp"
#include "simulator/protocol/nudm.hpp"

namespace akmasim::ausf {

struct Configuration {
    std::string nf_instance_id;  // a UUID (TS 29.571 NfInstanceId)
    std::string mcc;             // of the home network, for the realm of the A-KID
    std::string mnc;
    std::optional<std::vector<int>> kdfs;  // AT_KDF by preference (RFC 9048 3.2); absent: 1, the only one there is
    std::optional<AanfRecords> aanfs;      // absent: there is one
    // Whether the anchor key goes to the AAnF once the SEAF has its answer: after-answer (absent) or before-answer.
    std::optional<std::string> anchor_key;

    static void fields(auto& m, auto& visit) {
        visit("anchorKey", m.anchor_key);
        visit("nfInstanceId", m.nf_instance_id);
        visit("mcc", m.mcc);
        visit("mnc", m.mnc);
        visit("kdfs", m.kdfs);
        visit("aanfs", m.aanfs);
    }
};

using Authenticate = Request<sbi::authenticate, nausf::AuthenticationInfo>;
using AkaConfirmation = Request<sbi::aka_confirmation, nausf::ConfirmationData>;
using EapAnswer = Request<sbi::eap_session, nausf::EapSession>;
using DeregisterUe = Request<sbi::deregister_ue, nausf::DeregistrationInfo>;
using AuthDataGenerated = Response<sbi::generate_auth_data, nudm::AuthenticationInfoResult>;
using AuthConfirmed = Response<sbi::confirm_auth, nudm::AuthEvent>;
using AnchorKeyRegistered = Response<sbi::register_anchor_key, naanf::AkmaKeyInfo>;
using ContextRemoved = Response<sbi::remove_context, sbi::NoBody>;

// An EAP session (RFC 4187, RFC 9048; TS 33.501 6.1.3.1).
struct EapExchange {
    Address seaf;
    ServingNetworkName serving_network;
    Supi supi;
    RoutingIndicator akma_routing_indicator;  // empty: no AKMA subscription
    std::uint8_t identifier = 0;              // of the newest request
    Rand rand;
    Autn autn;
    std::vector<std::uint16_t> kdfs;  // as offered in the newest request
    int resynchronised = 0;

    struct Secrets {
        Res xres;
        KAut k_aut;
        KAusf k_ausf;
        Secrets clone() const { return {xres, k_aut.clone(), k_ausf.clone()}; }
    };
};

// An anchor key on its way to the AAnF.
struct AnchorKey {
    naanf::AkmaKeyInfo info;
    RoutingIndicator routing_indicator;
    std::string origination;  // when it came to be: the AAnF keeps the latest
};

class Ausf final : public Resident {
public:
    struct Idle {
        static constexpr std::string_view name = "Idle";
    };
    struct AwaitingVector {
        static constexpr std::string_view name = "AwaitingVector";
        ReplyTo seaf;
        ServingNetworkName serving_network;
    };
    struct AwaitingResStar {
        static constexpr std::string_view name = "AwaitingResStar";
        static std::string_view guard() { return "N12"; }
        Address seaf;
        ServingNetworkName serving_network;
        Supi supi;
        ResStar xres_star;
        KAusf k_ausf;
        RoutingIndicator akma_routing_indicator;  // empty: no AKMA subscription
    };
    struct AwaitingEapResponse {
        static constexpr std::string_view name = "AwaitingEapResponse";
        static std::string_view guard() { return "N12"; }
        EapExchange exchange;
        EapExchange::Secrets secrets;
    };
    struct AwaitingFreshVector {  // the USIM was ahead of the UDM
        static constexpr std::string_view name = "AwaitingFreshVector";
        ReplyTo seaf;
        EapExchange exchange;
    };
    struct AwaitingEventAck {
        static constexpr std::string_view name = "AwaitingEventAck";
        std::optional<std::uint8_t> eap_identifier;  // with EAP-AKA': of the EAP-Success to send
        ReplyTo seaf;
        ServingNetworkName serving_network;
        Supi supi;
        KAusf k_ausf;
        RoutingIndicator akma_routing_indicator;
    };
    struct AwaitingAnchorAck {
        static constexpr std::string_view name = "AwaitingAnchorAck";
        std::shared_ptr<const AnchorKey> anchor;
        std::shared_ptr<const AwaitingEventAck> unanswered;  // the SEAF's answer, where it goes after the anchor key
        std::uint64_t request = 0;                           // its stream
        int sent = 1;
    };
    struct AwaitingRemoval {
        static constexpr std::string_view name = "AwaitingRemoval";
    };
    struct Confirmed {
        static constexpr std::string_view name = "Confirmed";
        static constexpr bool ends = true;
    };
    struct Failed {
        static constexpr std::string_view name = "Failed";
        static constexpr bool ends = true;
    };
    using State = std::variant<Idle, AwaitingVector, AwaitingResStar, AwaitingEapResponse, AwaitingFreshVector,
                               AwaitingEventAck, AwaitingAnchorAck, Confirmed, Failed, AwaitingRemoval>;
    using Hears = std::variant<Authenticate, AkaConfirmation, EapAnswer, AuthDataGenerated, AuthConfirmed,
                               AnchorKeyRegistered, ContextRemoved, command::RemoveContext, DeregisterUe,
                               command::TimerExpired>;

    Ausf(Surroundings around, Configuration configuration)
        : Resident(std::move(around)), configuration_(std::move(configuration)) {}

    Result<State> on(const Idle&, const Authenticate&, Turn&);
    Result<State> on(const AwaitingVector&, const AuthDataGenerated&, Turn&);
    Result<State> on(const AwaitingResStar&, const AkaConfirmation&, Turn&);
    Result<State> on(const AwaitingEapResponse&, const EapAnswer&, Turn&);
    Result<State> on(const AwaitingFreshVector&, const AuthDataGenerated&, Turn&);
    Result<State> on(const AwaitingResStar&, const command::TimerExpired&, Turn&);
    Result<State> on(const AwaitingEapResponse&, const command::TimerExpired&, Turn&);
    Result<State> on(const AwaitingEventAck&, const AuthConfirmed&, Turn&);
    Result<State> on(const AwaitingAnchorAck&, const AnchorKeyRegistered&, Turn&);
    Result<State> on(const AwaitingAnchorAck&, const command::TimerExpired&, Turn&);
    Result<State> on(const Idle&, const command::RemoveContext&, Turn&);
    Result<State> on(const AwaitingRemoval&, const ContextRemoved&, Turn&);
    Result<State> on(const Idle&, const DeregisterUe&, Turn&);

protected:
    Result<void> hear(const Envelope& incoming, Turn& turn) override;
    command::Inspection inspect(const command::Inspect& about) const override;
    void count(Held& held) const override {
        held["conversations"] = conversations_.size();
        held["anchor keys on their way"] = registering_.size();
        held["K_AUSF"] = k_ausf_.size();
    }

private:
    Result<void> hear_order(const Envelope& incoming, Turn& turn);
    Result<void> hear_request(const Envelope& incoming, Turn& turn);
    void answer_seaf(const AwaitingEventAck& done, Turn& turn);
    // eap.cpp: the EAP server.
    State challenge(const ReplyTo& seaf, EapExchange exchange, const nudm::AvEapAkaPrime& vector, bool first,
                    Turn& turn);
    void send_challenge(const ReplyTo& seaf, const EapExchange& exchange, const KAut& k_aut, bool first,
                        Turn& turn) const;
    State verified(const AwaitingEapResponse& awaiting, const eap::ChallengeResponse& response, View octets,
                   Turn& turn);
    State ended(const EapExchange& exchange, Turn& turn) const;
    void succeed_eap(const AwaitingEventAck& done, KSeaf k_seaf, Turn& turn);
    void tell_udm(const Supi& supi, const ServingNetworkName& network, nausf::AuthType method, Turn& turn) const;
    [[nodiscard]] std::string resource() const;
    // anchor_key.cpp
    AwaitingAnchorAck register_anchor_key(const AwaitingEventAck& done, Turn& turn);
    std::uint64_t send(const AnchorKey& anchor, Turn& turn) const;
    void stop_registering(const Supi& supi, Turn& turn);
    State anchored(const AwaitingAnchorAck& was, Turn& turn);

    Configuration configuration_;
    std::uint64_t contexts_ = around_.first_stream - 1;    // the newest authCtxId
    std::uint64_t conversation_ = 0;                       // the one being heard
    std::map<Supi, RoutingIndicator> routing_indicators_;  // with which the newest anchor key of a subscriber went
    std::map<Supi, KAusf> k_ausf_;                         // TS 33.501 6.2.2.1: stored once RES* is verified
    std::map<Supi, std::uint64_t> registering_;            // whose anchor key is on its way, in which conversation
    Conversations<Ausf> conversations_{*this};
};

}  // namespace akmasim::ausf
