// SPDX-License-Identifier: Apache-2.0
// What a TLS context and channel are made of; for tls.cpp and tls_callbacks.cpp alone.
#pragma once

#include <deque>

#include <openssl/ssl.h>

#include "simulator/crypto/library.hpp"
#include "simulator/crypto/tls.hpp"

namespace akmasim::crypto::tls {

struct Context::Parts {
    Handle<SSL_CTX, SSL_CTX_free> context;
};

struct Channel::Parts {
    Random* random = nullptr;
    bool is_server = false;
    std::string identity;
    std::optional<KAf> psk;
    bool key_decided = false;
    std::deque<Octets> plain;  // of records written and not yet taken, in order
    std::vector<Record> records;
    std::vector<KeylogSecret> keylog;
    Octets inbox;
    std::optional<Alert> alert;
    bool closed = false;
    bool key_share_in_server_hello = false;
    Handle<SSL, SSL_free> ssl;  // goes first: its callbacks use what stands above
};

// Lets every callback of this context find its channel.
void install_callbacks(SSL_CTX* context, bool is_server);

}  // namespace akmasim::crypto::tls
