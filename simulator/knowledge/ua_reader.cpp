// SPDX-License-Identifier: Apache-2.0
// Which octets belong to one connection, and which reader opens it.
#include "simulator/knowledge/ua_reader.hpp"

#include <map>
#include <set>

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

std::vector<Connection> connections_of(const Evidence& evidence) {
    std::set<std::uint64_t> strange;  // answers on a connection of an adversary's own
    for (const auto& event : evidence.events) {
        if (event.kind == "adversary" && event.verb == "receive") strange.insert(event.of);
    }
    std::vector<Connection> connections;
    std::map<std::string, std::size_t> latest;  // of each UE
    for (const auto& event : evidence.events) {
        const bool crosses = event.kind == "msg" && event.link == "Ua" && event.has_raw && event.inside.empty();
        if (!crosses || strange.contains(event.seq)) continue;
        Crossed crossed{event.seq, event.from == "ue", from_hex(event.raw).value_or(Octets{})};
        const bool begins = crossed.from_client && first_message(crossed.octets) == client_hello;
        const auto known = latest.find(event.ue);
        const bool again = begins && known != latest.end() && asks_again(connections[known->second].back());
        if (begins && !again) {
            latest[event.ue] = connections.size();
            connections.emplace_back();
        } else if (known == latest.end()) {
            continue;  // its beginning was not seen
        }
        connections[latest[event.ue]].push_back(std::move(crossed));
    }
    return connections;
}

std::vector<Opened> open_connection(const Connection& connection, View psk) {
    for (const auto& crossed : connection) {
        const auto type = crossed.from_client ? 0 : first_message(crossed.octets);
        if (type != server_hello) continue;
        const auto record = records_of(crossed.octets).front();
        const auto messages = handshake_messages(record.body, record.datagram);
        const auto hello = messages.empty() ? std::nullopt : hello_of(messages.front(), record.datagram);
        return hello && !hello->tls13 ? open_tls12(connection, psk) : open_tls13(connection, psk);
    }
    return open_tls13(connection, psk);  // no answer yet: early data alone may be there
}

}  // namespace akmasim::knowledge
