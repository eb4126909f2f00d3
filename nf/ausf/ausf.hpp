// SPDX-License-Identifier: Apache-2.0
// The AUSF: TS 33.501 6.1.3.2 seen from the home network, and the birth of the AKMA anchor key (TS 33.535 6.1).
//
//   Idle -- AuthenticateRequest --> AwaitingVector -- GenerateAuthDataResponse --> AwaitingResStar
//   AwaitingResStar -- AkaConfirmationRequest --> AwaitingEventAck -- ConfirmAuthResponse --> AwaitingAnchorAck or
//   Confirmed AwaitingAnchorAck -- RegisterAnchorKeyResponse --> Confirmed
#pragma once

#include <map>
#include <string>
#include <variant>

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

    static void fields(auto& m, auto& visit) {
        visit("nfInstanceId", m.nf_instance_id);
        visit("mcc", m.mcc);
        visit("mnc", m.mnc);
    }
};

using Authenticate = Request<sbi::authenticate, nausf::AuthenticationInfo>;
using AkaConfirmation = Request<sbi::aka_confirmation, nausf::ConfirmationData>;
using AuthDataGenerated = Response<sbi::generate_auth_data, nudm::AuthenticationInfoResult>;
using AuthConfirmed = Response<sbi::confirm_auth, nudm::AuthEvent>;
using AnchorKeyRegistered = Response<sbi::register_anchor_key, naanf::AkmaKeyInfo>;

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
        Address seaf;
        ServingNetworkName serving_network;
        Supi supi;
        ResStar xres_star;
        KAusf k_ausf;
        RoutingIndicator akma_routing_indicator;  // empty: no AKMA subscription
    };
    struct AwaitingEventAck {
        static constexpr std::string_view name = "AwaitingEventAck";
        ReplyTo seaf;
        ServingNetworkName serving_network;
        Supi supi;
        KAusf k_ausf;
        RoutingIndicator akma_routing_indicator;
    };
    struct AwaitingAnchorAck {
        static constexpr std::string_view name = "AwaitingAnchorAck";
        Supi supi;
    };
    struct Confirmed {
        static constexpr std::string_view name = "Confirmed";
        Supi supi;
    };
    struct Failed {
        static constexpr std::string_view name = "Failed";
    };
    using State =
        std::variant<Idle, AwaitingVector, AwaitingResStar, AwaitingEventAck, AwaitingAnchorAck, Confirmed, Failed>;
    using Hears = std::variant<Authenticate, AkaConfirmation, AuthDataGenerated, AuthConfirmed, AnchorKeyRegistered>;

    Ausf(Surroundings around, Configuration configuration)
        : Resident(std::move(around)), configuration_(std::move(configuration)) {}

    Result<State> on(const Idle&, const Authenticate&, Turn&);
    Result<State> on(const AwaitingVector&, const AuthDataGenerated&, Turn&);
    Result<State> on(const AwaitingResStar&, const AkaConfirmation&, Turn&);
    Result<State> on(const AwaitingEventAck&, const AuthConfirmed&, Turn&);
    Result<State> on(const AwaitingAnchorAck&, const AnchorKeyRegistered&, Turn&);

protected:
    Result<void> hear(const Envelope& incoming, Turn& turn) override;
    command::Inspection inspect(const command::Inspect& about) const override;

private:
    Result<void> hear_request(const Envelope& incoming, Turn& turn);
    void register_anchor_key(const AwaitingEventAck& done, Turn& turn);

    Configuration configuration_;
    std::uint64_t contexts_ = 0;      // the newest authCtxId
    std::uint64_t conversation_ = 0;  // the one being heard
    std::map<Supi, KAusf> k_ausf_;    // TS 33.501 6.2.2.1: stored once RES* is verified
    Conversations<Ausf> conversations_{*this};
};

}  // namespace akmasim::ausf
