// SPDX-License-Identifier: Apache-2.0
// The UE's AKMA and MSGin5G client: from K_AKMA to a TLS tunnel with K5GMSG, and one message through it.
//
//   Idle -- Connect --> Handshaking (implicit) or AwaitingSession (explicit, seed only) --> Handshaking
//   Handshaking -- server's Finished --> Open -- Send --> AwaitingRegistration -- 2.01 --> AwaitingAnswer -- 2.04 -->
//   Open
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "nf/ue/me.hpp"
#include "simulator/machine/secure_stream.hpp"

namespace akmasim::ue {

// What came on Ua: TLS records or, before them, CoAP in clear.
struct UaOctets {
    static constexpr std::string_view name = "UaOctets";
    Octets octets;
};

// What a connection to the server was opened with.
struct SessionKey {
    AKid a_kid;
    KAf k_af;
    std::string psk_identity;
};

struct Session {
    ReplyTo server;
    SessionKey key;
    std::optional<SecureStream> stream;
    bool registered = false;
    std::uint8_t next_token = 1;
};

class Msgin5gClient {
public:
    struct Idle {
        static constexpr std::string_view name = "Idle";
    };
    struct AwaitingSession {
        static constexpr std::string_view name = "AwaitingSession";
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
    struct AwaitingRegistration {
        static constexpr std::string_view name = "AwaitingRegistration";
        std::shared_ptr<Session> session;
        command::Send then;
    };
    struct AwaitingAnswer {
        static constexpr std::string_view name = "AwaitingAnswer";
        std::shared_ptr<Session> session;
    };
    using State = std::variant<Idle, AwaitingSession, Handshaking, Open, AwaitingRegistration, AwaitingAnswer>;
    using Hears = std::variant<command::Connect, command::Send, UaOctets>;

    Msgin5gClient(const Me& me, crypto::tls::Context& tls) : me_(me), tls_(tls) {}

    Result<State> on(const Idle&, const command::Connect&, Turn&);
    Result<State> on(const Open&, const command::Connect&, Turn&);
    Result<State> on(const Idle&, const command::Send&, Turn&);
    Result<State> on(const Open&, const command::Send&, Turn&);
    Result<State> on(const AwaitingSession&, const UaOctets&, Turn&);
    Result<State> on(const Handshaking&, const UaOctets&, Turn&);
    Result<State> on(const Open&, const UaOctets&, Turn&);
    Result<State> on(const AwaitingRegistration&, const UaOctets&, Turn&);
    Result<State> on(const AwaitingAnswer&, const UaOctets&, Turn&);

    template <class Message>
    Result<void> hear(const Message& message, Turn& turn) {
        return conversations_.hear(0, message, turn);
    }
    void inspect(command::Inspection& answer) const;

private:
    Result<SessionKey> session_key(const command::Connect& order, Turn& turn) const;
    State request_session(std::shared_ptr<Session> session, Turn& turn) const;
    State shake_hands(std::shared_ptr<Session> session, Turn& turn) const;
    State closed(const Session& session, Turn& turn) const;
    Result<State> submit(const std::shared_ptr<Session>& session, const command::Send& order, Turn& turn) const;

    const Me& me_;
    crypto::tls::Context& tls_;
    std::shared_ptr<Session> latest_;
    std::uint64_t connection_ = 0;
    Conversations<Msgin5gClient> conversations_{*this};
};

}  // namespace akmasim::ue
