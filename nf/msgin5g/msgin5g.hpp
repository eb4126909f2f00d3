// SPDX-License-Identifier: Apache-2.0
// The MSGin5G server, an AKMA AF: it learns the A-KID, fetches K_AF (K5GMSG), ends the handshake, serves what is
// inside.
//
//   implicit:  Idle -- ClientHello --> AwaitingKey -- RetrieveApplicationKeyResponse --> Handshaking -- Finished -->
//   Open explicit:  Idle -- session request --> AwaitingSessionKey -- key --> SessionReady -- ClientHello -->
//   Handshaking Open -- REG --> AwaitingAssociation -- AssociationResponse --> Open (registered or not)
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "simulator/machine/resident.hpp"
#include "simulator/machine/sbi.hpp"
#include "simulator/machine/secure_stream.hpp"
#include "simulator/protocol/mcf.hpp"
#include "simulator/protocol/msgin5g.hpp"
#include "simulator/protocol/naanf.hpp"

namespace akmasim::msgin5g {

struct Configuration {
    Fqdn fqdn;
    std::string ua_protocol;
    std::string mode;               // implicit or explicit
    bool akma = true;               // false: the server does not take AKMA keys at all
    bool accept_separator = false;  // also take 3GPP-AKMA;<A-KID>

    static void fields(auto& m, auto& visit) {
        visit("fqdn", m.fqdn);
        visit("uaProtocol", m.ua_protocol);
        visit("mode", m.mode);
        visit("akma", m.akma);
        visit("acceptSeparator", m.accept_separator);
    }
};

// What came on Ua: TLS records or, before them, CoAP in clear.
struct UaOctets {
    static constexpr std::string_view name = "UaOctets";
    Octets octets;
};

using KeyRetrieved = Response<sbi::retrieve_application_key, naanf::AkmaAfKeyData>;
using AssociationFound = Response<sbi::association, mcf::Associations>;

// One application session: whose it is, and what it may say.
struct Session {
    ReplyTo ue;
    AKid a_kid;
    std::optional<KAf> k_af;
    std::optional<Supi> supi;  // what the AAnF said
    std::optional<Gpsi> gpsi;
    std::optional<SecureStream> stream;
    UeServiceId registered;  // empty: not registered
    std::string refused_because;
};

class Msgin5gServer final : public Resident {
public:
    struct Idle {
        static constexpr std::string_view name = "Idle";
    };
    struct AwaitingSessionKey {
        static constexpr std::string_view name = "AwaitingSessionKey";
        std::shared_ptr<Session> session;
        Octets token;
    };
    struct SessionReady {
        static constexpr std::string_view name = "SessionReady";
        std::shared_ptr<Session> session;
    };
    struct AwaitingKey {
        static constexpr std::string_view name = "AwaitingKey";
        std::shared_ptr<Session> session;
    };
    struct Handshaking {
        static constexpr std::string_view name = "Handshaking";
        std::shared_ptr<Session> session;
    };
    struct Open {
        static constexpr std::string_view name = "Open";
        std::shared_ptr<Session> session;
    };
    struct AwaitingAssociation {
        static constexpr std::string_view name = "AwaitingAssociation";
        std::shared_ptr<Session> session;
        Octets token;
        UeServiceId claimed;
    };
    struct Closed {
        static constexpr std::string_view name = "Closed";
    };
    using State = std::variant<Idle, AwaitingSessionKey, SessionReady, AwaitingKey, Handshaking, Open,
                               AwaitingAssociation, Closed>;
    using Hears = std::variant<UaOctets, KeyRetrieved, AssociationFound>;

    static Result<std::unique_ptr<Msgin5gServer>> make(Surroundings around, Configuration configuration);

    Result<State> on(const Idle&, const UaOctets&, Turn&);
    Result<State> on(const AwaitingSessionKey&, const KeyRetrieved&, Turn&);
    Result<State> on(const SessionReady&, const UaOctets&, Turn&);
    Result<State> on(const AwaitingKey&, const KeyRetrieved&, Turn&);
    Result<State> on(const Handshaking&, const UaOctets&, Turn&);
    Result<State> on(const Open&, const UaOctets&, Turn&);
    Result<State> on(const AwaitingAssociation&, const AssociationFound&, Turn&);

protected:
    Result<void> hear(const Envelope& incoming, Turn& turn) override;
    command::Inspection inspect(const command::Inspect& about) const override;

private:
    Msgin5gServer(Surroundings around, Configuration configuration, crypto::tls::Context tls)
        : Resident(std::move(around)), configuration_(std::move(configuration)), tls_(std::move(tls)) {}

    Result<State> take_session_request(const UaOctets& heard, Turn& turn);
    State begin_handshake(std::shared_ptr<Session> session, View octets, Turn& turn);
    State know_identity(std::shared_ptr<Session> session, Turn& turn);
    State finish(std::shared_ptr<Session> session, crypto::tls::Progress progress, Turn& turn);
    void fetch_key(const AKid& a_kid, Turn& turn);
    void keep_key(Session& session, const KeyRetrieved& answer) const;
    Result<State> serve(std::shared_ptr<Session> session, const coap::Message& request, Turn& turn);
    Result<State> register_service(std::shared_ptr<Session> session, const coap::Message& request, Turn& turn);
    Result<State> take_message(std::shared_ptr<Session> session, const coap::Message& request, Turn& turn);
    Result<State> answer(std::shared_ptr<Session> session, coap::Code code, const Octets& token, MsgResp response,
                         Turn& turn) const;

    Configuration configuration_;
    crypto::tls::Context tls_;
    std::optional<FixedOctets<"decoy secret", 32>> decoy_secret_;
    std::uint64_t connection_ = 0;  // the one being heard
    std::map<std::uint64_t, akmasim::Address> owners_;
    std::vector<std::shared_ptr<Session>> sessions_;
    std::map<UeServiceId, std::vector<Msg>> stored_;  // by recipient
    Conversations<Msgin5gServer> conversations_{*this};
};

}  // namespace akmasim::msgin5g
