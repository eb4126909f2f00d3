// SPDX-License-Identifier: Apache-2.0
// Two real ends of TLS without a socket, run until quiet.
#pragma once

#include <functional>

#include "simulator/crypto/random.hpp"
#include "simulator/crypto/tls.hpp"

namespace akmasim::crypto::tls {

inline const std::string a_kid_identity =
    "3GPP-AKMA0.f0toSFMNXj5065Ir6_WRQh1bVXYr_aSsSfVyggZQyQ@5gc.mnc001.mcc001.3gppnetwork.org";

inline KAf key(Octet fill) {
    std::array<Octet, 32> octets{};
    octets.fill(fill);
    return KAf(octets);
}

inline Settings only(Mode mode) {
    Settings settings;
    settings.modes = {mode};
    return settings;
}

// A client and a server, and how each decides about the key when the handshake waits for it.
struct Ends {
    explicit Ends(const Settings& of_client, const Settings& of_server, std::uint64_t seed = 1,
                  std::string identity = a_kid_identity)
        : client_random(seed, "ue|alice|TLS"),
          server_random(seed, "msgin5g|alice|TLS"),
          client_context(Context::client(of_client).value()),
          server_context(Context::server(of_server).value()),
          client(Channel::client(client_context, std::move(identity), "msgin5g.example.com", client_random)),
          server(Channel::server(server_context, server_random, "alice")) {}

    void run() {
        for (int round = 0; round < 12; ++round) {
            client_progress = settle(client, client_decides, client_asked);
            cross(client, server);
            server_progress = settle(server, server_decides, server_asked);
            cross(server, client);
        }
    }

    static Progress settle(Channel& end, const std::function<void(Channel&)>& decides, int& asked) {
        auto progress = end.advance();
        for (; progress == Progress::wants_key && asked < 10; ++asked) {
            decides(end);
            progress = end.advance();
        }
        return progress;
    }

    void cross(Channel& from, Channel& to) {
        for (auto& record : from.take_records()) {
            to.receive(record.octets);
            transcript.push_back(std::move(record));
        }
    }

    [[nodiscard]] std::string text() const {
        std::string text;
        for (const auto& record : transcript) text += hex(record.octets) + "/" + hex(record.plain) + "\n";
        return text;
    }

    SeededRandom client_random;
    SeededRandom server_random;
    Context client_context;
    Context server_context;
    Channel client;
    Channel server;
    std::function<void(Channel&)> client_decides = [](Channel& end) { end.provide(key(1)); };
    std::function<void(Channel&)> server_decides = [](Channel& end) { end.provide(key(1)); };
    int client_asked = 0;
    int server_asked = 0;
    Progress client_progress = Progress::wants_peer;
    Progress server_progress = Progress::wants_peer;
    std::vector<Record> transcript;
};

}  // namespace akmasim::crypto::tls
