// SPDX-License-Identifier: Apache-2.0
// TLS 1.3 with an external PSK (RFC 8446 7.1): early data, handshake and application data, as far as the PSK alone
// leads.
//
//   PSK -> Early Secret -> binder, client_early_traffic_secret
//            └ derived, (EC)DHE -> Handshake Secret -> c hs, s hs
//                                    └ derived, 0 -> Master Secret -> c ap, s ap
#include <algorithm>
#include <deque>

#include "simulator/crypto/hash.hpp"
#include "simulator/crypto/tls_schedule.hpp"
#include "simulator/knowledge/tls_octets.hpp"

namespace akmasim::knowledge {
namespace {

using namespace crypto::tls;

constexpr std::size_t digest_octets = 32;

// The keys of one direction in one epoch.
struct Epoch {
    std::string name;
    Octets secret;
    std::uint64_t sequence = 0;
};

class Tls13Reader {
public:
    explicit Tls13Reader(View psk) : early_(extract(Octets(digest_octets), psk)) {}

    std::vector<Opened> read(const Connection& connection) {
        for (const auto& crossed : connection) {
            for (const auto& record : records_of(crossed.octets)) {
                if (record.type == handshake) in_clear(record, crossed.from_client);
                if (record.type == application_data) sealed(record, crossed);
                if (stopped_) return std::move(opened_);
            }
        }
        return std::move(opened_);
    }

    // Of the first ClientHello.
    [[nodiscard]] bool has_bound(const Connection& connection) const {
        if (connection.empty() || !connection.front().from_client) return false;
        for (const auto& record : records_of(connection.front().octets)) {
            for (const auto& message : handshake_messages(record.body, record.datagram)) {
                if (message.type == client_hello) return !record.datagram && binder_verifies(message);
            }
        }
        return false;
    }

private:
    void in_clear(const TlsRecord& record, bool from_client) {
        for (const auto& message : handshake_messages(record.body, false)) {
            const auto hello = hello_of(message, false);
            if (!hello) continue;
            if (from_client && !binder_verifies(message)) stopped_ = true;
            if (hello->retry_request) begin_again();
            append(transcript_, message.whole);
            if (from_client && hello->early_data)
                client_.push_back(epoch("client_early_traffic_secret", early_, "c e"));
            if (!from_client && !hello->retry_request) handshake_keys(*hello);
        }
    }

    // RFC 8446 4.2.11.2: who has the PSK can tell by the first message.
    bool binder_verifies(const HandshakeMessage& message) const {
        const auto binder = binder_of(message);
        if (!binder) return false;
        Octets partial = transcript_;
        append(partial, message.whole.first(binder->before));
        const auto binder_key = derive_secret(early_, "ext binder", {});
        const auto finished_key = expand_label(binder_key, "finished", {}, digest_octets);
        return std::ranges::equal(crypto::hmac_sha256(finished_key, crypto::sha256(partial)), binder->first);
    }

    // RFC 8446 4.4.1: the first ClientHello goes in as its hash.
    void begin_again() {
        const auto digest = crypto::sha256(transcript_);
        transcript_ = {254, 0, 0, digest_octets};
        append(transcript_, digest);
    }

    Epoch epoch(std::string name, const Octets& secret, std::string_view label) const {
        return {std::move(name), derive_secret(secret, std::string(label) + " traffic", transcript_)};
    }

    // The place of (EC)DHE is taken by zeros, as it is without Diffie-Hellman; where a share was given, that is wrong.
    void handshake_keys(const Hello& hello) {
        aead_ = hello.suite == 0x1303 ? Aead::chacha20_poly1305 : Aead::aes_128_gcm;
        const auto secret = extract(derive_secret(early_, "derived", {}), Octets(digest_octets));
        client_.push_back(epoch("client_handshake_traffic_secret", secret, "c hs"));
        server_.push_back(epoch("server_handshake_traffic_secret", secret, "s hs"));
        master_ = extract(derive_secret(secret, "derived", {}), Octets(digest_octets));
    }

    void application_keys() {
        client_.push_back(epoch("client_application_traffic_secret", master_, "c ap"));
        server_.push_back(epoch("server_application_traffic_secret", master_, "s ap"));
    }

    // With the keys of this epoch, or of a later one: the first that fits stays.
    void sealed(const TlsRecord& record, const Crossed& crossed) {
        auto& epochs = crossed.from_client ? client_ : server_;
        for (std::size_t i = 0; i < epochs.size(); ++i) {
            auto inner = open_record(epochs[i], record);
            if (!inner) continue;
            epochs.erase(epochs.begin(), epochs.begin() + static_cast<long>(i));
            return take(std::move(*inner), crossed);
        }
    }

    // RFC 8446 5.2, 5.3.
    std::optional<Octets> open_record(Epoch& epoch, const TlsRecord& record) const {
        auto nonce = expand_label(epoch.secret, "iv", {}, 12);
        for (std::size_t i = 0; i < 8; ++i) nonce[4 + i] ^= static_cast<Octet>(epoch.sequence >> (56 - 8 * i));
        const auto key = expand_label(epoch.secret, "key", {}, key_octets(aead_));
        auto inner = crypto::tls::open(aead_, key, nonce, record.header, record.body);
        if (inner) ++epoch.sequence;
        return inner;
    }

    // RFC 8446 5.2: the content, its type, zeros.
    void take(Octets inner, const Crossed& crossed) {
        while (!inner.empty() && inner.back() == 0) inner.pop_back();
        if (inner.empty()) return;
        const Octet type = inner.back();
        inner.pop_back();
        auto& epoch = (crossed.from_client ? client_ : server_).front();
        const auto name = epoch.name;
        if (type == handshake) {
            for (const auto& message : handshake_messages(inner, false)) handshaking(message, crossed.from_client);
        }
        opened_.push_back({crossed.seq, std::move(inner), "opened, TLS 1.3, " + name});
    }

    void handshaking(const HandshakeMessage& message, bool from_client) {
        if (message.type == key_update) {  // RFC 8446 7.2
            auto& epoch = (from_client ? client_ : server_).front();
            epoch.secret = expand_label(epoch.secret, "traffic upd", {}, digest_octets);
            epoch.sequence = 0;
            return;
        }
        if (application_) return;  // what follows the server's Finished is in no key
        append(transcript_, message.whole);
        if (from_client || message.type != finished) return;
        application_ = true;
        application_keys();
    }

    Octets early_;
    Octets master_;
    Octets transcript_;
    Aead aead_ = Aead::aes_128_gcm;
    std::deque<Epoch> client_;  // the one in use first, then those that may follow
    std::deque<Epoch> server_;
    bool application_ = false;
    bool stopped_ = false;
    std::vector<Opened> opened_;
};

}  // namespace

bool binder_fits(const Connection& connection, View psk) { return Tls13Reader(psk).has_bound(connection); }

std::vector<Opened> open_tls13(const Connection& connection, View psk) { return Tls13Reader(psk).read(connection); }

}  // namespace akmasim::knowledge
