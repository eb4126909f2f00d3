// SPDX-License-Identifier: Apache-2.0
// 0-RTT (RFC 8446 2.3, 8): data that comes with the ClientHello, taken or not, and what a replay of it does.
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include "simulator/crypto/tls_schedule.hpp"
#include "tls_ends.hpp"

namespace akmasim::crypto::tls {
namespace {

Settings server_that(EarlyData early) {
    auto settings = only(Mode::psk_dhe_ke);
    settings.early_data = early;
    return settings;
}

struct EarlyEnds : Ends {
    explicit EarlyEnds(EarlyData policy) : Ends(only(Mode::psk_dhe_ke), server_that(policy)) {
        client.write_early(view_of("first request"));
    }
};

// A record of application data under a traffic secret, with sequence number zero (RFC 8446 5.2, 7.3).
Octets sealed(View secret, std::string_view text) {
    const auto key = expand_label(secret, "key", {}, key_octets(Aead::aes_128_gcm));
    const auto nonce = expand_label(secret, "iv", {}, 12);
    Octets plain(text.begin(), text.end());
    plain.push_back(23);
    Octets record{23, 3, 3, 0, static_cast<Octet>(plain.size() + tag_octets)};
    const Octets header = record;
    std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    Octets ciphered(plain.size());
    Octets tag(tag_octets);
    int written = 0;
    EXPECT_EQ(EVP_EncryptInit_ex(context.get(), EVP_aes_128_gcm(), nullptr, key.data(), nonce.data()), 1);
    EVP_EncryptUpdate(context.get(), nullptr, &written, header.data(), static_cast<int>(header.size()));
    EVP_EncryptUpdate(context.get(), ciphered.data(), &written, plain.data(), static_cast<int>(plain.size()));
    EVP_EncryptFinal_ex(context.get(), nullptr, &written);
    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tag.size()), tag.data());
    append(record, ciphered);
    append(record, tag);
    return record;
}

TEST(EarlyData, IsReadBeforeTheHandshakeIsOverAndCanBeAnswered) {
    EarlyEnds ends(EarlyData::accept);
    Ends::settle(ends.client, ends.client_decides, ends.client_asked);
    ends.cross(ends.client, ends.server);
    EXPECT_EQ(Ends::settle(ends.server, ends.server_decides, ends.server_asked), Progress::early);
    EXPECT_EQ(text_of(ends.server.read()), "first request");
    ASSERT_TRUE(ends.server.write(view_of("early answer")));
    ends.cross(ends.server, ends.client);
    ends.run();
    EXPECT_EQ(ends.client_progress, Progress::established);
    EXPECT_EQ(ends.server_progress, Progress::established);
    EXPECT_EQ(text_of(ends.client.read()), "early answer");
    EXPECT_EQ(ends.client.negotiated().early_data, "accepted");
    EXPECT_EQ(ends.server.negotiated().early_data, "accepted");
    ASSERT_TRUE(ends.client.write(view_of("later")));
    ends.run();
    EXPECT_EQ(text_of(ends.server.read()), "later");
}

TEST(EarlyData, ComesWithItsPlaintextForTheRecord) {
    EarlyEnds ends(EarlyData::accept);
    ends.run();
    const auto early = std::find_if(ends.transcript.begin(), ends.transcript.end(),
                                    [](const Record& record) { return record.plain.at(0) == 23; });
    ASSERT_NE(early, ends.transcript.end());
    EXPECT_EQ(text_of(View(early->plain).subspan(1)), "first request");
    for (const auto& record : ends.transcript) EXPECT_FALSE(record.plain.empty());
}

TEST(EarlyData, ThatIsRefusedIsSkippedAndTheHandshakeGoesOn) {
    EarlyEnds ends(EarlyData::refuse);
    ends.run();
    EXPECT_EQ(ends.client_progress, Progress::established);
    EXPECT_EQ(ends.server_progress, Progress::established);
    EXPECT_TRUE(ends.server.read().empty());
    EXPECT_EQ(ends.client.negotiated().early_data, "refused");
    EXPECT_EQ(ends.server.negotiated().early_data, "refused");
}

TEST(EarlyData, IsNotReadWithAWrongKey) {
    EarlyEnds ends(EarlyData::accept);
    ends.server_decides = [](Channel& end) { end.provide(key(2)); };
    ends.run();
    EXPECT_EQ(ends.server_progress, Progress::closed);
    EXPECT_TRUE(ends.server.read().empty());
}

TEST(EarlyData, EndsWithAnAlertThatCarriesNoMemoryOfTheProcess) {
    EarlyEnds ends(EarlyData::accept);
    Ends::settle(ends.client, ends.client_decides, ends.client_asked);
    (void)ends.client.take_records();
    ends.client.receive(from_hex("150303000302280a").value());  // an alert of three octets
    EXPECT_EQ(Ends::settle(ends.client, ends.client_decides, ends.client_asked), Progress::closed);
    const auto records = ends.client.take_records();
    ASSERT_FALSE(records.empty());
    EXPECT_EQ(records.back().octets.size(), 7U) << hex(records.back().octets);
}

// The client's first flight once more, to a second connection of the same server.
struct Replayed {
    Progress progress;
    std::string read;
};

Replayed replay(EarlyData policy) {
    EarlyEnds ends(policy);
    ends.run();
    auto again = Channel::server(ends.server_context, ends.server_random);
    int asked = 0;
    for (const auto& record : ends.transcript) {
        again.receive(record.octets);
        if (record.plain.at(0) == 23) break;
    }
    const auto progress = Ends::settle(again, ends.server_decides, asked);
    return {progress, std::string(text_of(again.read()))};
}

TEST(EarlyData, OfAReplayedClientHelloIsTakenAgainUnlessTheServerRemembers) {
    const auto taken = replay(EarlyData::accept);
    EXPECT_EQ(taken.progress, Progress::early);
    EXPECT_EQ(taken.read, "first request");
    // RFC 8446 8.2: the ClientHello was seen, so its early data is not.
    const auto refused = replay(EarlyData::accept_once);
    EXPECT_EQ(refused.progress, Progress::wants_peer);
    EXPECT_EQ(refused.read, "");
}

TEST(EarlyData, IsTakenOnceWhereTheServerTakesItOnce) {
    EarlyEnds ends(EarlyData::accept_once);
    ends.run();
    EXPECT_EQ(ends.client.negotiated().early_data, "accepted");
    EXPECT_EQ(text_of(ends.server.read()), "first request");
}

TEST(EarlyData, NobodyWritesIntoAHandshakeWithoutIt) {
    Ends ends(only(Mode::psk_dhe_ke), server_that(EarlyData::accept));
    Ends::settle(ends.client, ends.client_decides, ends.client_asked);
    ends.cross(ends.client, ends.server);
    EXPECT_EQ(Ends::settle(ends.server, ends.server_decides, ends.server_asked), Progress::wants_peer);
    EXPECT_FALSE(ends.server.write(view_of("to nobody in particular")));
    ends.run();
    EXPECT_EQ(ends.client_progress, Progress::established);
    EXPECT_EQ(ends.server.negotiated().early_data, "");
}

TEST(EarlyData, OfMoreThanWasAgreedIsNotSent) {
    EarlyEnds ends(EarlyData::accept);
    Ends large(only(Mode::psk_dhe_ke), server_that(EarlyData::accept));
    large.client.write_early(Octets(9000, 1));
    large.run();
    EXPECT_EQ(large.client_progress, Progress::established);
    EXPECT_TRUE(large.server.read().empty());
}

// RFC 8446 2.3, 4.5: what a server wants to say between EndOfEarlyData and Finished goes out with the latter.
TEST(EarlyData, IsAnsweredBetweenEndOfEarlyDataAndFinishedToo) {
    EarlyEnds ends(EarlyData::accept);
    Ends::settle(ends.client, ends.client_decides, ends.client_asked);
    ends.cross(ends.client, ends.server);
    EXPECT_EQ(Ends::settle(ends.server, ends.server_decides, ends.server_asked), Progress::early);
    EXPECT_EQ(text_of(ends.server.read()), "first request");
    ends.cross(ends.server, ends.client);
    Ends::settle(ends.client, ends.client_decides, ends.client_asked);
    const auto flight = ends.client.take_records();
    ASSERT_GE(flight.size(), 2U);
    for (std::size_t i = 0; i + 1 < flight.size(); ++i) {
        ends.server.receive(flight[i].octets);
        EXPECT_EQ(ends.server.advance(), Progress::wants_peer);
    }
    ASSERT_TRUE(ends.server.write(view_of("late answer")));
    EXPECT_TRUE(ends.server.take_records().empty());
    ends.server.receive(flight.back().octets);
    EXPECT_EQ(ends.server.advance(), Progress::established);
    ends.cross(ends.server, ends.client);
    ends.client.advance();
    EXPECT_EQ(text_of(ends.client.read()), "late answer");
}

// RFC 8446 6: application data is not due between EndOfEarlyData and Finished: unexpected_message (10). The record is
// sealed with the client's handshake key, as only a client that knows the key could send it.
TEST(EarlyData, EndsWhereTheClientSendsDataBeforeItsFinished) {
    EarlyEnds ends(EarlyData::accept);
    Ends::settle(ends.client, ends.client_decides, ends.client_asked);
    ends.cross(ends.client, ends.server);
    Ends::settle(ends.server, ends.server_decides, ends.server_asked);
    ends.cross(ends.server, ends.client);
    Ends::settle(ends.client, ends.client_decides, ends.client_asked);
    const auto secrets = ends.client.take_keylog();
    const auto found = std::ranges::find(secrets, "CLIENT_HANDSHAKE_TRAFFIC_SECRET", &KeylogSecret::label);
    ASSERT_NE(found, secrets.end());
    const auto flight = ends.client.take_records();
    for (std::size_t i = 0; i + 1 < flight.size(); ++i) {
        ends.server.receive(flight[i].octets);
        ends.server.advance();
    }
    const auto data = sealed(found->secret, "not yet");
    ends.server.receive(data);
    EXPECT_EQ(ends.server.advance(), Progress::closed);
    ASSERT_TRUE(ends.server.alert());
    EXPECT_EQ(ends.server.alert()->description, 10);
}

}  // namespace
}  // namespace akmasim::crypto::tls
