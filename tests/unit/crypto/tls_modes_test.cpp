// SPDX-License-Identifier: Apache-2.0
// Every mode of TLS on Ua: what is negotiated, when the key is asked for, and what a peer without it sees.
#include <gtest/gtest.h>

#include "tls_ends.hpp"

namespace akmasim::crypto::tls {
namespace {

struct Case {
    const char* name;
    Mode mode;
    const char* version;
    const char* suite;
    const char* group;
    const char* kex_mode;
    int suite_number;
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

class EveryPskMode : public testing::TestWithParam<Case> {};

TEST_P(EveryPskMode, IsEstablishedAndSaysWhatWasNegotiated) {
    const auto& expected = GetParam();
    Ends ends(only(expected.mode), only(expected.mode));
    ends.run();
    ASSERT_EQ(ends.client_progress, Progress::established);
    ASSERT_EQ(ends.server_progress, Progress::established);
    EXPECT_EQ(ends.server.identity(), a_kid_identity);
    for (const auto* end : {&ends.client, &ends.server}) {
        const auto said = end->negotiated();
        EXPECT_EQ(said.version, expected.version);
        EXPECT_EQ(said.cipher_suite, expected.suite);
        EXPECT_EQ(said.group, expected.group);
        EXPECT_EQ(said.kex_mode, expected.kex_mode);
        EXPECT_EQ(said.early_data, "");
        EXPECT_EQ(said.extended_master_secret, expected.suite_number != 0x1301);
        EXPECT_EQ(end->suite(), expected.suite_number);
    }
}

// TS 33.220 H.3: before TLS 1.3 AF_ID holds the suite, so neither end can have its key before that is negotiated.
TEST_P(EveryPskMode, AsksEachEndForItsKeyOnce) {
    Ends ends(only(GetParam().mode), only(GetParam().mode));
    ends.run();
    EXPECT_EQ(ends.client_asked, 1);
    EXPECT_EQ(ends.server_asked, 1);
}

TEST_P(EveryPskMode, TheServerWaitsForItsKeyAndCanBeLeftSo) {
    Ends ends(only(GetParam().mode), only(GetParam().mode));
    auto progress = Progress::wants_peer;
    for (int round = 0; round < 8 && progress != Progress::wants_key; ++round) {
        ends.settle(ends.client, ends.client_decides, ends.client_asked);
        ends.cross(ends.client, ends.server);
        progress = ends.server.advance();
        if (progress != Progress::wants_key) ends.cross(ends.server, ends.client);
    }
    ASSERT_EQ(progress, Progress::wants_key);
    EXPECT_EQ(ends.server.advance(), Progress::wants_key);
    EXPECT_EQ(ends.server.identity(), a_kid_identity);
    ends.server.take_records();
    EXPECT_EQ(ends.server.advance(), Progress::wants_key);
    EXPECT_TRUE(ends.server.take_records().empty());
}

// RFC 8446 E.6: nobody learns from the alert whether an A-KID is known.
TEST_P(EveryPskMode, AnUnknownIdentityAndAWrongKeyLookAlikeFromOutside) {
    const Octets secret(32, 0x5a);
    Ends unknown(only(GetParam().mode), only(GetParam().mode));
    unknown.server_decides = [&](Channel& end) { end.provide_decoy(secret); };
    unknown.run();
    Ends wrong(only(GetParam().mode), only(GetParam().mode));
    wrong.server_decides = [](Channel& end) { end.provide(key(2)); };
    wrong.run();
    // DTLS drops what does not verify and waits (RFC 6347 4.1.2.7); TLS answers with an alert.
    EXPECT_NE(unknown.server_progress, Progress::established);
    EXPECT_EQ(unknown.server_progress, wrong.server_progress);
    EXPECT_EQ(unknown.client_progress, wrong.client_progress);
    EXPECT_EQ(unknown.server.alert().has_value(), wrong.server.alert().has_value());
    if (wrong.server.alert()) {
        EXPECT_EQ(unknown.server.alert()->description, wrong.server.alert()->description);
    }
    ASSERT_EQ(unknown.transcript.size(), wrong.transcript.size());
    for (std::size_t i = 0; i < wrong.transcript.size(); ++i)
        EXPECT_EQ(unknown.transcript[i].octets, wrong.transcript[i].octets);
}

TEST_P(EveryPskMode, TheSameSeedGivesTheSameTranscript) {
    const auto transcript_of = [&](std::uint64_t seed) {
        Ends ends(only(GetParam().mode), only(GetParam().mode), seed);
        ends.run();
        return ends.text();
    };
    const auto first = transcript_of(5);
    EXPECT_FALSE(first.empty());
    EXPECT_EQ(first, transcript_of(5));
    EXPECT_NE(first, transcript_of(6));
}

TEST_P(EveryPskMode, CarriesDataBothWaysAndClosesOrderly) {
    Ends ends(only(GetParam().mode), only(GetParam().mode));
    ends.run();
    ASSERT_TRUE(ends.client.write(view_of("registration")));
    ends.run();
    EXPECT_EQ(text_of(ends.server.read()), "registration");
    ASSERT_TRUE(ends.server.write(view_of("welcome")));
    ends.run();
    EXPECT_EQ(text_of(ends.client.read()), "welcome");
    EXPECT_EQ(text_of(ends.transcript.back().plain).substr(ends.transcript.back().plain.size() - 7), "welcome");
    ends.client.close();
    ends.run();
    EXPECT_EQ(ends.server_progress, Progress::closed);
    ASSERT_TRUE(ends.server.alert());
    EXPECT_EQ(ends.server.alert()->description, 0);  // close_notify
}

TEST_P(EveryPskMode, AClientWithoutAKeyForTheServerEnds) {
    Ends ends(only(GetParam().mode), only(GetParam().mode));
    ends.client_decides = [](Channel& end) { end.refuse_key(); };
    ends.run();
    EXPECT_EQ(ends.client_progress, Progress::closed);
    EXPECT_NE(ends.server_progress, Progress::established);
}

TEST_P(EveryPskMode, TheKeyLogOfBothEndsIsTheSame) {
    Ends ends(only(GetParam().mode), only(GetParam().mode));
    ends.run();
    const auto client = ends.client.take_keylog();
    const auto server = ends.server.take_keylog();
    ASSERT_FALSE(client.empty());
    const bool tls13 = GetParam().suite_number == 0x1301;
    EXPECT_EQ(client.front().label == "CLIENT_RANDOM", !tls13);
    for (const auto& entry : client) {
        const auto same =
            std::find_if(server.begin(), server.end(), [&](const auto& other) { return other.label == entry.label; });
        ASSERT_NE(same, server.end()) << entry.label;
        EXPECT_EQ(same->secret, entry.secret);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Tls, EveryPskMode,
    testing::Values(
        Case{"PskDheKe", Mode::psk_dhe_ke, "TLSv1.3", "TLS_AES_128_GCM_SHA256", "X25519", "psk_dhe_ke", 0x1301},
        Case{"PskKe", Mode::psk_ke, "TLSv1.3", "TLS_AES_128_GCM_SHA256", "", "psk_ke", 0x1301},
        Case{"Tls12Psk", Mode::tls12_psk, "TLSv1.2", "TLS_PSK_WITH_AES_128_GCM_SHA256", "", "psk", 0x00a8},
        Case{"Tls12EcdhePsk", Mode::tls12_ecdhe_psk, "TLSv1.2", "TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256", "X25519",
             "ecdhe_psk", 0xccac},
        Case{"Dtls12Psk", Mode::dtls12_psk, "DTLSv1.2", "TLS_PSK_WITH_AES_128_GCM_SHA256", "", "psk", 0x00a8}),
    [](const auto& of) { return of.param.name; });

TEST(TlsModes, ThatShareNoVersionDoNotMeet) {
    Ends old(only(Mode::tls12_psk), only(Mode::psk_dhe_ke));
    old.run();
    EXPECT_EQ(old.client_progress, Progress::closed);
    ASSERT_TRUE(old.server.alert());
    EXPECT_EQ(old.server.alert()->description, 70);  // protocol_version
    Ends fresh(only(Mode::psk_dhe_ke), only(Mode::tls12_psk));
    fresh.run();
    EXPECT_EQ(fresh.client_progress, Progress::closed);
    EXPECT_NE(fresh.server_progress, Progress::established);
}

TEST(TlsModes, ASuiteThatTheServerDoesNotKnowIsRefused) {
    auto client = only(Mode::tls12_psk);
    client.suites = {"TLS_PSK_WITH_CHACHA20_POLY1305_SHA256"};
    auto server = only(Mode::tls12_psk);
    server.suites = {"TLS_PSK_WITH_AES_128_GCM_SHA256"};
    Ends ends(client, server);
    ends.run();
    EXPECT_EQ(ends.client_progress, Progress::closed);
    ASSERT_TRUE(ends.server.alert());
    EXPECT_EQ(ends.server.alert()->description, 40);  // handshake_failure
    EXPECT_EQ(ends.server_asked, 0);
}

TEST(TlsModes, TheServersSuiteIsTheOneTheKeysAreAskedFor) {
    auto server = only(Mode::tls12_psk);
    server.suites = {"TLS_PSK_WITH_CHACHA20_POLY1305_SHA256"};
    Ends ends(only(Mode::tls12_psk), server);
    ends.run();
    EXPECT_EQ(ends.client_progress, Progress::established);
    EXPECT_EQ(ends.client.suite(), 0xccab);
    EXPECT_EQ(ends.server.suite(), 0xccab);
}

TEST(TlsModes, AClientOfBothVersionsIsAskedForTheKeyOfEach) {
    Settings both;
    both.modes = {Mode::psk_dhe_ke, Mode::tls12_psk};
    Ends ends(both, only(Mode::tls12_psk));
    std::vector<int> suites;
    ends.client_decides = [&](Channel& end) {
        suites.push_back(end.suite());
        end.provide(key(end.suite() == 0x1301 ? 7 : 1));
    };
    ends.run();
    EXPECT_EQ(ends.client_progress, Progress::established);
    EXPECT_EQ(suites, (std::vector<int>{0x1301, 0x00a8}));
    EXPECT_EQ(ends.client.negotiated().version, "TLSv1.2");
}

// RFC 8446 4.1.3: a server of both versions marks its random, so that nobody in between brings the version down.
TEST(TlsModes, ADowngradeThatTheServerDidNotChooseIsNoticed) {
    Settings both;
    both.modes = {Mode::psk_dhe_ke, Mode::tls12_psk};
    Ends ends(only(Mode::tls12_psk), both);
    ends.run();
    ASSERT_EQ(ends.client_progress, Progress::established);  // this client knows no better
    const auto& hello = ends.transcript.at(1).octets;
    const Octets mark{0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0x01};
    EXPECT_EQ(Octets(hello.begin() + 5 + 6 + 24, hello.begin() + 5 + 6 + 32), mark);
}

TEST(TlsModes, TheIdentityHintReachesTheClient) {
    auto server = only(Mode::tls12_psk);
    server.identity_hint = "3GPP-AKMA";
    Ends ends(only(Mode::tls12_psk), server);
    ends.run();
    EXPECT_EQ(ends.client_progress, Progress::established);
    EXPECT_EQ(ends.client.hint(), "3GPP-AKMA");
}

TEST(TlsModes, AServerOfBothPskModesPrefersDiffieHellmanEvenWherePskKeWasAskedFor) {
    Settings both;
    both.modes = {Mode::psk_ke, Mode::psk_dhe_ke};
    Ends ends(only(Mode::psk_ke), both);
    ends.run();
    ASSERT_EQ(ends.client_progress, Progress::established);
    EXPECT_EQ(ends.client.negotiated().kex_mode, "psk_dhe_ke");
    EXPECT_EQ(ends.client.negotiated().group, "P-256");
}

TEST(TlsModes, AnIdentityWithANulOrTooLongForTls12IsNotSent) {
    for (const auto& identity : {std::string("a\0b", 3), std::string(300, 'a')}) {
        Ends ends(only(Mode::tls12_psk), only(Mode::tls12_psk), 1, identity);
        ends.run();
        EXPECT_EQ(ends.client_progress, Progress::closed);
        EXPECT_EQ(ends.server_asked, 0);
    }
}

TEST(TlsModes, DatagramsAndRecordsDoNotShareAContext) {
    Settings mixed;
    mixed.modes = {Mode::dtls12_psk, Mode::psk_dhe_ke};
    EXPECT_FALSE(Context::server(mixed));
    EXPECT_FALSE(Context::server({}));
}

TEST(Dtls, ACookieComesFirstWhereTheServerWantsIt) {
    auto server = only(Mode::dtls12_psk);
    Ends without(only(Mode::dtls12_psk), server);
    without.run();
    server.cookie_secret.emplace();
    Ends with(only(Mode::dtls12_psk), server);
    with.run();
    ASSERT_EQ(with.client_progress, Progress::established);
    EXPECT_EQ(with.transcript.size(), without.transcript.size() + 2);
    EXPECT_EQ(with.transcript.at(1).octets.at(13), 3);  // HelloVerifyRequest
    EXPECT_EQ(with.server_asked, 1);
}

TEST(Dtls, ACookieOfAnotherPeerIsRefused) {
    auto settings = only(Mode::dtls12_psk);
    settings.cookie_secret.emplace();
    Ends ends(only(Mode::dtls12_psk), settings);
    auto stranger = Channel::server(ends.server_context, ends.server_random, "mallory");
    ends.client.advance();
    const auto hello = ends.client.take_records().at(0).octets;
    ends.server.receive(hello);
    ends.server.advance();
    ends.client.receive(ends.server.take_records().at(0).octets);
    ends.client.advance();
    stranger.receive(hello);
    stranger.advance();
    stranger.take_records();
    stranger.receive(ends.client.take_records().at(0).octets);
    EXPECT_EQ(stranger.advance(), Progress::closed);
    ASSERT_TRUE(stranger.alert());
    EXPECT_EQ(stranger.alert()->description, 40);  // handshake_failure
}

TEST(Dtls, ADatagramThatIsRepeatedOrChangedIsDropped) {
    Ends ends(only(Mode::dtls12_psk), only(Mode::dtls12_psk));
    ends.run();
    ASSERT_TRUE(ends.client.write(view_of("once")));
    const auto datagram = ends.client.take_records().at(0).octets;
    auto changed = datagram;
    changed.back() ^= 1;
    ends.server.receive(changed);
    ends.server.receive(datagram);
    ends.server.receive(datagram);
    EXPECT_EQ(ends.server.advance(), Progress::established);
    EXPECT_EQ(text_of(ends.server.read()), "once");
}

}  // namespace
}  // namespace akmasim::crypto::tls
