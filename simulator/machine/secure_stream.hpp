// SPDX-License-Identifier: Apache-2.0
// CoAP inside TLS on one Ua connection, the same for client and server: records out, records in, whole messages up.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulator/crypto/tls.hpp"
#include "simulator/machine/turn.hpp"
#include "simulator/protocol/coap.hpp"

namespace akmasim {

class SecureStream {
public:
    SecureStream(crypto::tls::Channel channel, ReplyTo peer) : channel_(std::move(channel)), peer_(std::move(peer)) {}

    // Feeds what came and goes as far as TLS can; what it wants to send is sent.
    crypto::tls::Progress receive(View octets, Turn& turn);
    crypto::tls::Progress advance(Turn& turn);

    // library: the tunnel is not open.
    Result<void> send(const coap::Message& message, Turn& turn);
    // The messages that arrived whole. malformed: the peer does not speak RFC 8323.
    Result<std::vector<coap::Message>> messages();

    crypto::tls::Channel& channel() { return channel_; }
    [[nodiscard]] const ReplyTo& peer() const { return peer_; }
    [[nodiscard]] std::string alert() const;  // "illegal_parameter"; empty: none was sent or received

private:
    void flush(Turn& turn);

    crypto::tls::Channel channel_;
    ReplyTo peer_;
    coap::Decoder decoder_;
};

}  // namespace akmasim
