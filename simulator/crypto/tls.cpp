// SPDX-License-Identifier: Apache-2.0
// Contexts and channels.
#include "simulator/crypto/tls.hpp"

#include <algorithm>
#include <array>

#include <openssl/err.h>

#include "simulator/crypto/hash.hpp"
#include "simulator/crypto/tls_parts.hpp"

namespace akmasim::crypto::tls {
namespace {

constexpr std::size_t record_header_octets = 5;
constexpr std::size_t largest_fragment = 16384;  // RFC 8446 5.1: the plaintext of one record

Result<std::unique_ptr<Context::Parts>> make_context(bool is_server, Mode mode) {
    auto parts = std::make_unique<Context::Parts>();
    parts->context.reset(SSL_CTX_new_ex(library(), nullptr, is_server ? TLS_server_method() : TLS_client_method()));
    SSL_CTX* context = parts->context.get();
    // OpenSSL prefers psk_dhe_ke as long as a group is common, so psk_ke is had by leaving none.
    const char* groups = mode == Mode::psk_dhe_ke || is_server ? "X25519" : "P-256";
    if (context == nullptr || SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) != 1 ||
        SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256") != 1 ||
        SSL_CTX_set1_groups_list(context, groups) != 1 || SSL_CTX_set_num_tickets(context, 0) != 1) {
        return fail(Cause::library, "OpenSSL does not take the TLS settings");
    }
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
    if (mode == Mode::psk_ke) SSL_CTX_set_options(context, SSL_OP_ALLOW_NO_DHE_KEX);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    install_callbacks(context, is_server);
    return parts;
}

std::unique_ptr<Channel::Parts> make_channel(SSL_CTX* context, bool is_server, Random& random) {
    auto parts = std::make_unique<Channel::Parts>();
    const UseRandom guard(random);
    parts->random = &random;
    parts->is_server = is_server;
    parts->ssl.reset(SSL_new(context));
    BIO* in = BIO_new(BIO_s_mem());
    BIO* out = BIO_new(BIO_s_mem());
    BIO_set_mem_eof_return(in, -1);
    BIO_set_mem_eof_return(out, -1);
    SSL_set_bio(parts->ssl.get(), in, out);
    SSL_set_app_data(parts->ssl.get(), parts.get());
    if (is_server)
        SSL_set_accept_state(parts->ssl.get());
    else
        SSL_set_connect_state(parts->ssl.get());
    return parts;
}

// Takes what OpenSSL wrote apart into records, each with the plaintext that was noted for it.
void collect_records(Channel::Parts& parts) {
    char* data = nullptr;
    const auto size = BIO_get_mem_data(SSL_get_wbio(parts.ssl.get()), &data);
    View left(reinterpret_cast<const Octet*>(data), static_cast<std::size_t>(size));
    while (left.size() >= record_header_octets) {
        const auto whole = record_header_octets + static_cast<std::size_t>(left[3] << 8 | left[4]);
        if (whole > left.size()) break;
        Record record{{left.begin(), left.begin() + static_cast<std::ptrdiff_t>(whole)}, {}};
        if (!parts.plain.empty()) {
            record.plain = std::move(parts.plain.front());
            parts.plain.pop_front();
        }
        parts.records.push_back(std::move(record));
        left = left.subspan(whole);
    }
    (void)BIO_reset(SSL_get_wbio(parts.ssl.get()));
}

tl::unexpected<Error> not_open() { return fail(Cause::library, "the TLS connection is not open for writing"); }

void drain_inbox(Channel::Parts& parts) {
    std::array<Octet, 4096> buffer{};
    for (;;) {
        std::size_t got = 0;
        if (SSL_read_ex(parts.ssl.get(), buffer.data(), buffer.size(), &got) == 1) {
            append(parts.inbox, View(buffer).first(got));
            continue;
        }
        if (SSL_get_error(parts.ssl.get(), 0) != SSL_ERROR_WANT_READ) parts.closed = true;
        return;
    }
}

}  // namespace

Context::Context(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Context::Context(Context&&) noexcept = default;
Context& Context::operator=(Context&&) noexcept = default;
Context::~Context() = default;

Result<Context> Context::client(Mode mode) { return Context(TRY(make_context(false, mode))); }
Result<Context> Context::server(Mode mode) { return Context(TRY(make_context(true, mode))); }

Channel::Channel(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Channel::Channel(Channel&&) noexcept = default;
Channel& Channel::operator=(Channel&&) noexcept = default;
Channel::~Channel() = default;

Channel Channel::client(Context& context, std::string identity, const KAf& k_af, const std::string& server_name,
                        Random& random) {
    auto parts = make_channel(context.parts().context.get(), false, random);
    parts->identity = std::move(identity);
    parts->psk = k_af.clone();
    SSL_set_tlsext_host_name(parts->ssl.get(), server_name.c_str());
    return Channel(std::move(parts));
}

Channel Channel::server(Context& context, Random& random) {
    return Channel(make_channel(context.parts().context.get(), true, random));
}

void Channel::receive(View octets) {
    if (octets.empty() || parts_->closed) return;
    BIO_write(SSL_get_rbio(parts_->ssl.get()), octets.data(), static_cast<int>(octets.size()));
}

Progress Channel::advance() {
    if (parts_->closed) return Progress::closed;
    const UseRandom guard(*parts_->random);
    ERR_clear_error();
    SSL* ssl = parts_->ssl.get();
    auto progress = Progress::established;
    if (SSL_is_init_finished(ssl) == 0) {
        const int done = SSL_do_handshake(ssl);
        const int error = done == 1 ? SSL_ERROR_NONE : SSL_get_error(ssl, done);
        if (error == SSL_ERROR_WANT_READ)
            progress = Progress::wants_peer;
        else if (error == SSL_ERROR_WANT_CLIENT_HELLO_CB)
            progress = Progress::wants_key;
        else if (error != SSL_ERROR_NONE)
            parts_->closed = true;
    }
    if (progress == Progress::established && !parts_->closed) drain_inbox(*parts_);
    collect_records(*parts_);
    ERR_clear_error();
    return parts_->closed ? Progress::closed : progress;
}

const std::string& Channel::identity() const { return parts_->identity; }

void Channel::provide(const KAf& k_af) {
    parts_->psk = k_af.clone();
    parts_->key_decided = true;
}

void Channel::provide_decoy(View secret) { provide(KAf(hmac_sha256(secret, view_of(parts_->identity)))); }

Result<void> Channel::write(View plaintext) {
    const UseRandom guard(*parts_->random);
    ERR_clear_error();
    if (parts_->closed || SSL_is_init_finished(parts_->ssl.get()) == 0) return not_open();
    while (!plaintext.empty()) {
        const auto fragment = plaintext.first(std::min(plaintext.size(), largest_fragment));
        std::size_t written = 0;
        if (SSL_write_ex(parts_->ssl.get(), fragment.data(), fragment.size(), &written) != 1) return not_open();
        Octets plain{SSL3_RT_APPLICATION_DATA};
        append(plain, fragment);
        parts_->plain.push_back(std::move(plain));
        plaintext = plaintext.subspan(fragment.size());
    }
    collect_records(*parts_);
    return {};
}

Octets Channel::read() { return std::exchange(parts_->inbox, {}); }
std::vector<Record> Channel::take_records() { return std::exchange(parts_->records, {}); }
std::vector<KeylogSecret> Channel::take_keylog() { return std::exchange(parts_->keylog, {}); }
std::optional<Alert> Channel::alert() const { return parts_->alert; }

Negotiated Channel::negotiated() const {
    SSL* ssl = parts_->ssl.get();
    if (SSL_is_init_finished(ssl) == 0) return {};
    Negotiated said{SSL_get_version(ssl), SSL_CIPHER_get_name(SSL_get_current_cipher(ssl)), "", "psk_ke"};
    if (parts_->key_share_in_server_hello) {
        said.kex_mode = "psk_dhe_ke";
        said.group = "X25519";
    }
    return said;
}

}  // namespace akmasim::crypto::tls
