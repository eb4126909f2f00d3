// SPDX-License-Identifier: Apache-2.0
// Contexts: which versions, suites, groups and credentials an end offers or takes.
#include <algorithm>
#include <array>

#include "simulator/crypto/tls_parts.hpp"

namespace akmasim::crypto::tls {
namespace {

struct Suite {
    Mode mode;  // tls12_psk stands for dtls12_psk too
    std::string_view name;
    const char* openssl_name;
};
// RFC 5487, RFC 7905. OpenSSL 3.0 has no TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256 (RFC 8442, 0xD001), so the AEAD suite
// of ECDHE_PSK is the one with ChaCha20.
constexpr std::array<Suite, 3> suites{
    {{Mode::tls12_psk, "TLS_PSK_WITH_AES_128_GCM_SHA256", "PSK-AES128-GCM-SHA256"},
     {Mode::tls12_psk, "TLS_PSK_WITH_CHACHA20_POLY1305_SHA256", "PSK-CHACHA20-POLY1305"},
     {Mode::tls12_ecdhe_psk, "TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-PSK-CHACHA20-POLY1305"}}};

class Making {
public:
    Making(const Settings& settings, bool is_server) : settings_(settings), is_server_(is_server) {}

    Result<std::unique_ptr<Context::Parts>> make() {
        const bool datagram = has(Mode::dtls12_psk);
        if (settings_.modes.empty() || (datagram && settings_.modes.size() > 1))
            return fail(Cause::invalid, "TLS needs a mode, and DTLS a context of its own");
        auto parts = std::make_unique<Context::Parts>();
        parts->is_server = is_server_;
        parts->is_datagram = datagram;
        parts->early_data = settings_.early_data;
        parts->cookie_secret = settings_.cookie_secret;
        parts->context.reset(SSL_CTX_new_ex(library(), nullptr, method(datagram)));
        context_ = parts->context.get();
        if (context_ == nullptr || !versions(datagram) || !groups() || !suites_of_modes() || !credentials())
            return fail(Cause::library, "OpenSSL does not take the TLS settings");
        options(datagram);
        install_callbacks(context_, settings_, is_server_);
        return parts;
    }

private:
    [[nodiscard]] bool has(Mode mode) const {
        return std::ranges::find(settings_.modes, mode) != settings_.modes.end();
    }
    [[nodiscard]] bool has_tls13() const {
        return has(Mode::psk_dhe_ke) || has(Mode::psk_ke) || has(Mode::certificate);
    }
    [[nodiscard]] bool has_tls12() const { return has(Mode::tls12_psk) || has(Mode::tls12_ecdhe_psk); }
    [[nodiscard]] const SSL_METHOD* method(bool datagram) const {
        if (datagram) return is_server_ ? DTLS_server_method() : DTLS_client_method();
        return is_server_ ? TLS_server_method() : TLS_client_method();
    }
    [[nodiscard]] bool versions(bool datagram) const {
        const int oldest = datagram ? DTLS1_2_VERSION : has_tls12() ? TLS1_2_VERSION : TLS1_3_VERSION;
        const int newest = datagram ? DTLS1_2_VERSION : has_tls13() ? TLS1_3_VERSION : TLS1_2_VERSION;
        return SSL_CTX_set_min_proto_version(context_, oldest) == 1 &&
               SSL_CTX_set_max_proto_version(context_, newest) == 1;
    }
    // OpenSSL prefers psk_dhe_ke as long as a group is common, so psk_ke is had by leaving none: a client that wants it
    // brings P-256, which only a server that also takes psk_dhe_ke knows.
    [[nodiscard]] bool groups() const {
        const bool only_psk_ke = has(Mode::psk_ke) && !has(Mode::psk_dhe_ke);
        const bool both = has(Mode::psk_ke) && has(Mode::psk_dhe_ke);
        const char* list = is_server_ ? (both ? "X25519:P-256" : "X25519") : only_psk_ke ? "P-256" : "X25519";
        return SSL_CTX_set1_groups_list(context_, list) == 1;
    }
    [[nodiscard]] bool suites_of_modes() const {
        std::string list;
        for (const auto& suite : suites) {
            const bool wanted = has(suite.mode) || (suite.mode == Mode::tls12_psk && has(Mode::dtls12_psk));
            const auto& named = settings_.suites;
            const bool chosen = named.empty() || std::ranges::find(named, suite.name) != named.end();
            if (wanted && chosen) list += (list.empty() ? "" : ":") + std::string(suite.openssl_name);
        }
        if ((has_tls12() || has(Mode::dtls12_psk)) && SSL_CTX_set_cipher_list(context_, list.c_str()) != 1)
            return false;
        return !has_tls13() || SSL_CTX_set_ciphersuites(context_, "TLS_AES_128_GCM_SHA256") == 1;
    }
    [[nodiscard]] bool credentials() const {
        if (is_server_ && has(Mode::certificate)) {
            const auto key = private_key(settings_.certificate_key);
            const auto size = static_cast<int>(settings_.certificate.size());
            return key && SSL_CTX_use_certificate_ASN1(context_, size, settings_.certificate.data()) == 1 &&
                   SSL_CTX_use_PrivateKey(context_, key.get()) == 1;
        }
        if (is_server_ || !has(Mode::certificate)) return true;
        const auto anchor = certificate_of(settings_.trust_anchor);
        SSL_CTX_set_verify(context_, SSL_VERIFY_PEER, nullptr);
        return anchor && X509_STORE_add_cert(SSL_CTX_get_cert_store(context_), anchor.get()) == 1;
    }
    void options(bool datagram) const {
        // No anti-replay of OpenSSL's: what is done about a replay is the settings' choice.
        SSL_CTX_set_options(context_, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_ANTI_REPLAY);
        if (has(Mode::psk_ke)) SSL_CTX_set_options(context_, SSL_OP_ALLOW_NO_DHE_KEX);
        if (datagram) SSL_CTX_set_options(context_, SSL_OP_NO_QUERY_MTU);
        if (datagram && settings_.cookie_secret) SSL_CTX_set_options(context_, SSL_OP_COOKIE_EXCHANGE);
        SSL_CTX_set_num_tickets(context_, 0);
        SSL_CTX_set_session_cache_mode(context_, SSL_SESS_CACHE_OFF);
        // A callback can pause the handshake, see await_key(); a connection at rest holds no record buffers (12 KB, not
        // 46).
        SSL_CTX_set_mode(context_, SSL_MODE_ASYNC | SSL_MODE_RELEASE_BUFFERS);
        if (is_server_ && settings_.early_data != EarlyData::refuse)
            SSL_CTX_set_max_early_data(context_, largest_early_data);
        if (is_server_ && !settings_.identity_hint.empty())
            SSL_CTX_use_psk_identity_hint(context_, settings_.identity_hint.c_str());
    }

    const Settings& settings_;
    bool is_server_;
    SSL_CTX* context_ = nullptr;
};

}  // namespace

Context::Context(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Context::Context(Context&&) noexcept = default;
Context& Context::operator=(Context&&) noexcept = default;
Context::~Context() = default;

Result<Context> Context::client(const Settings& settings) {
    auto parts = TRY(Making(settings, false).make());
    return Context(std::move(parts));
}
Result<Context> Context::server(const Settings& settings) {
    auto parts = TRY(Making(settings, true).make());
    return Context(std::move(parts));
}

}  // namespace akmasim::crypto::tls
