// SPDX-License-Identifier: Apache-2.0
// TLS 1.2 and DTLS 1.2 with a plain PSK (RFC 4279 2, RFC 5246 6.3, 8.1, RFC 6347 4.1, RFC 7627 4).
#include <set>

#include "simulator/crypto/hash.hpp"
#include "simulator/crypto/tls_schedule.hpp"
#include "simulator/knowledge/tls_octets.hpp"

namespace akmasim::knowledge {
namespace {

using namespace crypto::tls;

constexpr std::size_t master_octets = 48;

// The keys of one direction, from its ChangeCipherSpec on.
struct Sealing {
    Octets key;
    Octets iv;
    bool on = false;
    std::uint64_t sequence = 0;
};

// RFC 7905: the ciphers with ChaCha20; the others of the suites here use AES-128-GCM (RFC 5487).
bool is_chacha(int suite) { return suite == 0xccab || suite == 0xccac; }

class Tls12Reader {
public:
    explicit Tls12Reader(View psk) {
        // RFC 4279 2: as many zeros as the key has octets, then the key. RFC 5489 2 puts the Diffie-Hellman secret in
        // the place of the zeros, which is not to be had.
        const auto length = static_cast<Octet>(psk.size());
        premaster_ = {0, length};
        premaster_.resize(2 + psk.size());
        premaster_.insert(premaster_.end(), {0, length});
        append(premaster_, psk);
    }

    std::vector<Opened> read(const Connection& connection) {
        for (const auto& crossed : connection) {
            for (const auto& record : records_of(crossed.octets)) {
                auto& sealing = crossed.from_client ? client_ : server_;
                if (sealing.on)
                    open_record(record, sealing, crossed);
                else if (record.type == change_cipher_spec)
                    sealing.on = true;
                else if (record.type == handshake)
                    in_clear(record, crossed.from_client);
            }
        }
        return std::move(opened_);
    }

private:
    void in_clear(const TlsRecord& record, bool from_client) {
        for (const auto& message : handshake_messages(record.body, record.datagram)) {
            const bool repeated =
                record.datagram && !taken_.emplace(from_client, message.whole[4] << 8 | message.whole[5]).second;
            if (repeated) continue;  // RFC 6347 4.2.4
            if (message.type == hello_verify_request) {
                transcript_.clear();  // RFC 6347 4.2.1: neither it nor the ClientHello before it counts
                continue;
            }
            append(transcript_, message.whole);
            if (const auto hello = hello_of(message, record.datagram)) take(*hello, from_client);
            if (message.type == client_key_exchange) make_keys();
        }
    }

    void take(const Hello& hello, bool from_client) {
        (from_client ? client_random_ : server_random_).assign(hello.random.begin(), hello.random.end());
        if (from_client) return;
        suite_ = hello.suite;
        extended_ = hello.extended_master_secret;
    }

    // RFC 5246 6.3, 8.1; RFC 7627 4.
    void make_keys() {
        Octets seed = client_random_;
        append(seed, server_random_);
        const auto master = extended_
                                ? prf(premaster_, "extended master secret", crypto::sha256(transcript_), master_octets)
                                : prf(premaster_, "master secret", seed, master_octets);
        seed = server_random_;
        append(seed, client_random_);
        aead_ = is_chacha(suite_) ? Aead::chacha20_poly1305 : Aead::aes_128_gcm;
        const std::size_t iv = is_chacha(suite_) ? 12 : 4;
        const auto key = key_octets(aead_);
        const auto block = prf(master, "key expansion", seed, 2 * (key + iv));
        const auto cut = [&](std::size_t from, std::size_t octets) {
            const auto part = View(block).subspan(from, octets);
            return Octets(part.begin(), part.end());
        };
        client_.key = cut(0, key);
        server_.key = cut(key, key);
        client_.iv = cut(2 * key, iv);
        server_.iv = cut(2 * key + iv, iv);
    }

    void open_record(const TlsRecord& record, Sealing& sealing, const Crossed& crossed) {
        Octets number;  // RFC 6347 4.1: DTLS has epoch and sequence in the record
        for (std::size_t i = 0; i < 8 && !record.datagram; ++i)
            number.push_back(static_cast<Octet>(sealing.sequence >> (56 - 8 * i)));
        if (record.datagram) append(number, record.header.subspan(3, 8));
        if (record.datagram && number[1] == 0) return;  // from before, once more
        auto plain = open_with(record, sealing, number);
        if (!plain) return;
        ++sealing.sequence;
        opened_.push_back({crossed.seq, std::move(*plain), record.datagram ? "opened, DTLS 1.2" : "opened, TLS 1.2"});
    }

    std::optional<Octets> open_with(const TlsRecord& record, const Sealing& sealing, const Octets& number) const {
        auto body = record.body;
        auto nonce = sealing.iv;
        if (aead_ == Aead::aes_128_gcm) {  // RFC 5288 3: the other half of the nonce crosses with the record
            if (body.size() < 8) return {};
            append(nonce, body.first(8));
            body = body.subspan(8);
        } else {  // RFC 7905 2
            for (std::size_t i = 0; i < 8 && nonce.size() == 12; ++i) nonce[4 + i] ^= number[i];
        }
        if (body.size() < tag_octets) return {};
        const auto length = body.size() - tag_octets;
        Octets associated = number;
        append(associated, record.header.first(3));
        associated.push_back(static_cast<Octet>(length >> 8));
        associated.push_back(static_cast<Octet>(length));
        return crypto::tls::open(aead_, sealing.key, nonce, associated, body);
    }

    Octets premaster_;
    Octets transcript_;
    Octets client_random_;
    Octets server_random_;
    int suite_ = 0;
    bool extended_ = false;
    Aead aead_ = Aead::aes_128_gcm;
    Sealing client_;
    Sealing server_;
    std::set<std::pair<bool, int>> taken_;
    std::vector<Opened> opened_;
};

}  // namespace

std::vector<Opened> open_tls12(const Connection& connection, View psk) { return Tls12Reader(psk).read(connection); }

}  // namespace akmasim::knowledge
