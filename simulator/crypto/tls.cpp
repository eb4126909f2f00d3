// SPDX-License-Identifier: Apache-2.0
// Channels: one end of a connection, advanced as far as its octets and its key go.
#include "simulator/crypto/tls.hpp"

#include <algorithm>
#include <array>

#include <openssl/err.h>

#include "simulator/crypto/hash.hpp"
#include "simulator/crypto/tls_parts.hpp"

namespace akmasim::crypto::tls {
namespace {

constexpr std::size_t largest_fragment = 16384;  // RFC 8446 5.1: the plaintext of one record

bool set_bios(Channel::Parts& parts, bool datagram) {
    SSL* ssl = parts.ssl.get();
    BIO* in = datagram ? new_datagram_bio(parts.datagrams) : BIO_new(BIO_s_mem());
    BIO* out = datagram ? in : BIO_new(BIO_s_mem());
    if (in == nullptr || out == nullptr) return false;
    if (!datagram) {
        BIO_set_mem_eof_return(in, -1);
        BIO_set_mem_eof_return(out, -1);
    }
    SSL_set_bio(ssl, in, out);
    if (datagram) {
        DTLS_set_link_mtu(ssl, mtu_octets);
        install_datagram_timer(ssl);
    }
    return true;
}

std::unique_ptr<Channel::Parts> make_channel(Context& context, Random& random) {
    auto parts = std::make_unique<Channel::Parts>();
    const UseRandom guard(random);
    auto& of = context.parts();
    parts->random = &random;
    parts->context = &of;
    parts->reads_early = of.is_server && of.early_data != EarlyData::refuse;
    parts->ssl.reset(SSL_new(of.context.get()));
    SSL* ssl = parts->ssl.get();
    if (ssl == nullptr || !set_bios(*parts, of.is_datagram)) {
        parts->closed = true;  // out of memory
        return parts;
    }
    SSL_set_app_data(ssl, parts.get());
    if (of.is_server)
        SSL_set_accept_state(ssl);
    else
        SSL_set_connect_state(ssl);
    return parts;
}

// One try; SSL_ERROR_NONE: the handshake is over.
int shake_hands(Channel::Parts& parts) {
    SSL* ssl = parts.ssl.get();
    while (!parts.early.empty()) {
        const auto& data = parts.early.front();
        std::size_t written = 0;
        const int sent = SSL_write_early_data(ssl, data.data(), data.size(), &written);
        if (sent != 1) return SSL_get_error(ssl, sent);
        Octets plain{SSL3_RT_APPLICATION_DATA};
        append(plain, data);
        parts.plain.push_back(std::move(plain));
        parts.early.pop_front();
    }
    while (parts.reads_early) {
        std::array<Octet, 4096> buffer;  // NOLINT: read only as far as OpenSSL wrote it
        std::size_t got = 0;
        const int read = SSL_read_early_data(ssl, buffer.data(), buffer.size(), &got);
        if (read == SSL_READ_EARLY_DATA_ERROR) return SSL_get_error(ssl, 0);  // got may be stale here
        if (got != 0) parts.inbox.emplace_back(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(got));
        if (read == SSL_READ_EARLY_DATA_FINISH) parts.reads_early = false;
    }
    const int done = SSL_do_handshake(ssl);
    return done == 1 ? SSL_ERROR_NONE : SSL_get_error(ssl, done);
}

Progress advance_handshake(Channel::Parts& parts) {
    // A job that waits for its key goes on only with it.
    if (parts.paused && parts.suite_of_key != parts.suite && !parts.no_key) return Progress::wants_key;
    parts.paused = false;
    switch (shake_hands(parts)) {
        case SSL_ERROR_NONE:
            SSL_clear_mode(parts.ssl.get(), SSL_MODE_ASYNC);
            parts.psk = {};
            return Progress::established;
        case SSL_ERROR_WANT_READ: return parts.inbox.empty() ? Progress::wants_peer : Progress::early;
        case SSL_ERROR_WANT_ASYNC: return Progress::wants_key;
        default: parts.closed = true; return Progress::closed;
    }
}

void drain_inbox(Channel::Parts& parts) {
    std::array<Octet, largest_fragment> buffer;  // NOLINT: read only as far as OpenSSL wrote it
    for (;;) {
        std::size_t got = 0;
        if (SSL_read_ex(parts.ssl.get(), buffer.data(), buffer.size(), &got) == 1) {
            parts.inbox.emplace_back(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(got));
            continue;
        }
        if (SSL_get_error(parts.ssl.get(), 0) != SSL_ERROR_WANT_READ) parts.closed = true;
        return;
    }
}

Octets next_plain(Channel::Parts& parts) {
    if (parts.plain.empty()) return {};
    auto plain = std::move(parts.plain.front());
    parts.plain.pop_front();
    return plain;
}

// An alert in clear is two octets (RFC 8446 6). When a client that sent early data gives up, OpenSSL 3.0 leaves room
// for an explicit nonce before them and sends what stood there in memory: that is cut out, so that no octet of the
// process leaves it and the same seed gives the same record. No ciphered alert is ten octets long.
void cut_stray_octets(Octets& record) {
    constexpr Octets::value_type alert = 21;
    constexpr std::size_t header = 5;
    constexpr std::size_t room = 8;
    constexpr std::size_t level_and_description = 2;
    if (record[0] != alert || record.size() != header + room + level_and_description) return;
    record.erase(record.begin() + header, record.begin() + header + room);
    record[header - 1] = level_and_description;
}

// Takes what OpenSSL wrote apart into records, each with the plaintext that was noted for it.
void collect_records(Channel::Parts& parts) {
    constexpr std::size_t header_octets = 5;
    char* data = nullptr;
    const auto size = BIO_get_mem_data(SSL_get_wbio(parts.ssl.get()), &data);
    View left(reinterpret_cast<const Octet*>(data), static_cast<std::size_t>(size));
    while (left.size() >= header_octets) {
        const auto whole = header_octets + static_cast<std::size_t>(left[3] << 8 | left[4]);
        if (whole > left.size()) break;
        Octets octets(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(whole));
        cut_stray_octets(octets);
        parts.records.push_back({std::move(octets), next_plain(parts)});
        left = left.subspan(whole);
    }
    (void)BIO_reset(SSL_get_wbio(parts.ssl.get()));
}

// RFC 6347 4.1: several records may share a datagram; what is ciphered (epoch above 0) is shown in plain.
Octets datagram_in_plain(Channel::Parts& parts, View left) {
    constexpr std::size_t header_octets = 13;
    Octets shown;
    while (left.size() >= header_octets) {
        const auto whole = header_octets + static_cast<std::size_t>(left[11] << 8 | left[12]);
        if (whole > left.size()) break;
        const auto plain = next_plain(parts);
        const bool ciphered = (left[3] | left[4]) != 0 && !plain.empty();
        append(shown, ciphered ? left.first(11) : left.first(whole));
        if (ciphered) {
            const auto size = plain.size() - 1;
            append(shown, Octets{static_cast<Octet>(size >> 8), static_cast<Octet>(size)});
            append(shown, View(plain).subspan(1));
        }
        left = left.subspan(whole);
    }
    return shown;
}

void collect(Channel::Parts& parts) {
    if (!parts.context->is_datagram) return collect_records(parts);
    for (auto& datagram : parts.datagrams.out) {
        auto plain = datagram_in_plain(parts, datagram);
        parts.records.push_back({std::move(datagram), std::move(plain)});
    }
    parts.datagrams.out.clear();
}

tl::unexpected<Error> not_open() { return fail(Cause::library, "the TLS connection is not open for writing"); }

bool send_fragment(Channel::Parts& parts, View fragment) {
    std::size_t written = 0;
    const bool over = SSL_is_init_finished(parts.ssl.get()) == 1;
    if (over) return SSL_write_ex(parts.ssl.get(), fragment.data(), fragment.size(), &written) == 1;
    // A server that took early data may answer before the client's Finished (RFC 8446 2.3).
    return SSL_write_early_data(parts.ssl.get(), fragment.data(), fragment.size(), &written) == 1;
}

std::string group_of(SSL* ssl) {
    switch (static_cast<int>(SSL_get_negotiated_group(ssl))) {
        case NID_undef: return "";
        case NID_X25519: return "X25519";
        case NID_X9_62_prime256v1: return "P-256";
        default: return "other";
    }
}

std::string early_data_of(SSL* ssl) {
    switch (SSL_get_early_data_status(ssl)) {
        case SSL_EARLY_DATA_ACCEPTED: return "accepted";
        case SSL_EARLY_DATA_REJECTED: return "refused";
        default: return "";
    }
}

}  // namespace

Channel::Parts::~Parts() {
    if (!paused || !ssl) return;
    // OpenSSL gives the job's stack back only when the job has come to its end.
    const UseRandom guard(*random);
    no_key = true;
    (void)shake_hands(*this);
    ERR_clear_error();
}

Channel::Channel(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Channel::Channel(Channel&&) noexcept = default;
Channel& Channel::operator=(Channel&&) noexcept = default;
Channel::~Channel() = default;

Channel Channel::client(Context& context, std::string identity, const std::string& server_name, Random& random) {
    auto parts = make_channel(context, random);
    parts->identity = std::move(identity);
    if (parts->closed) return Channel(std::move(parts));
    SSL_set_tlsext_host_name(parts->ssl.get(), server_name.c_str());
    SSL_set1_host(parts->ssl.get(), server_name.c_str());  // what a certificate, if there is one, must name
    return Channel(std::move(parts));
}

Channel Channel::server(Context& context, Random& random, std::string peer) {
    auto parts = make_channel(context, random);
    parts->peer = std::move(peer);
    return Channel(std::move(parts));
}

void Channel::receive(View octets) {
    if (octets.empty() || parts_->closed) return;
    if (parts_->context->is_datagram)
        parts_->datagrams.in.emplace_back(octets.begin(), octets.end());
    else
        BIO_write(SSL_get_rbio(parts_->ssl.get()), octets.data(), static_cast<int>(octets.size()));
}

Progress Channel::advance() {
    if (parts_->closed) return Progress::closed;
    const UseRandom guard(*parts_->random);
    ERR_clear_error();
    auto progress = Progress::established;
    if (SSL_is_init_finished(parts_->ssl.get()) == 0) progress = advance_handshake(*parts_);
    if (progress == Progress::established) {
        for (const auto& late : std::exchange(parts_->late, {}))
            if (!write_now(late)) parts_->closed = true;
        drain_inbox(*parts_);
    }
    collect(*parts_);
    ERR_clear_error();
    return parts_->closed ? Progress::closed : progress;
}

const std::string& Channel::identity() const { return parts_->identity; }
const std::string& Channel::hint() const { return parts_->hint; }
std::uint16_t Channel::suite() const {
    const auto* current = parts_->ssl ? SSL_get_current_cipher(parts_->ssl.get()) : nullptr;
    return parts_->suite != 0 || current == nullptr ? parts_->suite : SSL_CIPHER_get_protocol_id(current);
}

void Channel::provide(const KAf& key) {
    parts_->psk = Psk::from(key.expose()).value();
    parts_->suite_of_key = parts_->suite;
}

void Channel::provide(const StaticPsk& key) {
    parts_->psk = Psk::from(key.expose()).value();
    parts_->suite_of_key = parts_->suite;
}

void Channel::provide_decoy(View secret) { provide(KAf(hmac_sha256(secret, view_of(parts_->identity)))); }
void Channel::refuse_key() { parts_->no_key = true; }

void Channel::verify_at(std::int64_t seconds) {
    if (parts_->ssl) X509_VERIFY_PARAM_set_time(SSL_get0_param(parts_->ssl.get()), static_cast<time_t>(seconds));
}

void Channel::write_early(View plaintext) {
    std::size_t all = plaintext.size();
    for (const auto& before : parts_->early) all += before.size();
    if (plaintext.empty() || all > largest_early_data) return;
    parts_->early.emplace_back(plaintext.begin(), plaintext.end());
    parts_->sends_early = true;
}

Result<void> Channel::write(View plaintext) {
    const UseRandom guard(*parts_->random);
    ERR_clear_error();
    const bool early = parts_->context->is_server && !parts_->paused &&
                       SSL_get_early_data_status(parts_->ssl.get()) == SSL_EARLY_DATA_ACCEPTED;
    const bool over = SSL_is_init_finished(parts_->ssl.get()) == 1;
    if (parts_->closed || (!over && !early)) return not_open();
    // RFC 8446 2.3, 4.5: after EndOfEarlyData only the Finished is due from the client; OpenSSL writes nothing till
    // then.
    if (!over && !parts_->reads_early) {
        parts_->late.emplace_back(plaintext.begin(), plaintext.end());
        return {};
    }
    TRY(write_now(plaintext));
    collect(*parts_);
    return {};
}

Result<void> Channel::write_now(View plaintext) {
    while (!plaintext.empty()) {
        const auto fragment = plaintext.first(std::min(plaintext.size(), largest_fragment));
        if (!send_fragment(*parts_, fragment)) return not_open();
        Octets plain{SSL3_RT_APPLICATION_DATA};
        append(plain, fragment);
        parts_->plain.push_back(std::move(plain));
        plaintext = plaintext.subspan(fragment.size());
    }
    return {};
}

Octets Channel::read() {
    Octets all;
    for (const auto& part : std::exchange(parts_->inbox, {})) append(all, part);
    return all;
}

std::vector<Octets> Channel::read_datagrams() { return std::exchange(parts_->inbox, {}); }

void Channel::close() {
    if (parts_->closed || SSL_is_init_finished(parts_->ssl.get()) == 0) return;
    const UseRandom guard(*parts_->random);
    (void)SSL_shutdown(parts_->ssl.get());
    parts_->closed = true;
    collect(*parts_);
    ERR_clear_error();
}

std::vector<Record> Channel::take_records() { return std::exchange(parts_->records, {}); }
std::vector<KeylogSecret> Channel::take_keylog() { return std::exchange(parts_->keylog, {}); }
std::optional<Alert> Channel::alert() const { return parts_->alert; }

Negotiated Channel::negotiated() const {
    SSL* ssl = parts_->ssl.get();
    if (ssl == nullptr || SSL_is_init_finished(ssl) == 0) return {};
    Negotiated said;
    said.version = SSL_get_version(ssl);
    said.cipher_suite = SSL_CIPHER_standard_name(SSL_get_current_cipher(ssl));
    const bool tls13 = SSL_version(ssl) == TLS1_3_VERSION;
    const bool diffie_hellman =
        tls13 ? parts_->key_share_in_server_hello : SSL_CIPHER_get_kx_nid(SSL_get_current_cipher(ssl)) != NID_kx_psk;
    if (diffie_hellman) said.group = group_of(ssl);
    if (tls13)
        said.kex_mode = SSL_session_reused(ssl) == 0 ? "certificate" : diffie_hellman ? "psk_dhe_ke" : "psk_ke";
    else
        said.kex_mode = diffie_hellman ? "ecdhe_psk" : "psk";
    if (tls13) said.early_data = early_data_of(ssl);
    if (!tls13) said.extended_master_secret = SSL_get_extms_support(ssl) == 1;
    return said;
}

std::string Channel::trouble() const {
    const auto result = parts_->ssl ? SSL_get_verify_result(parts_->ssl.get()) : X509_V_OK;
    return result == X509_V_OK ? "" : X509_verify_cert_error_string(result);
}

}  // namespace akmasim::crypto::tls
