// SPDX-License-Identifier: Apache-2.0
// Opens recorded TLS with a pre-shared key, by the octets that crossed alone. Nothing is assumed of the mode: with
// Diffie-Hellman one of the inputs of the key schedule is missing, and every tag says so.
#pragma once

#include "simulator/base/octets.hpp"
#include "simulator/knowledge/hands.hpp"

namespace akmasim::knowledge {

// What crossed between one UE and the server from a ClientHello to the next one, as one event each.
struct Crossed {
    std::uint64_t seq = 0;
    bool from_client = false;
    Octets octets;
    std::string ue = {};  // whose connection it is, or the one whom an adversary on a connection of hers says she is
};
using Connection = std::vector<Crossed>;

// Those of which something is in her hands.
std::vector<Connection> connections_of(const Evidence& evidence, const Hands& hands);

struct Opened {
    std::uint64_t seq = 0;
    Octets plain;
    std::string how;  // "opened, TLS 1.3, client_early_traffic_secret"
};
// RFC 8446 7, RFC 4279 2. Records whose tag does not verify are not among them.
std::vector<Opened> open_connection(const Connection& connection, View psk);

// Whether it is the pre-shared key of that connection, even if more than that is needed to open it.
bool fits(const Connection& connection, View psk);
// Not where a certificate or Diffie-Hellman took part before TLS 1.3, nor without a pre-shared key: no key is tried.
bool opens_with_psk_alone(const Connection& connection);

}  // namespace akmasim::knowledge
