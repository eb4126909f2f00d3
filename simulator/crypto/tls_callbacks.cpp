// SPDX-License-Identifier: Apache-2.0
// What OpenSSL calls back: the paused ClientHello, the PSK of either end, the plaintext of records, the key log.
#include <algorithm>
#include <string_view>

#include "simulator/crypto/tls_parts.hpp"

namespace akmasim::crypto::tls {
namespace {

constexpr std::size_t extension_pre_shared_key = 41;
constexpr unsigned extension_key_share = 51;
constexpr Octet handshake_server_hello = 2;

Channel::Parts& parts_of(const SSL* ssl) { return *static_cast<Channel::Parts*>(SSL_get_app_data(ssl)); }

// RFC 8446 4.2.11: identities<7..2^16-1>, each of them opaque identity<1..2^16-1> and an age.
std::string first_identity(View extension) {
    if (extension.size() < 4) return {};
    const auto size = static_cast<std::size_t>(extension[2] << 8 | extension[3]);
    if (extension.size() - 4 < size) return {};
    return std::string(text_of(extension.subspan(4, size)));
}

int on_client_hello(SSL* ssl, int*, void*) {
    auto& parts = parts_of(ssl);
    if (parts.key_decided) return SSL_CLIENT_HELLO_SUCCESS;
    const unsigned char* data = nullptr;
    std::size_t size = 0;
    if (SSL_client_hello_get0_ext(ssl, extension_pre_shared_key, &data, &size) == 1)
        parts.identity = first_identity({data, size});
    return SSL_CLIENT_HELLO_RETRY;
}

SSL_SESSION* session_of(SSL* ssl, const KAf& k_af) {
    // RFC 8446 4.2.11: an external PSK goes with a hash, here SHA-256, and so with a suite of that hash.
    static constexpr std::array<Octet, 2> suite{0x13, 0x01};
    SSL_SESSION* session = SSL_SESSION_new();
    const auto* cipher = SSL_CIPHER_find(ssl, suite.data());
    const auto key = k_af.expose();
    if (session == nullptr || cipher == nullptr || SSL_SESSION_set1_master_key(session, key.data(), key.size()) != 1 ||
        SSL_SESSION_set_cipher(session, cipher) != 1 ||
        SSL_SESSION_set_protocol_version(session, TLS1_3_VERSION) != 1) {
        SSL_SESSION_free(session);
        return nullptr;
    }
    return session;
}

int on_find_session(SSL* ssl, const unsigned char* identity, std::size_t size, SSL_SESSION** session) {
    auto& parts = parts_of(ssl);
    *session = nullptr;
    if (parts.psk && text_of({identity, size}) == parts.identity) *session = session_of(ssl, *parts.psk);
    return 1;
}

int on_use_session(SSL* ssl, const EVP_MD*, const unsigned char** identity, std::size_t* size, SSL_SESSION** session) {
    auto& parts = parts_of(ssl);
    *session = session_of(ssl, *parts.psk);
    *identity = reinterpret_cast<const unsigned char*>(parts.identity.data());
    *size = parts.identity.size();
    return *session == nullptr ? 0 : 1;
}

bool has_key_share(View server_hello) {
    // RFC 8446 4.1.3: type and length (4), version (2), random (32), session id, suite (2), compression (1),
    // extensions.
    std::size_t at = 4 + 2 + 32;
    if (server_hello.size() <= at) return false;
    at += 1 + server_hello[at] + 3 + 2;
    while (at + 4 <= server_hello.size()) {
        const unsigned type = static_cast<unsigned>(server_hello[at] << 8 | server_hello[at + 1]);
        if (type == extension_key_share) return true;
        at += 4U + static_cast<unsigned>(server_hello[at + 2] << 8 | server_hello[at + 3]);
    }
    return false;
}

void on_message(int written, int, int content_type, const void* buffer, std::size_t size, SSL* ssl, void*) {
    if (content_type != SSL3_RT_HANDSHAKE && content_type != SSL3_RT_ALERT &&
        content_type != SSL3_RT_CHANGE_CIPHER_SPEC)
        return;
    auto& parts = parts_of(ssl);
    const View message(static_cast<const Octet*>(buffer), size);
    if (content_type == SSL3_RT_HANDSHAKE && size > 4 && message[0] == handshake_server_hello) {
        parts.key_share_in_server_hello = has_key_share(message);
    }
    if (content_type == SSL3_RT_ALERT && size == 2) parts.alert = Alert{message[0], message[1], written != 0};
    if (written == 0) return;
    Octets plain{static_cast<Octet>(content_type)};
    append(plain, message);
    parts.plain.push_back(std::move(plain));
}

void on_keylog(const SSL* ssl, const char* line) {
    const std::string_view text(line);
    const auto first = text.find(' ');
    const auto second = text.rfind(' ');
    if (first == std::string_view::npos || first == second) return;
    auto client_random = from_hex(text.substr(first + 1, second - first - 1));
    auto secret = from_hex(text.substr(second + 1));
    if (!client_random || !secret) return;
    parts_of(ssl).keylog.push_back({std::string(text.substr(0, first)), std::move(*client_random), std::move(*secret)});
}

}  // namespace

void install_callbacks(SSL_CTX* context, bool is_server) {
    SSL_CTX_set_msg_callback(context, on_message);
    SSL_CTX_set_keylog_callback(context, on_keylog);
    if (is_server) {
        SSL_CTX_set_client_hello_cb(context, on_client_hello, nullptr);
        SSL_CTX_set_psk_find_session_callback(context, on_find_session);
    } else {
        SSL_CTX_set_psk_use_session_callback(context, on_use_session);
    }
}

}  // namespace akmasim::crypto::tls
