// SPDX-License-Identifier: Apache-2.0
// Which octets belong to one connection, and which reader opens it.
#include "simulator/knowledge/ua_reader.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "simulator/knowledge/tls_octets.hpp"

namespace akmasim::knowledge {
namespace {

// The type of the first handshake message in clear; 0: none begins here.
Octet first_message(View octets) {
    const auto records = records_of(octets);
    if (records.empty() || records.front().type != handshake || records.front().body.empty()) return 0;
    return records.front().body.front();
}

bool asks_again(const Crossed& last) {
    const auto type = first_message(last.octets);
    if (type == hello_verify_request) return true;  // RFC 6347 4.2.1
    if (type != server_hello) return false;
    const auto record = records_of(last.octets).front();
    const auto messages = handshake_messages(record.body, record.datagram);
    const auto hello = messages.empty() ? std::nullopt : hello_of(messages.front(), record.datagram);
    return hello && hello->retry_request;
}

}  // namespace

std::vector<Connection> connections_of(const Evidence& evidence, const Hands& hands) {
    std::vector<Connection> connections;
    std::map<std::string, std::size_t> latest;  // of each UE, and each that is an adversary's own
    for (const auto& event : evidence.events) {
        const bool hers = hands.hers.contains(event.seq);
        const bool crosses = event.link == "Ua" && event.has_raw && (event.kind == "msg" || hers);
        if (!crosses || !hands.seqs.contains(event.seq)) continue;
        const auto whose = hers ? fmt::format("|{}", event.stream) : event.ue;
        Crossed crossed{event.seq, event.from == "ue", from_hex(event.raw).value_or(Octets{}), event.ue};
        const bool begins = crossed.from_client && first_message(crossed.octets) == client_hello;
        const auto known = latest.find(whose);
        const bool again = begins && known != latest.end() && asks_again(connections[known->second].back());
        if (begins && !again) {
            latest[whose] = connections.size();
            connections.emplace_back();
        } else if (known == latest.end()) {
            continue;  // its beginning was not seen
        }
        connections[latest[whose]].push_back(std::move(crossed));
    }
    return connections;
}

namespace {

// The first ServerHello that does not ask again, or without one the first ClientHello.
std::optional<Hello> hello_that_counts(const Connection& connection) {
    std::optional<Hello> of_client;
    for (const auto& crossed : connection) {
        const auto wanted = crossed.from_client ? client_hello : server_hello;
        if (first_message(crossed.octets) != wanted) continue;
        const auto record = records_of(crossed.octets).front();
        const auto messages = handshake_messages(record.body, record.datagram);
        const auto hello = messages.empty() ? std::nullopt : hello_of(messages.front(), record.datagram);
        if (!crossed.from_client) return hello;
        if (!of_client) of_client = hello;
    }
    return of_client;
}

bool has_answer(const Connection& connection) {
    return std::ranges::any_of(connection, [](const Crossed& crossed) {
        return !crossed.from_client && first_message(crossed.octets) == server_hello;
    });
}

}  // namespace

std::vector<Opened> open_connection(const Connection& connection, View psk) {
    const auto hello = hello_that_counts(connection);
    const bool before_13 = has_answer(connection) && hello && !hello->tls13;
    return before_13 ? open_tls12(connection, psk) : open_tls13(connection, psk);  // no answer: early data may be there
}

bool fits(const Connection& connection, View psk) {
    return binder_fits(connection, psk) || !open_connection(connection, psk).empty();
}

bool opens_with_psk_alone(const Connection& connection) {
    constexpr int tls_psk_with_aes_128_gcm_sha256 = 0x00a8;        // RFC 5487
    constexpr int tls_psk_with_chacha20_poly1305_sha256 = 0xccab;  // RFC 7905
    const auto hello = hello_that_counts(connection);
    if (!hello) return false;
    if (has_answer(connection) && !hello->tls13)
        return hello->suite == tls_psk_with_aes_128_gcm_sha256 || hello->suite == tls_psk_with_chacha20_poly1305_sha256;
    return hello->pre_shared_key;
}

}  // namespace akmasim::knowledge
