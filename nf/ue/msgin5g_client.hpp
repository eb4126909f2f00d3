// SPDX-License-Identifier: Apache-2.0
// The UE's AKMA and MSGin5G client: from K_AKMA to a TLS tunnel with K5GMSG, and one message through it.
//
//   Idle -- Connect --> Handshaking (implicit) or AwaitingSession (explicit, seed only) --> Handshaking
//   Handshaking -- server's Finished --> Open -- Send --> AwaitingRegistration -- 2.01 --> AwaitingAnswer -- 2.04 -->
//   Open; where what is awaited does not come in time --> Idle; a failed connection of a young K_AKMA --> AwaitingRetry,
//   where that is configured --> Handshaking; where the registration comes with the connection (0-RTT):
//   Handshaking --> AwaitingRegistration -- 2.01 -->
//   Open
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "nf/ue/me.hpp"
#include "nf/ue/tls_contexts.hpp"
#include "simulator/machine/secure_stream.hpp"
#include "simulator/protocol/http_digest.hpp"

namespace akmasim::ue {

// What came on Ua: TLS records or, before them, CoAP in clear.
struct UaOctets {
    static constexpr std::string_view name = "UaOctets";
    Octets octets;
};

// What a connection to the server is opened with.
struct SessionKey {
    AKid a_kid;
    std::string psk_identity;
    std::optional<KAf> forced;  // the scenario's, instead of K_AF
    std::optional<KAf> k_af;    // known once the handshake has asked for it
    UaStarId ua_star_id;        // that it was derived with
};

struct Session {
    command::Connect order;  // what it was opened for, to be tried again
    int retries = 0;         // how often it was
    const ServerAccess* access = nullptr;  // of the profile
    ReplyTo server;
    ua_modes::Names asked;
    SessionKey key;
    std::optional<SecureStream> stream;
    std::string got;     // the protocol that the handshake ended with
    bool early = false;  // the registration went with the ClientHello
    bool established = false;
    bool registered = false;
    std::uint8_t next_token = 1;
    Octets asked_token;       // of the last request: what answers it has the same
    coap::Connection clear;   // before TLS, in the explicit mode
    std::string given_up_because;
    // HTTP: what was asked last, for the answer to a challenge; the challenge, and how often its nonce was used.
    std::optional<coap::Message> last_request;
    std::optional<http_digest::Challenge> challenge;
    std::uint32_t nonce_count = 0;
};

// What a response is waited for by: with Digest's credentials the server asks for the key first.
inline std::string_view response_timer(const Session& session) {
    if (session.stream->carrier() != UaCarrier::http_over_tls) return "coap";
    return session.challenge ? "digest" : "http";
}

// Of the time before another try.
inline constexpr std::string_view retry_timer = "retry";

class Msgin5gClient {
public:
    struct Idle {
        static constexpr std::string_view name = "Idle";
    };
    struct AwaitingSession {
        static constexpr std::string_view name = "AwaitingSession";
        std::shared_ptr<Session> session;
        static std::string_view guard() { return "session"; }
        [[nodiscard]] std::uint64_t guarded() const { return session->server.stream; }
    };
    struct Handshaking {
        static constexpr std::string_view name = "Handshaking";
        std::shared_ptr<Session> session;
        static std::string_view guard() { return "handshake"; }
        [[nodiscard]] std::uint64_t guarded() const { return session->server.stream; }
    };
    struct Open {
        static constexpr std::string_view name = "Open";
        std::shared_ptr<Session> session;
    };
    struct AwaitingRegistration {
        static constexpr std::string_view name = "AwaitingRegistration";
        std::shared_ptr<Session> session;
        std::optional<command::Send> then;  // nothing: the registration belongs to the connection itself
        [[nodiscard]] std::string_view guard() const { return response_timer(*session); }
        [[nodiscard]] std::uint64_t guarded() const { return session->server.stream; }
    };
    struct AwaitingAnswer {
        static constexpr std::string_view name = "AwaitingAnswer";
        std::shared_ptr<Session> session;
        [[nodiscard]] std::string_view guard() const { return response_timer(*session); }
        [[nodiscard]] std::uint64_t guarded() const { return session->server.stream; }
    };
    struct AwaitingRetry {
        static constexpr std::string_view name = "AwaitingRetry";
        command::Connect order;
        int number = 1;
    };
    using State =
        std::variant<Idle, AwaitingSession, Handshaking, Open, AwaitingRegistration, AwaitingAnswer, AwaitingRetry>;
    using Hears = std::variant<command::Connect, command::Send, UaOctets, command::TimerExpired>;

    Msgin5gClient(const Me& me, TlsContexts& tls) : me_(me), tls_(tls) {}

    Result<State> on(const Idle&, const command::Connect&, Turn&);
    Result<State> on(const Open&, const command::Connect&, Turn&);
    Result<State> on(const AwaitingRetry&, const command::Connect&, Turn&);
    Result<State> on(const AwaitingRetry&, const command::Send&, Turn&);
    Result<State> on(const AwaitingRetry&, const command::TimerExpired&, Turn&);
    Result<State> on(const Idle&, const command::Send&, Turn&);
    Result<State> on(const Open&, const command::Send&, Turn&);
    Result<State> on(const AwaitingSession&, const UaOctets&, Turn&);
    Result<State> on(const Handshaking&, const UaOctets&, Turn&);
    Result<State> on(const Open&, const UaOctets&, Turn&);
    Result<State> on(const AwaitingRegistration&, const UaOctets&, Turn&);
    Result<State> on(const AwaitingAnswer&, const UaOctets&, Turn&);
    // What did not come in time: the session ends, and the next one begins anew.
    Result<State> on(const AwaitingSession&, const command::TimerExpired&, Turn&);
    Result<State> on(const Handshaking&, const command::TimerExpired&, Turn&);
    Result<State> on(const AwaitingRegistration&, const command::TimerExpired&, Turn&);
    Result<State> on(const AwaitingAnswer&, const command::TimerExpired&, Turn&);

    // One conversation with each server.
    template <class Message>
    Result<void> hear(const std::string& server, const Message& message, Turn& turn) {
        return conversations_.hear(server, message, turn);
    }
    // unexpected: octets on a connection that is not the one to this server, or not any more.
    Result<void> hear_ua(const Envelope& incoming, Turn& turn);
    Result<void> hear_timer(const command::TimerExpired& expired, Turn& turn);  // unexpected: of no session that waits
    // The server, by its party (msgin5g, msgin5g-east), that an order names; else the one connected to last, or the
    // first.
    [[nodiscard]] std::string server_meant(const std::string& party) const;
    void inspect(command::Inspection& answer) const;

private:
    // handshake.cpp: from an order to an open tunnel.
    const ServerAccess* access_to(const std::string& party) const;
    Result<State> begin(const command::Connect& order, int retries, Turn& turn);
    // retry.cpp
    Result<void> hear_retry(const command::TimerExpired& expired, Turn& turn);
    std::optional<State> retry(const Session& session, Turn& turn) const;
    std::uint64_t place_of(const ServerAccess* access) const;
    SessionKey session_key(const command::Connect& order) const;
    State request_session(std::shared_ptr<Session> session, Turn& turn) const;
    Result<State> shake_hands(std::shared_ptr<Session> session, Turn& turn) const;
    crypto::tls::Progress advance(Session& session, Turn& turn) const;
    void give_key(Session& session, Turn& turn) const;
    Result<State> opened(std::shared_ptr<Session> session, Turn& turn) const;
    void tell(Session& session, Turn& turn) const;
    State closed(const Session& session, Turn& turn) const;
    State refused(std::shared_ptr<Session> session, const coap::Message& response, Turn& turn) const;
    State unanswered(Session& session, std::string_view at, Turn& turn) const;

    // http_access.cpp: requests with HTTP's own authentication.
    Result<void> send_request(Session& session, const coap::Message& request, Turn& turn) const;
    void authorize(Session& session, http1::Message& request, Turn& turn) const;
    State give_up(Session& session, Turn& turn) const;
    bool believes(Session& session, const http_digest::Challenge& challenge, Turn& turn) const;
    Result<std::optional<coap::Message>> http_response_in(Session& session, Turn& turn) const;

    // msgin5g_client.cpp: inside the tunnel.
    Result<std::optional<coap::Message>> response_in(Session& session, Turn& turn) const;
    static std::optional<coap::Message> answer_among(Session& session, std::vector<coap::Message> messages, Turn& turn);
    State lost(Session& session, const coap::Ending& ending, Turn& turn) const;
    coap::Message registration(Session& session, const std::optional<std::string>& as) const;
    Result<State> take_registration_answer(const AwaitingRegistration& was, Turn& turn) const;
    Result<State> submit(const std::shared_ptr<Session>& session, const command::Send& order, Turn& turn) const;

    const Me& me_;
    TlsContexts& tls_;
    std::shared_ptr<Session> latest_;
    Conversations<Msgin5gClient, std::string> conversations_{*this};  // by the server's party
};

}  // namespace akmasim::ue
