// SPDX-License-Identifier: Apache-2.0
// Records and hellos of TLS and DTLS as they cross; for the readers of Ua in this room.
#pragma once

#include <optional>

#include "simulator/knowledge/ua_reader.hpp"

namespace akmasim::knowledge {

enum ContentType : Octet { change_cipher_spec = 20, alert = 21, handshake = 22, application_data = 23 };
enum HandshakeType : Octet {
    client_hello = 1,
    server_hello = 2,
    hello_verify_request = 3,
    end_of_early_data = 5,
    client_key_exchange = 16,
    finished = 20,
    key_update = 24
};

// A record, or of DTLS one of a datagram (RFC 6347 4.1).
struct TlsRecord {
    Octet type = 0;
    View header;  // 5 octets, of DTLS 13
    View body;
    bool datagram = false;
};
std::vector<TlsRecord> records_of(View octets);

// The handshake messages in a record's plaintext, each whole with its header. Not modelled: one in fragments.
struct HandshakeMessage {
    Octet type = 0;
    View whole;
    View body;
};
std::vector<HandshakeMessage> handshake_messages(View plain, bool datagram);

// RFC 8446 4.1.2, 4.1.3; RFC 5246 7.4.1.
struct Hello {
    View random;
    int suite = 0;  // ServerHello: the one that was chosen
    bool tls13 = false;
    bool key_share = false;
    bool extended_master_secret = false;
    bool early_data = false;
    bool retry_request = false;  // RFC 8446 4.1.4
    bool pre_shared_key = false;
};
std::optional<Hello> hello_of(const HandshakeMessage& message, bool datagram);

// RFC 8446 4.2.11.2: how many octets stand before the list of binders, and the first of these; nothing: no PSK.
struct Binder {
    std::size_t before = 0;
    View first;
};
std::optional<Binder> binder_of(const HandshakeMessage& client_hello_message);

// RFC 8446 4.2.11.2: whether the first ClientHello shows that its sender had that pre-shared key.
bool binder_fits(const Connection& connection, View psk);
std::vector<Opened> open_tls13(const Connection& connection, View psk);
std::vector<Opened> open_tls12(const Connection& connection, View psk);

}  // namespace akmasim::knowledge
