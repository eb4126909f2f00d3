// SPDX-License-Identifier: Apache-2.0
// Which public-key operations the messages of a handshake take; for the tls*.cpp files alone.
#pragma once

#include <openssl/ssl.h>

#include "simulator/base/octets.hpp"

namespace akmasim::crypto::tls {

// Whether a ClientHello or ServerHello (RFC 8446 4.1.2, 4.1.3) offers or holds a key share.
bool has_key_share(View hello, bool is_client_hello);

// Called for each handshake message as it is sent or received; OpenSSL computes out of our sight.
void count_work(const SSL* ssl, View message, bool sent);

}  // namespace akmasim::crypto::tls
