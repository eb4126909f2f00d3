// SPDX-License-Identifier: Apache-2.0
// What a TLS context and channel are made of; for the tls*.cpp files alone.
#pragma once

#include <deque>
#include <set>

#include <openssl/ssl.h>

#include "simulator/crypto/library.hpp"
#include "simulator/crypto/tls.hpp"

namespace akmasim::crypto {

Handle<EVP_PKEY, EVP_PKEY_free> private_key(View ed25519);  // empty: not 32 octets
Handle<X509, X509_free> certificate_of(View der);           // empty: no certificate

}  // namespace akmasim::crypto

namespace akmasim::crypto::tls {

inline constexpr std::uint16_t suite_of_psk = 0x1301;      // RFC 8446 4.2.11: an external PSK goes with SHA-256
inline constexpr std::uint32_t largest_early_data = 8192;  // provisioned on both sides (RFC 8446 4.2.10)

inline constexpr std::size_t most_early_hellos = 100'000;  // remembered (assumed)

inline constexpr long mtu_octets = 1400;  // of a datagram's way

using Psk = Secret<"PSK", 32>;

struct Context::Parts {
    Handle<SSL_CTX, SSL_CTX_free> context;
    bool is_server = false;
    bool is_datagram = false;
    EarlyData early_data = EarlyData::refuse;
    std::set<Octets> early_hellos;  // client randoms whose early data was taken (RFC 8446 8.2)
    std::optional<FixedOctets<"cookie secret", 32>> cookie_secret;
};

// What a datagram BIO reads and writes.
struct Datagrams {
    std::deque<Octets> in;
    std::deque<Octets> out;
};
BIO* new_datagram_bio(Datagrams& datagrams);  // nullptr: out of memory

struct Channel::Parts {
    ~Parts();

    Random* random = nullptr;
    Context::Parts* context = nullptr;
    std::string peer;
    std::string identity;
    std::string hint;
    std::uint16_t suite = 0;         // of the key that is wanted or held
    std::uint16_t suite_of_key = 0;  // 0: no key is held
    Psk psk;
    bool paused = false;  // inside the handshake, until the key is decided
    bool no_key = false;
    std::deque<Octets> early;  // client: to be sent with the ClientHello
    bool reads_early = false;  // server: the handshake is not over and early data may come
    bool sends_early = false;  // client: the session is one for early data
    std::deque<Octets> late;   // server: written after the early data and before the client's Finished, which it awaits
    std::deque<Octets> plain;  // of records written and not yet taken, in order
    std::vector<Record> records;
    std::vector<KeylogSecret> keylog;
    std::vector<Octets> inbox;  // one entry each read
    std::optional<Alert> alert;
    bool closed = false;
    bool key_share_in_server_hello = false;
    Datagrams datagrams;
    Handle<SSL, SSL_free> ssl;  // goes first: its callbacks use what stands above
};

// Lets every callback of this context find its channel.
void install_callbacks(SSL_CTX* context, const Settings& settings, bool is_server);
void install_datagram_timer(SSL* ssl);

}  // namespace akmasim::crypto::tls
