// SPDX-License-Identifier: Apache-2.0
// The MSGin5G server, alone: handshakes, the service inside, and what it refuses.
#include "simulator/protocol/coap_datagram.hpp"
#include "tests/nf/msgin5g_story.hpp"

namespace akmasim::nf::test::server {
namespace {

// TS 33.535 6.2.1 steps 2 to 4, TS 33.501 Y.2, TS 23.554 8.2.1 and 8.3.2, seen from the server.
TEST(ServerAlone, OpensTheTunnelRegistersAndStoresOneMessage) {
    ServerStory story;
    const auto asked = story.hears_hello().becomes("AwaitingKey");
    EXPECT_TRUE(asked.sent(Link::ua).empty()) << "the handshake waits for the AAnF";
    const auto key_request = asked.asks<naanf::AkmaAfKeyRequest>(sbi::retrieve_application_key);
    EXPECT_EQ(key_request.a_kid, a_kid);
    EXPECT_EQ(key_request.af_id.text(), "msgin5g.example.com:0100000007");
    EXPECT_FALSE(story.gets_key().becomes("Handshaking").sent(Link::ua).empty());
    story.hears_records().becomes("Open");
    EXPECT_EQ(coap::decode(story.client->read())->code, coap::Code::csm);  // RFC 8323 5.3: first on every connection
    EXPECT_EQ(story.server.holds("KAF", alice.text()), hex(Octets(32, 0x77)));

    const auto query =
        story.wants_to_register().becomes("AwaitingAssociation").asks<mcf::AssociationQuery>(sbi::association);
    EXPECT_EQ(query.supi, alice);
    story.hears_association().becomes("Open");
    EXPECT_EQ(story.answer().code, coap::Code::created);
    EXPECT_EQ(story.server.holds("ueServiceId", alice.text()), alices.text());
    story.hears_message().stays();
    const auto stored = story.answer();
    EXPECT_EQ(stored.code, coap::Code::changed);
    EXPECT_EQ(body::read<msgin5g::MsgResp>(text_of(stored.payload))->status, "DELY_STORED");  // TS 23.554 8.3.6
}

TEST(ServerAlone, ExplicitModeAsksForTheKeyBeforeTls) {
    ServerStory story("explicit");
    EXPECT_EQ(story.hears(session_request())
                  .becomes("AwaitingSessionKey")
                  .asks<naanf::AkmaAfKeyRequest>(sbi::retrieve_application_key)
                  .a_kid,
              a_kid);
    story.server
        .hears(response(story.question, sbi::retrieve_application_key,
                        naanf::AkmaAfKeyData{k_af(), DateTime("2026-11-23T13:00:00Z"), alice, std::nullopt}))
        .becomes("SessionReady");
    story.hears_hello().becomes("Handshaking");
    story.hears_records().becomes("Open");
}

// TR 33.862 6 (seed only): the identity in TLS must be the A-KID of the request that was accepted.
TEST(ServerAlone, ExplicitModeRefusesAnotherAKidInTls) {
    ServerStory story("explicit");
    story.hears(session_request());
    story.server.hears(response(story.question, sbi::retrieve_application_key,
                                naanf::AkmaAfKeyData{k_af(), DateTime("2026-11-23T13:00:00Z"), alice, std::nullopt}));
    story.hears_hello(keys::psk_identity(AKid("0000.another@5gc.mnc001.mcc001.3gppnetwork.org")))
        .notes(Cause::integrity, "another A-KID");
    EXPECT_EQ(story.client->advance(), tls::Progress::closed);
}

TEST(ServerAlone, ExplicitModeSaysNoInClear) {
    ServerStory without_akma("explicit", false);
    const auto refused = without_akma.hears(session_request()).becomes("Closed");
    ASSERT_EQ(refused.sent(Link::ua).size(), 2U);
    EXPECT_EQ(coap::decode(refused.sent(Link::ua)[0].octets)->code, coap::Code::csm);
    EXPECT_EQ(coap::decode(refused.sent(Link::ua)[1].octets)->code, coap::Code::forbidden);
    ServerStory keyless("explicit");
    keyless.hears(session_request());
    const auto no_key = keyless.server.hears(json_response(keyless.question, 204, "")).becomes("Closed");
    EXPECT_EQ(coap::decode(no_key.sent_once(Link::ua).octets)->code, coap::Code::unauthorized);
    ServerStory wrong_path("explicit");
    wrong_path.hears(coap::encode(coap::csm())).becomes("AwaitingRequest");
    const auto bad = wrong_path.hears(coap::encode(coap::request(coap::Code::post, "/other", {1}, "{}")));
    EXPECT_EQ(coap::decode(bad.becomes("Closed").sent_once(Link::ua).octets)->code, coap::Code::bad_request);
    ServerStory impatient("explicit");
    impatient.hears_hello().refuses(Cause::unexpected, "TLS before the application session request");
    ServerStory implicit;
    implicit.hears(session_request()).refuses(Cause::unexpected, "does not take");
}

// TS 33.535 6.2.1 step 2b; RFC 8446 E.6 is shown with its octets in unit/crypto.
TEST(ServerAlone, AnUnknownAKidEndsOutwardlyLikeAWrongKey) {
    std::vector<int> alerts;
    for (const auto& [status, why] : {std::pair{204, "nobody is known under this A-KID"},
                                      {403, "the key is refused: 403 UNAUTHORIZED_AF"},
                                      {404, "the key is refused: 404"}}) {
        ServerStory unknown;
        unknown.hears_hello();
        unknown.gets_key(status).becomes("Closed").notes(Cause::integrity, why);
        alerts.push_back(unknown.client->alert()->description);
    }
    ServerStory wrong_key;
    wrong_key.hears_hello(keys::psk_identity(a_kid), filled<KAf>(0x78));
    wrong_key.gets_key().becomes("Closed").notes(Cause::integrity, "the PSK binder does not verify");
    for (const int alert : alerts) EXPECT_EQ(alert, wrong_key.client->alert()->description);
}

TEST(ServerAlone, BelievesNobodyElseOnAConnectionAndOnlyTheNfThatItAsked) {
    ServerStory story;
    story.hears_hello();
    story.hears({22, 3, 3, 0, 1, 0}, "mallory").refuses(Cause::wrong_sender, "belongs to another UE");
    auto stranger = response(story.question, sbi::retrieve_application_key,
                             naanf::AkmaAfKeyData{k_af(), DateTime("2026-11-23T13:00:00Z"), alice, std::nullopt});
    stranger.from.role = "ausf";
    story.server.hears(stranger).refuses(Cause::wrong_sender, "a response from ausf");
    story.gets_key().becomes("Handshaking");
    story.gets_key().refuses(Cause::unexpected, "no request of ours");
}

TEST(ServerAlone, RefusesMessagesThatItsStateDoesNotExpect) {
    ServerStory waiting;
    waiting.hears_hello();
    for (int time = 0; time < 2; ++time)
        waiting.hears({22, 3, 3, 0, 1, 0}).stays().sends_nothing();  // kept until the key is there
    ServerStory associating;
    associating.opens();
    associating.wants_to_register();
    associating.hears({23, 3, 3, 0, 1, 0}).becomes("Closed").notes(Cause::integrity, "the tunnel ended");
    associating.hears({23, 3, 3, 0, 1, 0}).refuses(Cause::unexpected, "begin no connection");
    ServerStory asking("explicit");
    asking.hears(session_request());
    asking.hears(session_request()).refuses(Cause::unexpected, "UaOctets while AwaitingSessionKey");
    ServerStory closed("explicit", false);
    closed.hears(session_request());
    closed.hears(session_request()).becomes("Closed");  // a request of its own, refused like the first
    ServerStory idle;
    idle.server.hears(octets_from(Link::n1, {"ue", "alice"}, {"msgin5g", ""}, 1, {0x7e}))
        .refuses(Cause::unexpected, "hears Ua");
    idle.server.hears(json_response(json_request(sbi::association, "msgin5g", "mcf", "{}"), 200, "{}"))
        .refuses(Cause::unexpected, "no request of ours");
}

// RFC 7252 5.8 and 5.10: method, path and format come before the content.
TEST(ServerAlone, AnswersWhatItCannotServeWithItsCode) {
    ServerStory story;
    story.opens();
    const std::vector<std::tuple<coap::Code, std::string, std::string, coap::Code>> asked{
        {coap::Code::post, "/other", "{}", coap::Code::not_found},
        {coap::Code::get, "/msgin5g", "", coap::Code::method_not_allowed},
        {coap::Code::post, "/msgin5g", "", coap::Code::unsupported_content_format},
        {coap::Code::post, "/msgin5g", "{", coap::Code::bad_request},
        {coap::Code::post, "/msgin5g", R"({"msgType":"IMDN"})", coap::Code::bad_request},
        {coap::Code::post, "/msgin5g", R"({"msgType":"REG"})", coap::Code::bad_request},
        {coap::Code::post, "/msgin5g", R"({"msgType":"MSG"})", coap::Code::bad_request}};
    for (const auto& [code, path, json, expected] : asked) {
        story.hears_inside(code, path, json).stays();
        EXPECT_EQ(story.answer().code, expected) << path << " " << json;
    }
}

// TS 33.501 Y.2: no association, no registration, and no word from anybody but the registered one.
TEST(ServerAlone, LetsNobodySpeakWhoIsNotAssociatedOrNotRegistered) {
    ServerStory story;
    story.opens();
    story.hears_message();
    EXPECT_EQ(story.answer().code, coap::Code::unauthorized);
    story.wants_to_register(UeServiceId("acct:victim@example.com"));
    story.hears_association();
    EXPECT_EQ(story.answer().code, coap::Code::forbidden);
    story.wants_to_register();
    story.server.hears(problem_response(story.question, 503, "CONGESTION")).becomes("Open");
    EXPECT_EQ(story.server.holds("ueServiceId", alice.text()), "-");

    ServerStory registered;
    registered.registers();
    registered.hears_message(UeServiceId("acct:victim@example.com"));
    EXPECT_EQ(registered.answer().code, coap::Code::forbidden);
    registered.hears_message(alices, "not base64!");
    EXPECT_EQ(registered.answer().code, coap::Code::bad_request);
    registered.hears_message(alices, base64(Octets(msgin5g::max_payload_octets + 1)));
    EXPECT_EQ(registered.answer().code, coap::Code::request_entity_too_large);
}

// TS 33.535 6.1: whom to ask stands in front of the A-KID, as one to four digits.
TEST(ServerAlone, AsksNobodyForAnAKidWithoutRoutingIndicator) {
    for (const auto* name :
         {"nodot@5gc.example.com", "12345.abc@5gc.example.com", "1 2&x=1.abc@5gc.example.com", ".a@b.c"}) {
        ServerStory story;
        EXPECT_TRUE(story.hears_hello(keys::psk_identity(AKid(name))).sent(Link::n62).empty()) << name;
    }
}

// RFC 8323 5.4 and 5.6, RFC 7252 5.4.1: a Ping is answered, an option that must be understood and is not is refused,
// and octets that are no message end the tunnel.
TEST(ServerAlone, KeepsToTheRulesOfCoapInsideTheTunnel) {
    ServerStory story;
    story.registers();
    coap::Message ping;
    ping.code = coap::Code::ping;
    ping.token = {7};
    EXPECT_TRUE(story.client->write(coap::encode(ping)));
    story.hears_records();
    const auto pong = story.answer();
    EXPECT_EQ(pong.code, coap::Code::pong);
    EXPECT_EQ(pong.token, Octets{7});
    auto critical = coap::request(coap::Code::post, msgin5g::path, {8}, "{}");
    critical.add_number(65'001, 1);
    EXPECT_TRUE(story.client->write(coap::encode(critical)));
    story.hears_records().stays();
    EXPECT_EQ(story.answer().code, coap::Code::bad_option);
    EXPECT_TRUE(story.client->write(coap::encode(coap::response(coap::Code::created, {9}))));
    story.hears_records().stays().sends_nothing();
    EXPECT_TRUE(story.client->write(Octets{0xf0, 0, 0, 0, 0}));
    story.hears_records().becomes("Closed").notes(Cause::malformed, "CoAP");
}

// RFC 7252 4.2: a datagram that is no message is passed over, and the next one is served.
TEST(ServerAlone, PassesOverADatagramThatIsNoMessage) {
    ServerStory story{ServerStory::Datagrams{}};
    story.client.emplace(
        tls::Channel::client(story.context, keys::psk_identity(a_kid), "msgin5g.example.com", story.random));
    for (int flight = 0; flight < 6; ++flight) {
        if (story.client->advance() == tls::Progress::wants_key) story.client->provide(k_af());
        story.client->advance();
        for (auto& record : story.client->take_records()) {
            if (!story.hears(std::move(record.octets)).sent(Link::n62).empty()) story.gets_key();
        }
    }
    ASSERT_EQ(story.client->advance(), tls::Progress::established);
    EXPECT_TRUE(story.client->write(Octets{0xff, 0xff, 0xff, 0xff, 0xff}));
    story.hears_records().stays().notes(Cause::malformed, "CoAP").sends_nothing();
    const auto request = coap::request(coap::Code::get, "/other", {4}, "");
    EXPECT_TRUE(story.client->write(coap::encode(coap::Datagram{coap::Type::confirmable, 1, request})));
    EXPECT_EQ(story.hears_records().stays().sent(Link::ua).size(), 1U);
}

// Whoever sends on and on while the AAnF is asked fills nothing but its own patience.
TEST(ServerAlone, KeepsNoMoreThanAHandshakeWhileItWaitsForTheKey) {
    ServerStory story;
    story.hears_hello();
    Octets record{22, 3, 3, 0x3f, 0xfb};
    record.resize(16'384);
    for (int time = 0; time < 4; ++time) story.hears(record).stays().sends_nothing();
    story.hears(record).refuses(Cause::malformed, "more octets than an honest client sends");
}

TEST(ServerAlone, ClosesOnOctetsThatAreNoTlsOfOurs) {
    for (const Octets& octets : {Octets{22, 3, 1, 0, 0}, Octets{22, 3, 3, 0, 4, 1, 0, 0, 0}, Octets(40, 22)}) {
        ServerStory story;
        story.hears(octets);
    }
    // RFC 8323 5.6: half of a message is waited for, what breaks a rule and what is no message at all aborts.
    ServerStory none;
    none.hears(Octets{}).stays();
    none.hears(Octets{0}).becomes("AwaitingRequest");
    none.hears({0xff, 0xff, 0xff}).becomes("Closed").notes_none();
    ServerStory huge;
    huge.hears(Octets(9, 0xf0)).becomes("Closed").notes(Cause::malformed, "CoAP");
    ServerStory story;
    story.opens();
    story.hears({23, 3, 3, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
        .becomes("Closed")
        .notes(Cause::integrity, "the tunnel ended");
}

}  // namespace
}  // namespace akmasim::nf::test::server
