// SPDX-License-Identifier: Apache-2.0
// TLS 1.3 with K_AF as external PSK: two real ends without a socket, run until quiet.
#include <gtest/gtest.h>

#include <algorithm>

#include "tls_ends.hpp"

namespace akmasim::crypto::tls {
namespace {

constexpr Octet handshake = 22;
constexpr Octet application_data = 23;

// The server's decision alone is what these tests are about.
struct Pair : Ends {
    explicit Pair(Mode client_mode = Mode::psk_dhe_ke, Mode server_mode = Mode::psk_dhe_ke, std::uint64_t seed = 1)
        : Ends(only(client_mode), only(server_mode), seed) {}
    bool asked() const { return server_asked != 0; }
};

std::string transcript_of(std::uint64_t seed, Mode mode) {
    Pair pair(mode, mode, seed);
    pair.run();
    return pair.text();
}

TEST(TlsPsk, TheHandshakeWaitsForTheKeyAndIsThenEstablished) {
    Pair pair;
    pair.run();
    EXPECT_TRUE(pair.asked());
    EXPECT_EQ(pair.server.identity(), a_kid_identity);
    EXPECT_EQ(pair.client_progress, Progress::established);
    EXPECT_EQ(pair.server_progress, Progress::established);
    EXPECT_FALSE(pair.client.alert());
    EXPECT_FALSE(pair.server.alert());
}

TEST(TlsPsk, NothingIsSentBeforeTheKeyIsDecided) {
    Pair pair;
    Pair::settle(pair.client, pair.client_decides, pair.client_asked);
    pair.cross(pair.client, pair.server);
    EXPECT_EQ(pair.server.advance(), Progress::wants_key);
    EXPECT_EQ(pair.server.advance(), Progress::wants_key);
    EXPECT_TRUE(pair.server.take_records().empty());
    EXPECT_EQ(pair.server.identity(), a_kid_identity);
}

TEST(TlsPsk, BothModesAreReportedAsTheyWereNegotiated) {
    for (const auto mode : {Mode::psk_dhe_ke, Mode::psk_ke}) {
        Pair pair(mode, mode);
        pair.run();
        ASSERT_EQ(pair.client_progress, Progress::established);
        for (const auto& said : {pair.client.negotiated(), pair.server.negotiated()}) {
            EXPECT_EQ(said.version, "TLSv1.3");
            EXPECT_EQ(said.cipher_suite, "TLS_AES_128_GCM_SHA256");
            EXPECT_EQ(said.kex_mode, mode == Mode::psk_ke ? "psk_ke" : "psk_dhe_ke");
            EXPECT_EQ(said.group, mode == Mode::psk_ke ? "" : "X25519");
        }
    }
}

TEST(TlsPsk, AServerThatOffersPskKeStillTakesDiffieHellmanFromAClientThatWantsIt) {
    Pair pair(Mode::psk_dhe_ke, Mode::psk_ke);
    pair.run();
    EXPECT_EQ(pair.client_progress, Progress::established);
    EXPECT_EQ(pair.client.negotiated().kex_mode, "psk_dhe_ke");
    EXPECT_EQ(pair.server.negotiated().kex_mode, "psk_dhe_ke");
}

TEST(TlsPsk, AServerThatInsistsOnDiffieHellmanRefusesPskKe) {
    Pair pair(Mode::psk_ke, Mode::psk_dhe_ke);
    pair.run();
    EXPECT_EQ(pair.client_progress, Progress::closed);
    EXPECT_EQ(pair.server_progress, Progress::closed);
    EXPECT_TRUE(pair.client.alert());
}

TEST(TlsPsk, NothingIsNegotiatedBeforeTheHandshakeEnds) {
    Pair pair;
    EXPECT_EQ(pair.client.negotiated().version, "");
    EXPECT_FALSE(pair.client.write(view_of("too early")));
    EXPECT_FALSE(pair.server.write(view_of("too early")));
}

TEST(TlsPsk, AnUnknownIdentityAndAWrongKeyEndInTheSameAlert) {
    const Octets boot_secret(32, 0x5a);
    Pair unknown;
    unknown.server_decides = [&](Channel& channel) { channel.provide_decoy(boot_secret); };
    unknown.run();
    Pair wrong;
    wrong.server_decides = [](Channel& channel) { channel.provide(key(2)); };
    wrong.run();
    for (const auto* pair : {&unknown, &wrong}) {
        EXPECT_EQ(pair->client_progress, Progress::closed);
        EXPECT_EQ(pair->server_progress, Progress::closed);
        ASSERT_TRUE(pair->server.alert());
        ASSERT_TRUE(pair->client.alert());
        EXPECT_TRUE(pair->server.alert()->sent_by_us);
        EXPECT_FALSE(pair->client.alert()->sent_by_us);
        EXPECT_EQ(pair->server.alert()->level, 2);
    }
    EXPECT_EQ(unknown.server.alert()->description, wrong.server.alert()->description);
    EXPECT_EQ(unknown.client.alert()->description, wrong.client.alert()->description);
    // From outside both look alike, octet by octet.
    ASSERT_EQ(unknown.transcript.size(), wrong.transcript.size());
    for (std::size_t i = 0; i < wrong.transcript.size(); ++i)
        EXPECT_EQ(unknown.transcript[i].octets, wrong.transcript[i].octets);
}

TEST(TlsPsk, TheSameSeedGivesTheSameTranscript) {
    for (const auto mode : {Mode::psk_dhe_ke, Mode::psk_ke}) {
        const auto first = transcript_of(5, mode);
        EXPECT_FALSE(first.empty());
        EXPECT_EQ(first, transcript_of(5, mode));
        EXPECT_NE(first, transcript_of(6, mode));
    }
}

TEST(TlsPsk, ApplicationDataCrossesInBothDirections) {
    Pair pair;
    pair.run();
    ASSERT_TRUE(pair.client.write(view_of("registration")));
    pair.run();
    EXPECT_EQ(text_of(pair.server.read()), "registration");
    EXPECT_TRUE(pair.server.read().empty());
    ASSERT_TRUE(pair.server.write(view_of("welcome")));
    pair.run();
    EXPECT_EQ(text_of(pair.client.read()), "welcome");
}

TEST(TlsPsk, AnEstablishedChannelCanMove) {
    Pair pair;
    pair.run();
    Channel moved = std::move(pair.client);
    ASSERT_TRUE(moved.write(view_of("still here")));
    pair.cross(moved, pair.server);
    EXPECT_EQ(pair.server.advance(), Progress::established);
    EXPECT_EQ(text_of(pair.server.read()), "still here");
}

TEST(TlsPsk, EveryRecordComesWithItsPlaintext) {
    Pair pair;
    pair.run();
    ASSERT_TRUE(pair.client.write(view_of("in the tunnel")));
    pair.run();
    const auto& records = pair.transcript;
    ASSERT_GE(records.size(), 5U);
    EXPECT_EQ(records[0].plain[0], handshake);
    EXPECT_EQ(records[0].plain[1], 1);  // ClientHello
    EXPECT_EQ(Octets(records[0].octets.begin() + 5, records[0].octets.end()),
              Octets(records[0].plain.begin() + 1, records[0].plain.end()));
    for (const auto& record : records) {
        ASSERT_FALSE(record.plain.empty());
        const auto crossed = record.octets.size() - 5;
        // Ciphered records hold the plaintext, its content type and a tag of 16 octets (RFC 8446 5.2); others the
        // plaintext.
        EXPECT_EQ(crossed, record.octets[0] == application_data ? record.plain.size() + 16 : record.plain.size() - 1);
    }
    EXPECT_EQ(records.back().plain[0], application_data);
    EXPECT_EQ(text_of(View(records.back().plain).subspan(1)), "in the tunnel");
}

TEST(TlsPsk, DataLongerThanARecordCrossesInSeveralRecords) {
    Pair pair;
    pair.run();
    pair.transcript.clear();
    const Octets large(50'000, 0x61);
    ASSERT_TRUE(pair.client.write(large));
    pair.run();
    EXPECT_EQ(pair.server.read(), large);
    ASSERT_EQ(pair.transcript.size(), 4U);
    Octets plain;
    for (const auto& record : pair.transcript) append(plain, View(record.plain).subspan(1));
    EXPECT_EQ(plain, large);
}

TEST(TlsPsk, TheKeyLogOpensWhatCrossed) {
    Pair pair;
    pair.run();
    const auto client = pair.client.take_keylog();
    const auto server = pair.server.take_keylog();
    std::vector<std::string> labels;
    for (const auto& entry : client) {
        labels.push_back(entry.label);
        EXPECT_EQ(entry.secret.size(), 32U);
        EXPECT_EQ(entry.client_random.size(), 32U);
        const auto same =
            std::find_if(server.begin(), server.end(), [&](const auto& other) { return other.label == entry.label; });
        ASSERT_NE(same, server.end()) << entry.label;
        EXPECT_EQ(same->secret, entry.secret);
        EXPECT_EQ(same->client_random, entry.client_random);
    }
    EXPECT_NE(std::find(labels.begin(), labels.end(), "CLIENT_TRAFFIC_SECRET_0"), labels.end());
    EXPECT_TRUE(pair.client.take_keylog().empty());
}

TEST(TlsPsk, OctetsMayArriveOneByOne) {
    Pair pair;
    Pair::settle(pair.client, pair.client_decides, pair.client_asked);
    auto records = pair.client.take_records();
    ASSERT_EQ(records.size(), 1U);
    const View octets(records[0].octets);
    for (std::size_t i = 0; i + 1 < octets.size(); ++i) {
        pair.server.receive(octets.subspan(i, 1));
        ASSERT_EQ(pair.server.advance(), Progress::wants_peer);
    }
    pair.server.receive(octets.last(1));
    EXPECT_EQ(pair.server.advance(), Progress::wants_key);
}

}  // namespace
}  // namespace akmasim::crypto::tls
