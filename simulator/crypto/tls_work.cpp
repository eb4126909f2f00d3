// SPDX-License-Identifier: Apache-2.0
#include "simulator/crypto/tls_work.hpp"

#include <openssl/obj_mac.h>

#include "simulator/crypto/work.hpp"

namespace akmasim::crypto::tls {
namespace {

constexpr unsigned extension_key_share = 51;

unsigned number_at(View octets, std::size_t at) {
    return at + 2 <= octets.size() ? static_cast<unsigned>(octets[at] << 8 | octets[at + 1]) : 0;
}

// Where the extensions of a hello begin.
std::size_t extensions_of(View hello, bool is_client_hello) {
    std::size_t at = 4 + 2 + 32;  // type and length, version, random
    if (hello.size() <= at) return hello.size();
    at += 1U + hello[at];                     // session id
    if (!is_client_hello) return at + 3 + 2;  // suite, compression, length of the extensions
    at += 2 + number_at(hello, at);
    if (hello.size() <= at) return hello.size();
    return at + 1 + hello[at] + 2;
}

bool uses_ecdhe(const SSL* ssl) {
    const auto* cipher = SSL_get_pending_cipher(ssl);
    return cipher != nullptr && SSL_CIPHER_get_kx_nid(cipher) == NID_kx_ecdhe_psk;
}

// RFC 8446 4.2.8: the client makes its key with the ClientHello, the server with the ServerHello.
void count_hello(View hello, bool is_client_hello, bool sent) {
    if (!has_key_share(hello, is_client_hello)) return;
    if (sent) spend(Operation::keygen);
    if (!is_client_hello) spend(Operation::ecdh);
}

}  // namespace

bool has_key_share(View hello, bool is_client_hello) {
    for (auto at = extensions_of(hello, is_client_hello); at + 4 <= hello.size(); at += 4U + number_at(hello, at + 2)) {
        // RFC 8446 4.2.8: in a HelloRetryRequest it names a group and holds no key.
        if (number_at(hello, at) == extension_key_share) return number_at(hello, at + 2) > 2;
    }
    return false;
}

void count_work(const SSL* ssl, View message, bool sent) {
    if (message.size() < 4) return;
    const bool datagram = SSL_is_dtls(ssl) != 0;  // no mode of ours has a key exchange over DTLS
    switch (message[0]) {
        case SSL3_MT_CLIENT_HELLO:
        case SSL3_MT_SERVER_HELLO:
            if (!datagram) count_hello(message, message[0] == SSL3_MT_CLIENT_HELLO, sent);
            return;
        case SSL3_MT_SERVER_KEY_EXCHANGE:  // RFC 5489 2: the key of the server
            if (sent && uses_ecdhe(ssl)) spend(Operation::keygen);
            return;
        case SSL3_MT_CLIENT_KEY_EXCHANGE:  // RFC 5489 2: the key of the client, and the secret on either side
            if (!uses_ecdhe(ssl)) return;
            if (sent) spend(Operation::keygen);
            spend(Operation::ecdh);
            return;
        case SSL3_MT_CERTIFICATE:  // one signature stands between it and the trust anchor
            if (!sent) spend(Operation::verify);
            return;
        case SSL3_MT_CERTIFICATE_VERIFY: spend(sent ? Operation::sign : Operation::verify); return;
        default: return;
    }
}

}  // namespace akmasim::crypto::tls
