// SPDX-License-Identifier: Apache-2.0
// TLS over memory: records or datagrams in, records or datagrams out, no socket. TLS 1.3 (RFC 8446), TLS 1.2 and
// DTLS 1.2 with pre-shared keys (RFC 4279, RFC 5489, RFC 6347), and TLS 1.3 with a certificate (TS 33.535 B.1, C).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulator/base/names.hpp"
#include "simulator/base/random.hpp"

namespace akmasim::crypto::tls {

enum class Mode {
    psk_dhe_ke,       // TLS 1.3, RFC 8446 4.2.9
    psk_ke,           // TLS 1.3 without Diffie-Hellman
    tls12_psk,        // RFC 4279, RFC 5487
    tls12_ecdhe_psk,  // RFC 5489, RFC 7905
    dtls12_psk,       // RFC 6347
    certificate,      // TLS 1.3, the server shows a certificate, the client none
};

// Whether a server takes data before the handshake is over (RFC 8446 8).
enum class EarlyData { refuse, accept, accept_once };

// What one end offers or takes. Datagrams and records do not share a context: dtls12_psk stands alone.
struct Settings {
    std::vector<Mode> modes;
    EarlyData early_data = EarlyData::refuse;  // server
    std::vector<std::string> suites;           // of TLS 1.2, IANA names by preference; empty: all that are known here
    // DTLS server: HelloVerifyRequest first, with a cookie made of this (RFC 6347 4.2.1); nothing: none.
    std::optional<FixedOctets<"cookie secret", 32>> cookie_secret;
    std::string identity_hint;  // TLS 1.2 server (RFC 4279 5.2); empty: none
    Octets certificate;         // server: DER
    Octets certificate_key;     // server: its Ed25519 private key
    Octets trust_anchor;        // client: DER
    bool keylog = true;         // false: nobody calls take_keylog(), which costs a tenth of a handshake
};

// The settings of one end, made once for a process's life: no tickets, no cache, no renegotiation.
class Context {
public:
    static Result<Context> client(const Settings& settings);
    static Result<Context> server(const Settings& settings);
    Context(Context&&) noexcept;
    Context& operator=(Context&&) noexcept;
    ~Context();

    struct Parts;
    [[nodiscard]] Parts& parts() const { return *parts_; }

private:
    explicit Context(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

// One record (or, of DTLS, one datagram) as it crosses, and what is in it: the content type octet, then the plaintext.
// Of a datagram: its records with the plaintext in place of what is ciphered.
struct Record {
    Octets octets;
    Octets plain;
};

struct Alert {
    int level = 0;
    int description = 0;
    bool sent_by_us = false;
};

struct Negotiated {
    std::string version;                  // "TLSv1.3", "TLSv1.2", "DTLSv1.2"
    std::string cipher_suite;             // "TLS_AES_128_GCM_SHA256"
    std::string group;                    // "X25519"; empty: no Diffie-Hellman took place
    std::string kex_mode;                 // "psk_dhe_ke", "psk_ke", "psk", "ecdhe_psk", "certificate"
    std::string early_data;               // "accepted", "refused"; empty: none was offered
    bool extended_master_secret = false;  // RFC 7627; of TLS 1.2
};

// A line of an SSLKEYLOGFILE, taken apart.
struct KeylogSecret {
    std::string label;
    Octets client_random;
    Octets secret;
};

enum class Progress {
    wants_peer,  // more octets are needed
    wants_key,   // identity() and suite() are known; provide(), provide_decoy() or refuse_key() must follow
    early,       // server: data came before the handshake is over; it is there to read, and write() answers it
    established,
    closed,  // by an alert or an orderly end; alert() says which
};

class Channel {
public:
    // random serves every random octet of this end and outlives the channel.
    static Channel client(Context& context, std::string identity, const std::string& server_name, Random& random);
    // peer: who speaks, as its address would tell; a DTLS cookie is bound to it.
    static Channel server(Context& context, Random& random, std::string peer = {});
    Channel(Channel&&) noexcept;
    Channel& operator=(Channel&&) noexcept;
    ~Channel();

    void receive(View octets);  // of DTLS: one datagram
    Progress advance();

    [[nodiscard]] const std::string& identity() const;  // of the first PSK; empty: none
    [[nodiscard]] const std::string& hint() const;      // what a TLS 1.2 server said to choose an identity by
    // The suite that the wanted key is for: AF_ID holds it before TLS 1.3 (TS 33.220 H.3). With a certificate, where
    // TLS wants no key: the negotiated one.
    [[nodiscard]] std::uint16_t suite() const;
    void provide(const KAf& key);
    void provide(const StaticPsk& key);
    // A key that nobody has, HMAC(secret, identity): an unknown identity ends like a wrong key (RFC 8446 E.6).
    void provide_decoy(View secret);
    void refuse_key();  // client: no key for this server; the handshake ends

    // client, certificate: the time to verify at, in seconds since 1970.
    void verify_at(std::int64_t seconds);
    // client, before the first advance(): goes out with the ClientHello, one record each call, for everybody to replay.
    void write_early(View plaintext);

    // library: not established. A server that took early data may write before the client's Finished; what comes
    // between EndOfEarlyData and Finished goes out with the latter.
    Result<void> write(View plaintext);
    Octets read();                       // what was received and deciphered so far; of DTLS see read_datagrams()
    std::vector<Octets> read_datagrams();
    void close();  // close_notify (RFC 8446 6.1)

    std::vector<Record> take_records();
    std::vector<KeylogSecret> take_keylog();
    [[nodiscard]] std::optional<Alert> alert() const;
    [[nodiscard]] Negotiated negotiated() const;
    [[nodiscard]] std::string trouble() const;  // why a certificate was refused; empty: none was

    struct Parts;

private:
    Result<void> write_now(View plaintext);
    explicit Channel(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace akmasim::crypto::tls
