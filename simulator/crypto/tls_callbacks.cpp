// SPDX-License-Identifier: Apache-2.0
// What OpenSSL calls back: the key of either end, for which the handshake pauses; early data; cookies; the plaintext of
// records; the key log.
#include <algorithm>
#include <cstring>
#include <string_view>

#include <openssl/async.h>

#include "simulator/crypto/hash.hpp"
#include "simulator/crypto/tls_parts.hpp"
#include "simulator/crypto/tls_work.hpp"

namespace akmasim::crypto::tls {
namespace {

Channel::Parts& parts_of(const SSL* ssl) { return *static_cast<Channel::Parts*>(SSL_get_app_data(ssl)); }

// Leaves the handshake, which runs in a job of OpenSSL's, until provide() or refuse_key(); no thread waits.
bool await_key(Channel::Parts& parts, std::uint16_t suite) {
    parts.suite = suite;
    while (parts.suite_of_key != suite && !parts.no_key) {
        if (ASYNC_get_current_job() == nullptr) return false;
        parts.paused = true;
        ASYNC_pause_job();
    }
    return !parts.no_key;
}

std::uint16_t pending_suite(SSL* ssl) {
    const auto* cipher = SSL_get_pending_cipher(ssl);
    return cipher == nullptr ? std::uint16_t{0} : SSL_CIPHER_get_protocol_id(cipher);
}

SSL_SESSION* session_of(SSL* ssl, Channel::Parts& parts) {
    static constexpr std::array<Octet, 2> suite{suite_of_psk >> 8, suite_of_psk & 0xff};
    SSL_SESSION* session = SSL_SESSION_new();
    const auto* cipher = SSL_CIPHER_find(ssl, suite.data());
    const auto key = parts.psk.expose();
    const bool early = parts.sends_early || parts.context->early_data != EarlyData::refuse;
    if (session == nullptr || cipher == nullptr || SSL_SESSION_set1_master_key(session, key.data(), key.size()) != 1 ||
        SSL_SESSION_set_cipher(session, cipher) != 1 ||
        SSL_SESSION_set_protocol_version(session, TLS1_3_VERSION) != 1 ||
        SSL_SESSION_set_max_early_data(session, early ? largest_early_data : 0) != 1) {
        SSL_SESSION_free(session);
        return nullptr;
    }
    return session;
}

// RFC 8446 4.2.11, server. Of several identities only the first is looked at.
int on_find_session(SSL* ssl, const unsigned char* identity, std::size_t size, SSL_SESSION** session) {
    auto& parts = parts_of(ssl);
    *session = nullptr;
    const auto text = text_of({identity, size});
    if (parts.identity.empty()) parts.identity = text;
    if (text == parts.identity && await_key(parts, suite_of_psk)) *session = session_of(ssl, parts);
    return 1;
}

int on_use_session(SSL* ssl, const EVP_MD*, const unsigned char** identity, std::size_t* size, SSL_SESSION** session) {
    auto& parts = parts_of(ssl);
    *session = await_key(parts, suite_of_psk) ? session_of(ssl, parts) : nullptr;
    *identity = reinterpret_cast<const unsigned char*>(parts.identity.data());
    *size = parts.identity.size();
    return *session == nullptr ? 0 : 1;
}

unsigned copy_key(Channel::Parts& parts, unsigned char* psk, unsigned most) {
    const auto key = parts.psk.expose();
    if (key.size() > most) return 0;
    std::ranges::copy(key, psk);
    return static_cast<unsigned>(key.size());
}

// RFC 4279 2, server: the identity of a ClientKeyExchange.
unsigned on_server_psk(SSL* ssl, const char* identity, unsigned char* psk, unsigned most) {
    auto& parts = parts_of(ssl);
    // OpenSSL asks here too for an identity of TLS 1.3 that on_find_session() did not take.
    if (SSL_version(ssl) == TLS1_3_VERSION || identity == nullptr) return 0;
    parts.identity = identity;
    return await_key(parts, pending_suite(ssl)) ? copy_key(parts, psk, most) : 0;
}

unsigned on_client_psk(SSL* ssl, const char* hint, char* identity, unsigned most_identity, unsigned char* psk,
                       unsigned most) {
    auto& parts = parts_of(ssl);
    if (hint != nullptr) parts.hint = hint;
    const bool is_text = parts.identity.find('\0') == std::string::npos;
    if (parts.no_key || !is_text || parts.identity.size() >= most_identity) return 0;
    if (!await_key(parts, pending_suite(ssl))) return 0;
    std::memcpy(identity, parts.identity.c_str(), parts.identity.size() + 1);
    return copy_key(parts, psk, most);
}

// RFC 8446 8.2: a ClientHello is remembered by its random, and its early data taken once.
int on_early_data(SSL* ssl, void*) {
    auto& context = *parts_of(ssl).context;
    if (context.early_data != EarlyData::accept_once) return context.early_data == EarlyData::accept ? 1 : 0;
    // A record that is full takes no early data any more: it must not forget what it has seen.
    if (context.early_hellos.size() >= most_early_hellos) return 0;
    Octets random(SSL3_RANDOM_SIZE);
    SSL_get_client_random(ssl, random.data(), random.size());
    return context.early_hellos.insert(std::move(random)).second ? 1 : 0;
}

// RFC 6347 4.2.1: HMAC(secret, who speaks). OpenSSL knows no more of the ClientHello at this point.
Digest cookie_of(SSL* ssl) {
    const auto& parts = parts_of(ssl);
    return hmac_sha256(parts.context->cookie_secret->view(), view_of(parts.peer));
}

int on_make_cookie(SSL* ssl, unsigned char* cookie, unsigned* size) {
    const auto made = cookie_of(ssl);
    std::ranges::copy(made, cookie);
    *size = static_cast<unsigned>(made.size());
    return 1;
}

int on_check_cookie(SSL* ssl, const unsigned char* cookie, unsigned size) {
    return same_in_constant_time({cookie, size}, cookie_of(ssl)) ? 1 : 0;
}

// The longest that OpenSSL can wait, about an hour of real time: a run in virtual time retransmits nothing by itself.
unsigned on_timer(SSL*, unsigned) { return ~0U; }

void on_message(int written, int, int content_type, const void* buffer, std::size_t size, SSL* ssl, void*) {
    if (content_type != SSL3_RT_HANDSHAKE && content_type != SSL3_RT_ALERT &&
        content_type != SSL3_RT_CHANGE_CIPHER_SPEC)
        return;
    auto& parts = parts_of(ssl);
    const View message(static_cast<const Octet*>(buffer), size);
    if (content_type == SSL3_RT_HANDSHAKE) count_work(ssl, message, written != 0);
    if (content_type == SSL3_RT_HANDSHAKE && size > 4 && message[0] == SSL3_MT_SERVER_HELLO) {
        parts.key_share_in_server_hello = has_key_share(message, false);
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

void install_server(SSL_CTX* context, bool tls13_psk, bool tls12_psk) {
    if (tls13_psk) SSL_CTX_set_psk_find_session_callback(context, on_find_session);
    if (tls12_psk) SSL_CTX_set_psk_server_callback(context, on_server_psk);
    SSL_CTX_set_allow_early_data_cb(context, on_early_data, nullptr);
    SSL_CTX_set_cookie_generate_cb(context, on_make_cookie);
    SSL_CTX_set_cookie_verify_cb(context, on_check_cookie);
}

}  // namespace

void install_callbacks(SSL_CTX* context, const Settings& settings, bool is_server) {
    const auto any_of = [&](std::initializer_list<Mode> modes) {
        return std::ranges::any_of(
            modes, [&](Mode mode) { return std::ranges::find(settings.modes, mode) != settings.modes.end(); });
    };
    const bool tls13_psk = any_of({Mode::psk_dhe_ke, Mode::psk_ke});
    const bool tls12_psk = any_of({Mode::tls12_psk, Mode::tls12_ecdhe_psk, Mode::dtls12_psk});
    SSL_CTX_set_msg_callback(context, on_message);
    if (settings.keylog) SSL_CTX_set_keylog_callback(context, on_keylog);
    if (is_server) return install_server(context, tls13_psk, tls12_psk);
    if (tls13_psk) SSL_CTX_set_psk_use_session_callback(context, on_use_session);
    if (tls12_psk) SSL_CTX_set_psk_client_callback(context, on_client_psk);
}

void install_datagram_timer(SSL* ssl) { DTLS_set_timer_cb(ssl, on_timer); }

}  // namespace akmasim::crypto::tls
