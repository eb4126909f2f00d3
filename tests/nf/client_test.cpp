// SPDX-License-Identifier: Apache-2.0
// The UE's MSGin5G client, alone: the test is the runner, and the server on Ua with K5GMSG.
#include "simulator/crypto/random.hpp"
#include "simulator/crypto/tls.hpp"
#include "simulator/protocol/coap.hpp"
#include "simulator/protocol/msgin5g.hpp"
#include "tests/nf/ue_story.hpp"

namespace akmasim::nf::test {
namespace {

namespace tls = crypto::tls;

tls::Settings psk_dhe_ke() {
    tls::Settings settings;
    settings.modes = {tls::Mode::psk_dhe_ke};
    return settings;
}

class ClientStory : public UeStory {
public:
    explicit ClientStory(std::string_view mode = "implicit", const tls::Settings& settings = psk_dhe_ke())
        : UeStory(mode), context(tls::Context::server(settings).value()) {
        up_to("Registered");
    }

    Turned is_told_to_connect(const command::Connect& how = {}) { return after(ue.hears(order(how))); }
    Turned is_told_to_send(const command::Send& what = {"", "", std::nullopt, "hello", {}}) {
        return after(ue.hears(order(what)));
    }
    Turned hears_ua(Octets octets) {
        return after(ue.hears(octets_from(Link::ua, {"msgin5g", ""}, {"ue", "alice"}, connection, std::move(octets))));
    }
    // The server goes as far as it can, and the UE hears it.
    Turned hears_server() {
        if (server.advance() == tls::Progress::wants_key) {
            server.provide(server_key ? server_key->clone() : KAf::from_text(ue.holds("KAF", alice)).value());
            server.advance();
        }
        Turned last{Effects{}};
        for (auto& record : server.take_records()) last = hears_ua(std::move(record.octets));
        return last;
    }
    void opens() {
        is_told_to_connect();
        hears_server().reports("success");
        server.advance();
        EXPECT_EQ(coap::decode(server.read())->code, coap::Code::csm);  // RFC 8323 5.3: first on every connection
    }
    coap::Message heard_inside() {
        server.advance();
        return coap::decode(server.read()).value_or(coap::Message{});
    }
    Turned hears_inside(const coap::Message& message) {
        // RFC 8323 5.3: first of all, here in one record with what follows.
        auto octets = std::exchange(greeted, true) ? Octets{} : coap::encode(coap::csm());
        append(octets, coap::encode(message));
        EXPECT_TRUE(server.write(octets));
        return hears_server();
    }

    crypto::SeededRandom random{7, "msgin5g||TLS"};
    tls::Context context;
    tls::Channel server = tls::Channel::server(context, random);
    std::optional<KAf> server_key;  // instead of the UE's own
    bool greeted = false;
    std::uint64_t connection = 0;

private:
    Turned after(Turned turned) {
        for (const auto& envelope : turned.sent(Link::ua)) {
            connection = envelope.stream;
            if (!envelope.octets.empty() && envelope.octets[0] >= 20 && envelope.octets[0] <= 23)
                server.receive(envelope.octets);
        }
        return turned;
    }
};

msgin5g::MsgResp taken() {
    msgin5g::MsgResp response;
    response.result = "SUCCESS";
    return response;
}

// TS 33.535 6.2.1 step 1, TS 33.535 B.1.3, TS 23.554 8.2.1 and 8.3.2, seen from the client.
TEST(ClientAlone, ConnectsRegistersAndSendsOneMessage) {
    ClientStory story;
    story.is_told_to_connect().becomes("Handshaking").derives({"KAF"});
    EXPECT_EQ(story.server.advance(), tls::Progress::wants_key);
    EXPECT_EQ(story.server.identity(), "3GPP-AKMA" + story.ue.holds("A-KID", alice));
    story.hears_server().becomes("Open").reports("success");
    EXPECT_EQ(story.heard_inside().code, coap::Code::csm);
    EXPECT_EQ(story.ue.holds("kexMode", alice), "psk_dhe_ke");

    story.is_told_to_send().becomes("AwaitingRegistration");
    const auto registration = story.heard_inside();
    EXPECT_EQ(body::read<msgin5g::Reg>(text_of(registration.payload))->ue_service_id.text(), "acct:alice@example.com");
    story.hears_inside(coap::response(coap::Code::created, registration.token, body::write(taken())))
        .becomes("AwaitingAnswer");
    const auto message = body::read<msgin5g::Msg>(text_of(story.heard_inside().payload));
    ASSERT_TRUE(message);
    EXPECT_EQ(msgin5g::payload_octets(*message).value(), (Octets{'h', 'e', 'l', 'l', 'o'}));
    EXPECT_EQ(message->msg_id[14], '4') << "RFC 9562 5.4: version 4";
    story.hears_inside(coap::response(coap::Code::changed, {2}, "{}")).becomes("Open").reports("success");
    story.is_told_to_send().becomes("AwaitingAnswer");  // it is registered already
}

// Each wait of the client has a timer, which ends with the wait; where it runs out, the session does.
TEST(ClientAlone, EndsASessionThatIsNotAnsweredInTimeAndBeginsAnew) {
    const auto runs_out = [](ClientStory& story, std::string timer) {
        return story.ue.hears(order(command::TimerExpired{std::move(timer), story.connection}));
    };
    const auto is_timeout = [](const command::Report& report, std::string_view at) {
        EXPECT_EQ(report.outcome, "failed");
        EXPECT_EQ(report.named, "TIMEOUT");
        EXPECT_EQ(report.at, at);
    };
    ClientStory silent;
    EXPECT_EQ(silent.is_told_to_connect().timers_started(), std::vector<std::string>{"handshake"});
    is_timeout(runs_out(silent, "handshake").becomes("Idle").reports(), "tls");
    silent.is_told_to_connect().becomes("Handshaking");

    ClientStory story;
    story.is_told_to_connect();
    EXPECT_EQ(story.hears_server().timers_stopped(), std::vector<std::string>{"handshake"});
    EXPECT_EQ(story.is_told_to_send().timers_started(), std::vector<std::string>{"coap"});
    is_timeout(runs_out(story, "coap").becomes("Idle").reports(), "coap");
    story.is_told_to_connect().becomes("Handshaking");
    story.ue.hears(order(command::TimerExpired{"coap", 4711})).refuses(Cause::unexpected, "no session");
}

TEST(ClientAlone, EndsAnApplicationSessionRequestThatIsNotAnsweredInTime) {
    ClientStory story("explicit");
    EXPECT_EQ(story.is_told_to_connect().becomes("AwaitingSession").timers_started(), std::vector<std::string>{"session"});
    const auto report =
        story.ue.hears(order(command::TimerExpired{"session", story.connection})).becomes("Idle").reports();
    EXPECT_EQ(report.named, "TIMEOUT");
    story.is_told_to_connect().becomes("AwaitingSession");
}

// RFC 7252 5.3.1: a response with another token answers something else.
TEST(ClientAlone, TakesTheResponseToItsOwnRequestAlone) {
    ClientStory story;
    story.opens();
    story.is_told_to_send();
    const auto registration = story.heard_inside();
    for (const auto& token : {Octets{}, Octets{9}, Octets{registration.token[0], 0}})
        story.hears_inside(coap::response(coap::Code::created, token, body::write(taken())))
            .stays()
            .notes(Cause::unexpected, "a response with the token");
    const auto answer = coap::response(coap::Code::created, registration.token, body::write(taken()));
    story.hears_inside(answer).becomes("AwaitingAnswer");
    story.hears_inside(answer).stays().notes(Cause::unexpected, "a response with the token");
}

// RFC 8323 5.5, 5.6: Release and Abort of the server, and what breaks the rules of signals.
TEST(ClientAlone, EndsWithAReleaseOrAnAbort) {
    coap::Message release, abort, odd;
    release.code = coap::Code::release;
    abort.code = coap::Code::abort;
    odd.code = coap::Code::ping;
    odd.add_number(9, 0);
    ClientStory quiet;
    quiet.opens();
    EXPECT_TRUE(quiet.hears_inside(release).becomes("Idle").sent(Link::control).empty());
    for (const auto& signal : {release, abort, odd}) {
        ClientStory story;
        story.opens();
        story.is_told_to_send();
        story.hears_inside(signal).becomes("Idle").reports("failed");
    }
}

// RFC 8446 6.1: close_notify between two procedures is an orderly end, and no procedure's outcome.
TEST(ClientAlone, TakesAnOrderlyEndForNoProceduresOutcome) {
    ClientStory story;
    story.opens();
    story.server.close();
    EXPECT_TRUE(story.hears_server().becomes("Idle").sent(Link::control).empty());
}

TEST(ClientAlone, CannotBeginWithoutKakmaOrWithoutASession) {
    UeStory unregistered;
    const auto no_key = unregistered.ue.hears(order(command::Connect{})).stays().reports();
    EXPECT_EQ(no_key.outcome, "failed");
    EXPECT_EQ(no_key.detail, "the UE holds no K_AKMA");
    EXPECT_EQ(unregistered.ue.hears(order(command::Send{})).stays().reports().outcome, "failed");
}

TEST(ClientAlone, ExplicitModeAsksInClearFirstAndTakesNoForAnAnswer) {
    ClientStory story("explicit");
    const auto asked = story.is_told_to_connect().becomes("AwaitingSession");
    ASSERT_EQ(asked.sent(Link::ua).size(), 2U);
    EXPECT_EQ(coap::decode(asked.sent(Link::ua)[0].octets)->code, coap::Code::csm);
    const auto request = coap::decode(asked.sent(Link::ua)[1].octets);
    EXPECT_EQ(body::read<msgin5g::AppSessionRequest>(text_of(request->payload))->a_kid.text(),
              story.ue.holds("A-KID", alice));
    story.hears_ua(coap::encode(coap::csm())).stays().sends_nothing();
    story.hears_ua(coap::encode(coap::response(coap::Code::created, request->token))).becomes("Handshaking");
    ClientStory refused("explicit");
    refused.is_told_to_connect();
    auto no = coap::encode(coap::csm());  // and in the same segment
    append(no, coap::encode(coap::response(coap::Code::forbidden, {1})));
    const auto report = refused.hears_ua(no).becomes("Idle").reports();
    EXPECT_EQ(report.outcome, "rejected");
    EXPECT_EQ(report.cause, 403);
    ClientStory garbled("explicit");
    garbled.is_told_to_connect();
    garbled.hears_ua({0x00, 0xe1, 0x09, 0x02}).becomes("Idle").reports("failed");
}

// What comes on another connection, a former one for instance, touches the tunnel that is open in nothing.
TEST(ClientAlone, HearsItsOwnConnectionAlone) {
    ClientStory story;
    story.opens();
    const auto own = story.connection;
    for (const std::uint64_t other : {own + 1, own - 1, std::uint64_t{0}}) {
        story.connection = other;
        story.hears_ua({21, 3, 3, 0, 2, 1, 0}).refuses(Cause::unexpected, "that the UE does not have");
    }
    story.connection = own;
    story.is_told_to_send().becomes("AwaitingRegistration");
}

TEST(ClientAlone, ReportsAServerWithAnotherKey) {
    ClientStory story;
    story.server_key = filled<KAf>(0x99);
    story.is_told_to_connect();
    const auto report = story.hears_server().becomes("Idle").reports();
    EXPECT_EQ(report.outcome, "failed");
    EXPECT_EQ(report.at, "tls");
    story.is_told_to_connect().becomes("Handshaking");  // and may try again
}

// TS 24.109 K.3.2: a PSK identity hint that is not 3GPP-AKMA asks for a key of another kind, and K_AF is none.
TEST(ClientAlone, GivesKafToNoServerThatHintsAtAnotherKey) {
    const auto connected_to = [](std::string hint, int flights) {
        tls::Settings settings;
        settings.modes = {tls::Mode::tls12_psk};
        settings.identity_hint = std::move(hint);
        ClientStory story("implicit", settings);
        command::Connect how;
        how.ua_protocols = {"tls12-psk"};
        story.is_told_to_connect(how);
        while (--flights > 0) story.hears_server();
        return story.hears_server().reports();
    };
    EXPECT_EQ(connected_to("3GPP-AKMA", 2).outcome, "success");
    EXPECT_EQ(connected_to("", 2).outcome, "success");
    const auto other = connected_to("3GPP-bootstrapping", 1);
    EXPECT_EQ(other.outcome, "failed");
    EXPECT_EQ(other.detail, "the server's PSK identity hint is not 3GPP-AKMA");
}

// TS 33.501 Y.2: what the server refuses is reported with its code, and the tunnel stays.
TEST(ClientAlone, ReportsARefusedRegistrationAndARefusedMessage) {
    ClientStory story;
    story.opens();
    story.is_told_to_send();
    story.heard_inside();
    const auto unregistered =
        story.hears_inside(coap::response(coap::Code::forbidden, {1}, "{}")).becomes("Open").reports();
    EXPECT_EQ(unregistered.outcome, "rejected");
    EXPECT_EQ(unregistered.cause, 403);
    story.is_told_to_send().becomes("AwaitingRegistration");
    story.heard_inside();
    story.hears_inside(coap::response(coap::Code::created, {2}, body::write(taken())));
    story.heard_inside();
    const auto undelivered =
        story.hears_inside(coap::response(coap::Code::forbidden, {3}, "{}")).becomes("Open").reports();
    EXPECT_EQ(undelivered.cause, 403);
}

TEST(ClientAlone, RefusesWhatItsStateDoesNotExpect) {
    ClientStory story;
    for (int time = 0; time < 2; ++time)
        story.hears_ua({22, 3, 3, 0, 0}).refuses(Cause::unexpected, "UaOctets while Idle");
    story.is_told_to_connect();
    story.is_told_to_connect().refuses(Cause::unexpected, "Connect while Handshaking");
    story.is_told_to_send().refuses(Cause::unexpected, "Send while Handshaking");
    story.hears_server().becomes("Open");
    story.is_told_to_send();
    story.is_told_to_send().refuses(Cause::unexpected, "Send while AwaitingRegistration");
    story.is_told_to_connect().refuses(Cause::unexpected, "Connect while AwaitingRegistration");
}

TEST(ClientAlone, ClosesOnRecordsThatDoNotVerify) {
    for (const auto* state : {"Open", "AwaitingRegistration"}) {
        ClientStory story;
        story.opens();
        if (std::string_view(state) == "AwaitingRegistration") story.is_told_to_send();
        const auto report =
            story.hears_ua({23, 3, 3, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
                .becomes("Idle")
                .reports();
        EXPECT_EQ(report.at, "tls");
        EXPECT_EQ(report.alert, "bad_record_mac");
    }
}

}  // namespace
}  // namespace akmasim::nf::test
