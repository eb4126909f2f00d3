// SPDX-License-Identifier: Apache-2.0
// TLS 1.3 with an external PSK over memory: records in, records out, no socket (RFC 8446, TS 33.535 B.1.3).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulator/base/names.hpp"
#include "simulator/base/random.hpp"

namespace akmasim::crypto::tls {

enum class Mode { psk_dhe_ke, psk_ke };  // RFC 8446 4.2.9

// The settings of one end, made once for a process's life: suite TLS_AES_128_GCM_SHA256, no tickets, no cache.
class Context {
public:
    static Result<Context> client(Mode mode);
    static Result<Context> server(Mode mode);
    Context(Context&&) noexcept;
    Context& operator=(Context&&) noexcept;
    ~Context();

    struct Parts;
    [[nodiscard]] Parts& parts() const { return *parts_; }

private:
    explicit Context(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

// One record as it crosses, and what is in it: the content type octet, then the plaintext.
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
    std::string version;       // "TLSv1.3"
    std::string cipher_suite;  // "TLS_AES_128_GCM_SHA256"
    std::string group;         // "X25519"; empty: no Diffie-Hellman took place
    std::string kex_mode;      // "psk_dhe_ke" or "psk_ke", as the ServerHello says
};

// A line of an SSLKEYLOGFILE, taken apart.
struct KeylogSecret {
    std::string label;
    Octets client_random;
    Octets secret;
};

enum class Progress {
    wants_peer,  // more octets are needed
    wants_key,   // server: identity() is known, provide() or provide_decoy() must follow
    established,
    closed,  // by an alert or an orderly end; alert() says which
};

class Channel {
public:
    // random serves every random octet of this end and outlives the channel.
    static Channel client(Context& context, std::string identity, const KAf& k_af, const std::string& server_name,
                          Random& random);
    static Channel server(Context& context, Random& random);
    Channel(Channel&&) noexcept;
    Channel& operator=(Channel&&) noexcept;
    ~Channel();

    void receive(View octets);
    Progress advance();

    [[nodiscard]] const std::string& identity() const;  // of the first PSK in the ClientHello; empty: none
    void provide(const KAf& k_af);
    // A key that nobody has, HMAC(secret, identity): an unknown identity ends like a wrong key (RFC 8446 E.6).
    void provide_decoy(View secret);

    Result<void> write(View plaintext);  // library: not established
    Octets read();                       // what was received and deciphered so far

    std::vector<Record> take_records();
    std::vector<KeylogSecret> take_keylog();
    [[nodiscard]] std::optional<Alert> alert() const;
    [[nodiscard]] Negotiated negotiated() const;

    struct Parts;

private:
    explicit Channel(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace akmasim::crypto::tls
