// SPDX-License-Identifier: Apache-2.0
// CoAP or HTTP inside TLS on one Ua connection, the same for client and server: records or datagrams out, records or
// datagrams in, whole messages up.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "simulator/base/ua_protocols.hpp"
#include "simulator/crypto/tls.hpp"
#include "simulator/machine/turn.hpp"
#include "simulator/protocol/coap_connection.hpp"
#include "simulator/protocol/http1.hpp"

namespace akmasim {

class SecureStream {
public:
    SecureStream(crypto::tls::Channel channel, ReplyTo peer, UaCarrier carrier)
        : channel_(std::move(channel)), peer_(std::move(peer)), carrier_(carrier) {}

    // Feeds what came and goes as far as TLS can; what it wants to send is sent.
    crypto::tls::Progress receive(View octets, Turn& turn);
    crypto::tls::Progress advance(Turn& turn);

    // library: the tunnel is not open.
    Result<void> send(const coap::Message& message, Turn& turn);
    Result<void> send(const http1::Message& message, Turn& turn);
    // The requests and responses that arrived whole; signals are answered here (RFC 8323 5). malformed: a datagram that
    // is no CoAP message (RFC 7252 3).
    Result<std::vector<coap::Message>> messages(Turn& turn);
    // A signal or a fault of the stream ended it: what came before is still there to be served, then it is closed.
    [[nodiscard]] const std::optional<coap::Ending>& ending() const { return coap_.ending(); }
    Result<std::vector<http1::Message>> http_messages();
    // close_notify: nothing more is sent or taken.
    void close(Turn& turn);

    // The key that the secrets of this handshake come from, for the record; empty: none of ours.
    void comes_from(std::string key) { from_ = std::move(key); }

    crypto::tls::Channel& channel() { return channel_; }
    [[nodiscard]] const crypto::tls::Channel& channel() const { return channel_; }
    [[nodiscard]] const ReplyTo& peer() const { return peer_; }
    [[nodiscard]] UaCarrier carrier() const { return carrier_; }
    // server: known only after the handshake, as the certificate's session carries HTTP.
    void carries(UaCarrier carrier) { carrier_ = carrier; }
    [[nodiscard]] std::string alert() const;  // "illegal_parameter"; empty: none was sent or received

private:
    void flush(Turn& turn);
    Octets in_datagram(const coap::Message& message);
    Result<std::vector<coap::Message>> messages_of_datagrams();

    crypto::tls::Channel channel_;
    ReplyTo peer_;
    UaCarrier carrier_;
    std::string from_ = "KAF";
    coap::Connection coap_;
    http1::Decoder http_decoder_;
    std::uint16_t next_message_id_ = 1;
    std::map<Octets, std::uint16_t> to_acknowledge_;  // token of a request -> its Message ID
};

}  // namespace akmasim
