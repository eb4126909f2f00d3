// SPDX-License-Identifier: Apache-2.0
// The MSGin5G server, an AKMA AF: it learns the A-KID, fetches K_AF (K5GMSG), ends the handshake, serves what is
// inside.
//
//   implicit
//     Idle -- ClientHello --> AwaitingKey -- RetrieveApplicationKeyResponse --> Handshaking -- Finished --> Open
//   TLS 1.2
//     Idle -- ClientHello --> Handshaking -- ClientKeyExchange --> AwaitingKey -- key --> Open
//   explicit
//     Idle -- CSM --> AwaitingRequest -- session request --> AwaitingSessionKey -- key --> SessionReady --
//     ClientHello --> Handshaking
//   HTTP Digest
//     Open -- request with an A-KID --> AwaitingDigestKey -- key --> Open
//   0-RTT: the first requests are served while the client's Finished is still to come
//   Open -- REG --> AwaitingAssociation -- AssociationResponse --> Open (registered or not)
//   AwaitingKey -- no answer in time --> Closed; AwaitingRequest, SessionReady, Handshaking --
//     nothing of the client in time --> Closed
//   Wherever there is a session -- ServiceDisableNotification, or the end of K_AF --> Closed
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "nf/msgin5g/sessions.hpp"
#include "nf/msgin5g/stored_messages.hpp"
#include "simulator/machine/aanf_selection.hpp"
#include "simulator/machine/omissions.hpp"
#include "simulator/machine/resident.hpp"
#include "simulator/machine/sbi.hpp"
#include "simulator/machine/secure_stream.hpp"
#include "simulator/machine/ua_modes.hpp"
#include "simulator/protocol/http_digest.hpp"
#include "simulator/protocol/mcf.hpp"
#include "simulator/protocol/msgin5g.hpp"
#include "simulator/protocol/naanf.hpp"

namespace akmasim::msgin5g {

// How a subscriber is known without AKMA, in the baselines.
struct KnownClient {
    Supi supi;
    std::optional<std::string> identity;
    std::optional<StaticPsk> psk;
    std::optional<BearerToken> token;

    static void fields(auto& m, auto& visit) {
        visit("supi", m.supi);
        visit("identity", m.identity);
        visit("psk", m.psk);
        visit("token", m.token);
    }
};

struct Configuration {
    Fqdn fqdn;
    std::vector<std::string> accepts;        // protocols of Ua (base/ua_protocols.hpp)
    std::optional<UaStarId> ua_star_id;      // instead of the table's
    std::string early_data;                  // refuse, accept, accept-once
    bool cookie = true;                      // DTLS: HelloVerifyRequest first
    std::vector<std::string> cipher_suites;  // of TLS 1.2; empty: all that are known
    std::string mode;                        // implicit or explicit
    bool akma = true;                        // false: the server does not take AKMA keys at all
    bool accept_separator = false;           // also take 3GPP-AKMA;<A-KID>

    std::vector<KnownClient> known_clients;
    std::string certificate;           // DER, in hexadecimal; for protocols with a certificate
    std::string certificate_key;       // Ed25519, in hexadecimal
    std::optional<std::string> realm;  // of HTTP Digest, instead of 3GPP-bootstrapping-akma@FQDN

    std::optional<std::string> via;     // nef: the server stands outside the operator's domain
    std::optional<bool> anonymous;      // asks for a key without asking who the UE is
    std::optional<bool> notifications;  // wants to be told when the service ends for a UE
    std::optional<AanfRecords> aanfs;   // absent: there is one
    Omissions omits;                    // association-check, identity-comparison

    static void fields(auto& m, auto& visit) {
        visit("fqdn", m.fqdn);
        visit("via", m.via);
        visit("anonymous", m.anonymous);
        visit("notifications", m.notifications);
        visit("aanfs", m.aanfs);
        visit("omits", m.omits);
        visit("accepts", m.accepts);
        visit("uaStarId", m.ua_star_id);
        visit("earlyData", m.early_data);
        visit("cookie", m.cookie);
        visit("cipherSuites", m.cipher_suites);
        visit("knownClients", m.known_clients);
        visit("certificate", m.certificate);
        visit("certificateKey", m.certificate_key);
        visit("realm", m.realm);
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
using ServiceDisabled = Request<sbi::service_disable, naanf::ServiceDisableNotif>;
using AssociationFound = Response<sbi::association, mcf::Associations>;

// One application session: whose it is, and what it may say.
struct Session {
    std::uint64_t number = 0;
    ReplyTo ue;
    AKid a_kid;
    std::optional<KAf> k_af;
    std::optional<Supi> supi;  // what the AAnF said
    std::optional<Gpsi> gpsi;
    std::optional<DateTime> expiry;  // of K_AF
    std::optional<SecureStream> stream;
    UeServiceId registered;  // empty: not registered; what was registered early is bound with the Finished
    std::string refused_because;
    bool established = false;            // the client's Finished is here: what was said before could be a replay
    bool greeted = false;                // our CSM has gone
    std::string ua_star_id;              // that K_AF was asked for with
    std::string known_as = "none";       // by which kind of PSK identity: akma, static
    std::deque<coap::Message> requests;  // that wait for the one before them
    std::size_t unread_octets = 0;       // that came while somebody's answer was awaited
    // HTTP: requests that wait, and the challenge that is out with the last count of it.
    std::deque<http1::Message> http_requests;
    std::string nonce;
    std::uint32_t last_nonce_count = 0;
};

class Msgin5gServer final : public Resident {
public:
    struct Idle {
        static constexpr std::string_view name = "Idle";
    };
    // CoAP has come in clear, but no whole request yet.
    struct AwaitingRequest {
        static constexpr std::string_view name = "AwaitingRequest";
        static std::string_view guard() { return "session"; }
        std::shared_ptr<const coap::Connection> clear;
    };
    struct AwaitingSessionKey {
        static constexpr std::string_view name = "AwaitingSessionKey";
        std::shared_ptr<Session> session;
        Octets token;
    };
    struct SessionReady {
        static constexpr std::string_view name = "SessionReady";
        static std::string_view guard() { return "handshake"; }
        std::shared_ptr<Session> session;
    };
    struct AwaitingKey {
        static constexpr std::string_view name = "AwaitingKey";
        std::shared_ptr<Session> session;
    };
    struct Handshaking {
        static constexpr std::string_view name = "Handshaking";
        static std::string_view guard() { return "handshake"; }
        std::shared_ptr<Session> session;
    };
    struct Open {
        static constexpr std::string_view name = "Open";
        // 0-RTT: the client's Finished is still to come.
        [[nodiscard]] std::string_view guard() const { return session->established ? "" : "handshake"; }
        std::shared_ptr<Session> session;
    };
    struct AwaitingAssociation {
        static constexpr std::string_view name = "AwaitingAssociation";
        std::shared_ptr<Session> session;
        Octets token;
        UeServiceId claimed;
    };
    struct AwaitingDigestKey {
        static constexpr std::string_view name = "AwaitingDigestKey";
        std::shared_ptr<Session> session;
        http1::Message request;
    };
    struct Closed {
        static constexpr std::string_view name = "Closed";
        static constexpr bool ends = true;
    };
    using State = std::variant<Idle, AwaitingRequest, AwaitingSessionKey, SessionReady, AwaitingKey, Handshaking,
                               Open, AwaitingAssociation, AwaitingDigestKey, Closed>;
    using Hears = std::variant<UaOctets, KeyRetrieved, AssociationFound, ServiceDisabled, command::TimerExpired>;

    static Result<std::unique_ptr<Msgin5gServer>> make(Surroundings around, Configuration configuration);

    Result<State> on(const Idle&, const UaOctets&, Turn&);
    Result<State> on(const AwaitingRequest&, const UaOctets&, Turn&);
    Result<State> on(const AwaitingSessionKey&, const KeyRetrieved&, Turn&);
    Result<State> on(const SessionReady&, const UaOctets&, Turn&);
    Result<State> on(const AwaitingKey&, const KeyRetrieved&, Turn&);
    Result<State> on(const AwaitingKey&, const UaOctets&, Turn&);
    Result<State> on(const Handshaking&, const UaOctets&, Turn&);
    Result<State> on(const Open&, const UaOctets&, Turn&);
    Result<State> on(const AwaitingAssociation&, const AssociationFound&, Turn&);
    Result<State> on(const AwaitingAssociation&, const UaOctets&, Turn&);
    Result<State> on(const AwaitingDigestKey&, const KeyRetrieved&, Turn&);
    Result<State> on(const AwaitingDigestKey&, const UaOctets&, Turn&);
    Result<State> on(const AwaitingRequest&, const command::TimerExpired&, Turn&);
    Result<State> on(const SessionReady&, const command::TimerExpired&, Turn&);
    Result<State> on(const Handshaking&, const command::TimerExpired&, Turn&);
    Result<State> on(const Open&, const command::TimerExpired&, Turn&);
    Result<State> on(const AwaitingAssociation&, const command::TimerExpired&, Turn&);
    Result<State> on(const AwaitingDigestKey&, const command::TimerExpired&, Turn&);
    Result<State> on(const AwaitingSessionKey&, const ServiceDisabled&, Turn&);
    Result<State> on(const SessionReady&, const ServiceDisabled&, Turn&);
    Result<State> on(const AwaitingKey&, const ServiceDisabled&, Turn&);
    Result<State> on(const Handshaking&, const ServiceDisabled&, Turn&);
    Result<State> on(const Open&, const ServiceDisabled&, Turn&);
    Result<State> on(const AwaitingAssociation&, const ServiceDisabled&, Turn&);
    Result<State> on(const AwaitingDigestKey&, const ServiceDisabled&, Turn&);

protected:
    Result<void> hear(const Envelope& incoming, Turn& turn) override;
    command::Inspection inspect(const command::Inspect& about) const override;
    void count(Held& held) const override {
        held["conversations"] = conversations_.size();
        held["sessions"] = sessions_.size();
        held["stored messages"] = stored_.size();
    }

private:
    Msgin5gServer(Surroundings around, Configuration configuration)
        : Resident(std::move(around)), configuration_(std::move(configuration)) {}
    Result<void> make_contexts();

    static bool has_spoken(const Turn& turn);
    Result<State> take_first(coap::Connection clear, const UaOctets& heard, Turn& turn);
    Result<State> hear_in_clear(coap::Connection clear, const UaOctets& heard, Turn& turn);
    Result<State> take_session_request(const coap::Message& request, Turn& turn);
    Result<State> begin_handshake(std::shared_ptr<Session> session, View octets, Turn& turn);
    Result<State> proceed(std::shared_ptr<Session> session, crypto::tls::Progress progress, Turn& turn);
    Result<State> know_identity(std::shared_ptr<Session> session, Turn& turn);
    Result<State> decoy(std::shared_ptr<Session> session, std::string why, Turn& turn);
    const KnownClient* known_client(const std::string& identity) const;
    void establish(const std::shared_ptr<Session>& session, Turn& turn);
    Result<void> greet(Session& session, Turn& turn) const;
    State closed(const Session& session, Turn& turn);
    UaStarId ua_star_id_of(const UaProtocol& protocol, std::uint16_t suite) const;
    void fetch_key(Session& session, const UaProtocol& protocol, std::uint16_t suite, Turn& turn);
    static bool is_usable(const AKid& a_kid);
    static Result<void> keep_unread(Session& session, const UaOctets& heard);
    static std::string why_no_key(const KeyRetrieved& answer);
    void keep_key(Session& session, const KeyRetrieved& answer) const;
    // lifecycle.cpp
    Result<void> hear_timer(const Envelope& incoming, Turn& turn);
    Result<void> hear_notification(const Envelope& incoming, Turn& turn);
    void watch_expiry(const Session& session, Turn& turn) const;
    Result<State> end(const std::shared_ptr<Session>& session, std::string_view why, Turn& turn);
    void forget(const Session& session, Turn& turn);
    State let_go(const Session& session, std::string_view why, Turn& turn);
    Result<State> deregister(std::shared_ptr<Session> session, const coap::Message& request, Turn& turn);

    // http_access.cpp
    bool accepts(std::string_view protocol) const;
    std::string realm() const;
    Result<State> serve_http(std::shared_ptr<Session> session, Turn& turn);
    Result<State> authenticate(std::shared_ptr<Session> session, const http1::Message& request, Turn& turn);
    Result<State> challenge(std::shared_ptr<Session> session, Turn& turn);
    Result<State> deny(std::shared_ptr<Session> session, int status, std::string why, Turn& turn);
    Result<State> verify(std::shared_ptr<Session> session, const http1::Message& request, Turn& turn);
    Result<State> serve_translated(std::shared_ptr<Session> session, const http1::Message& request, Turn& turn);
    const KnownClient* client_of_token(std::string_view header) const;

    // service.cpp
    Result<State> serve_all(std::shared_ptr<Session> session, Turn& turn);
    State broken(const std::shared_ptr<Session>& session, const Error& why, Turn& turn);
    State left(const std::shared_ptr<Session>& session, Turn& turn);
    Result<State> serve(std::shared_ptr<Session> session, const coap::Message& request, Turn& turn);
    Result<State> register_service(std::shared_ptr<Session> session, const coap::Message& request, Turn& turn);
    Result<State> answer_registration(const AwaitingAssociation& was, coap::Code code, MsgResp response, Turn& turn);
    Result<State> take_message(std::shared_ptr<Session> session, const coap::Message& request, Turn& turn);
    Result<State> answer(std::shared_ptr<Session> session, coap::Code code, const Octets& token, MsgResp response,
                         Turn& turn) const;

    Configuration configuration_;
    std::optional<crypto::tls::Context> records_;
    std::optional<crypto::tls::Context> datagrams_;
    FixedOctets<"decoy secret", 32> decoy_secret_;
    std::uint64_t connection_ = 0;  // the one being heard
    Sessions sessions_;
    StoredMessages stored_;
    Conversations<Msgin5gServer> conversations_{*this};
};

}  // namespace akmasim::msgin5g
