// SPDX-License-Identifier: Apache-2.0
// What a TLS end does with octets that no honest peer sends: it closes, and the process lives.
#include <gtest/gtest.h>

#include "tls_ends.hpp"

namespace akmasim::crypto::tls {
namespace {

class TlsAttack : public testing::Test {
protected:
    Channel new_client() {
        auto client = Channel::client(client_context_, "3GPP-AKMAx@y", "msgin5g.example.com", random_);
        if (client.advance() == Progress::wants_key) client.provide(key(3));
        return client;
    }
    Channel new_server() { return Channel::server(server_context_, random_); }

    // Takes the server as far as it goes, with the right key for whatever identity.
    static Progress settle(Channel& server) {
        auto progress = server.advance();
        if (progress == Progress::wants_key) {
            server.provide(key(3));
            progress = server.advance();
        }
        return progress;
    }
    Octets client_hello() {
        auto client = new_client();
        client.advance();
        return client.take_records().at(0).octets;
    }

    SeededRandom random_{1, "attack"};
    Context client_context_ = Context::client(only(Mode::psk_dhe_ke)).value();
    Context server_context_ = Context::server(only(Mode::psk_dhe_ke)).value();
};

TEST_F(TlsAttack, GarbageClosesEitherEnd) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        SeededRandom noise(seed, "noise");
        Octets octets(300);
        noise.fill(octets);
        auto server = new_server();
        server.receive(octets);
        ASSERT_EQ(settle(server), Progress::closed);
        EXPECT_EQ(server.advance(), Progress::closed);
        EXPECT_FALSE(server.write(view_of("anybody")));
        auto client = new_client();
        client.advance();
        client.receive(octets);
        ASSERT_EQ(client.advance(), Progress::closed);
    }
}

TEST_F(TlsAttack, AClientHelloWithAnyOctetChangedNeverEstablishes) {
    const auto good = client_hello();
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const Octet mask : {Octet{0x01}, Octet{0x80}, Octet{0xff}}) {
            auto bad = good;
            bad[at] ^= mask;
            auto server = new_server();
            server.receive(bad);
            ASSERT_NE(settle(server), Progress::established) << at;
        }
    }
}

TEST_F(TlsAttack, ATruncatedClientHelloWaitsOrCloses) {
    const auto good = client_hello();
    for (std::size_t size = 0; size < good.size(); ++size) {
        auto server = new_server();
        server.receive(View(good).first(size));
        ASSERT_EQ(settle(server), Progress::wants_peer) << size;
    }
}

TEST_F(TlsAttack, AChangedServerFlightClosesTheClientAndTheServerHearsWhy) {
    auto client = new_client();
    auto server = new_server();
    client.advance();
    for (const auto& record : client.take_records()) server.receive(record.octets);
    ASSERT_EQ(settle(server), Progress::wants_peer);
    const auto flight = server.take_records();
    auto bad = flight.back().octets;
    bad.back() ^= 1;
    for (std::size_t i = 0; i + 1 < flight.size(); ++i) client.receive(flight[i].octets);
    client.receive(bad);
    EXPECT_EQ(client.advance(), Progress::closed);
    ASSERT_TRUE(client.alert());
    EXPECT_TRUE(client.alert()->sent_by_us);
    EXPECT_EQ(client.alert()->description, 20);  // bad_record_mac
    for (const auto& record : client.take_records()) server.receive(record.octets);
    EXPECT_EQ(server.advance(), Progress::closed);
    ASSERT_TRUE(server.alert());
    EXPECT_FALSE(server.alert()->sent_by_us);
    EXPECT_EQ(server.alert()->description, 20);
}

TEST_F(TlsAttack, AReplayedApplicationRecordCloses) {
    auto client = new_client();
    auto server = new_server();
    for (int round = 0; round < 4; ++round) {
        client.advance();
        for (const auto& record : client.take_records()) server.receive(record.octets);
        settle(server);
        for (const auto& record : server.take_records()) client.receive(record.octets);
    }
    ASSERT_TRUE(client.write(view_of("once")));
    const auto record = client.take_records().at(0).octets;
    server.receive(record);
    EXPECT_EQ(server.advance(), Progress::established);
    EXPECT_EQ(text_of(server.read()), "once");
    server.receive(record);
    EXPECT_EQ(server.advance(), Progress::closed);
    EXPECT_TRUE(server.read().empty());
}

TEST_F(TlsAttack, AnOldProtocolVersionIsRefused) {
    // A minimal TLS 1.2 ClientHello: version, random, no session, one PSK suite, null compression, no extensions.
    Octets hello{22, 3, 1, 0, 45, 1, 0, 0, 41, 3, 3};
    hello.resize(hello.size() + 32, 7);
    append(hello, Octets{0, 0, 2, 0, 0xa8, 1, 0});
    auto server = new_server();
    server.receive(hello);
    EXPECT_EQ(settle(server), Progress::closed);
    ASSERT_TRUE(server.alert());
    EXPECT_EQ(server.alert()->description, 70);  // protocol_version
    EXPECT_EQ(server.identity(), "");
}

}  // namespace
}  // namespace akmasim::crypto::tls
