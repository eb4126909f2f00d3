// SPDX-License-Identifier: Apache-2.0
// The MSGin5G server, alone: how several sessions live beside each other, and how they end.
#include "tests/nf/msgin5g_story.hpp"

namespace akmasim::nf::test::server {
namespace {

// TS 23.554 8.2.2: only who is registered leaves, and only for itself.
TEST(ServerAlone, LetsNobodyLeaveForAnother) {
    ServerStory story;
    story.opens();
    const auto leaves_as = [&](const UeServiceId& who) {
        msgin5g::Dereg leaving;
        leaving.ue_service_id = who;
        story.hears_inside(coap::Code::post, msgin5g::path, body::write(leaving)).stays();
        return story.answer().code;
    };
    EXPECT_EQ(leaves_as(alices), coap::Code::unauthorized) << "not registered yet";
    story.wants_to_register();
    story.hears_association();
    story.answer();
    EXPECT_EQ(leaves_as(UeServiceId("acct:victim@example.com")), coap::Code::forbidden);
    EXPECT_EQ(leaves_as(alices), coap::Code::deleted);
    EXPECT_EQ(leaves_as(alices), coap::Code::unauthorized);
}

// TS 33.501 Y.2: a UE Service ID is bound to one tunnel, that of the newest registration.
TEST(ServerAlone, BindsAServiceIdToItsNewestTunnel) {
    ServerStory first;
    first.registers();
    ServerStory second(first);
    second.registers();
    first.hears_message();
    EXPECT_EQ(first.answer().code, coap::Code::unauthorized);
    second.hears_message();
    EXPECT_EQ(second.answer().code, coap::Code::changed);
}

// TS 23.554 8.3.2: the same Message ID of the same originator is the same message: answered again, kept once.
TEST(ServerAlone, KeepsAMessageOnceThatComesTwice) {
    ServerStory story;
    story.registers();
    for (int time = 0; time < 2; ++time) {
        story.hears_message(alices, "aGVsbG8=", alices).stays();
        const auto answer = story.answer();
        EXPECT_EQ(answer.code, coap::Code::changed);
        EXPECT_NE(text_of(answer.payload).find("DELY_STORED"), std::string_view::npos);
        EXPECT_EQ(story.server.holds("stored", alice.text()), "1");
    }
}

// RFC 8323 5.5: after a Release what was asked is answered, then the connection closes.
TEST(ServerAlone, AnswersWhatWasAskedBeforeARelease) {
    ServerStory story;
    story.opens();
    story.greets();
    msgin5g::Reg registration;
    registration.ue_service_id = alices;
    coap::Message release;
    release.code = coap::Code::release;
    auto octets = coap::encode(coap::request(coap::Code::post, msgin5g::path, {9}, body::write(registration)));
    append(octets, coap::encode(release));
    EXPECT_TRUE(story.client->write(octets));
    story.hears_records().becomes("AwaitingAssociation");
    story.hears_association().becomes("Closed");
    EXPECT_EQ(story.answer().code, coap::Code::created);
}

// RFC 8323 5.3, 5.6: inside the tunnel as well, a CSM comes first and octets that are no message end it.
TEST(ServerAlone, AbortsAConnectionThatBreaksTheRulesOfItsSignals) {
    ServerStory without_csm;
    without_csm.opens();
    without_csm.greeted = true;
    without_csm.hears_inside(coap::Code::post, msgin5g::path, "{}").becomes("Closed").notes(Cause::unexpected, "CSM");
    for (const auto* octets : {"10e190", "10e490", "0902", "00e5"}) {
        ServerStory story;
        story.opens();
        story.greets();
        EXPECT_TRUE(story.client->write(from_hex(octets).value()));
        story.hears_records().becomes("Closed");
    }
}

// TS 33.535 7.1.6: the AAnF that gave the key, and nobody else, ends the sessions under one A-KID, and no other.
TEST(ServerAlone, EndsTheSessionsOfAnAKidWhenTheAanfSaysSo) {
    ServerStory first;
    first.opens();
    ServerStory second(first);
    second.registers(AKid("0000.secondsecond@5gc.mnc001.mcc001.3gppnetwork.org"));
    const auto told_by = [&](std::string role) {
        return first.server.hears(
            request(sbi::service_disable, std::move(role), "msgin5g", naanf::ServiceDisableNotif{a_kid}));
    };
    for (const auto* role : {"nef", "ausf", "mcf"}) told_by(role).refuses(Cause::wrong_sender, role);
    told_by("aanf").answers(204, "").notes(Cause::unexpected, "SERVICE_DISABLED");
    first.hears_message().refuses(Cause::unexpected, "begin no connection");
    second.hears_message().stays();
    EXPECT_EQ(second.answer().code, coap::Code::changed);
}

// TS 33.535 7.1.6: also the sessions that are only on their way, and one that is broken shields no other.
TEST(ServerAlone, EndsSessionsThatAreNotOpenYetToo) {
    const auto disabled = [](Stage& server) {
        return server.hears(request(sbi::service_disable, "aanf", "msgin5g", naanf::ServiceDisableNotif{a_kid}));
    };
    ServerStory waiting;
    waiting.hears_hello();
    disabled(waiting.server).becomes("Closed").answers(204, "");
    waiting.server
        .hears(response(waiting.question, sbi::retrieve_application_key,
                        naanf::AkmaAfKeyData{k_af(), DateTime("2026-11-23T13:00:00Z"), alice, std::nullopt}))
        .stays()
        .sends_nothing();
    ServerStory handshaking;
    handshaking.hears_hello();
    handshaking.gets_key();
    disabled(handshaking.server).becomes("Closed").answers(204, "");
    handshaking.hears_records().refuses(Cause::unexpected, "begin no connection");
    for (const bool ready : {false, true}) {
        ServerStory explicitly("explicit");
        explicitly.hears(session_request());
        if (ready)
            explicitly.server.hears(
                response(explicitly.question, sbi::retrieve_application_key,
                         naanf::AkmaAfKeyData{k_af(), DateTime("2026-11-23T13:00:00Z"), alice, std::nullopt}));
        disabled(explicitly.server).becomes("Closed").answers(204, "");
        explicitly.hears_hello().refuses(Cause::unexpected, "TLS before the application session request");
    }

    ServerStory broken;
    broken.opens();
    ServerStory live(broken);
    live.opens();
    broken.hears({23, 3, 3, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
        .becomes("Closed");
    disabled(broken.server).becomes("Closed").answers(204, "");
    live.hears_message().refuses(Cause::unexpected, "begin no connection");
}

// A registration that waits when the session ends is answered, as everything that was asked.
TEST(ServerAlone, AnswersTheRegistrationThatWaitsWhenItsKeyRunsOut) {
    ServerStory story;
    story.opens();
    story.wants_to_register();
    const auto ended = story.server.hears(order(command::TimerExpired{"K_AF expiry", 5})).becomes("Closed");
    for (const auto& record : ended.sent(Link::ua)) story.client->receive(record.octets);
    story.client->advance();
    EXPECT_EQ(story.answer().code, coap::Code::unauthorized);
}

// RFC 8446 E.6: who is not answered about a key says nothing on Ua; an answer that cannot be read is a refusal, at once.
TEST(ServerAlone, LetsGoOfAHandshakeWhoseKeyDoesNotComeAndTakesTheNext) {
    ServerStory silent;
    EXPECT_EQ(silent.hears_hello().timers_started(), std::vector<std::string>{"N62"});
    const auto let_go = silent.server.hears(no_response(silent.question)).becomes("Closed");
    EXPECT_TRUE(let_go.sent(Link::ua).empty());
    silent.gets_key().refuses(Cause::unexpected, "no request of ours");
    ServerStory next(silent);
    next.opens();
    next.wants_to_register().becomes("AwaitingAssociation");

    ServerStory unreadable;
    unreadable.hears_hello();
    const auto refused = unreadable.server.hears(json_response(unreadable.question, 200, R"({"kaf":"not a key"})"));
    EXPECT_EQ(refused.timers_stopped(), std::vector<std::string>{"N62"});
    EXPECT_EQ(refused.sent(Link::ua).size(), 1U) << "an alert";
}

TEST(ServerAlone, LetsGoOfAHandshakeThatDoesNotGoOn) {
    ServerStory story;
    story.hears_hello();
    EXPECT_EQ(story.gets_key().becomes("Handshaking").timers_started(), std::vector<std::string>{"handshake"});
    story.server.hears(order(command::TimerExpired{"handshake", story.connection})).becomes("Closed").sends_nothing();
    story.hears_records().refuses(Cause::unexpected, "begin no connection");

    ServerStory explicitly("explicit");
    explicitly.hears(session_request());
    const auto answered = explicitly.server.hears(no_response(explicitly.question)).becomes("Closed");
    EXPECT_EQ(coap::decode(answered.sent_once(Link::ua).octets)->code, coap::Code::gateway_timeout);
}

// A server that takes early data, and a client whose registration goes with its ClientHello.
struct EarlyStory : ServerStory {
    explicit EarlyStory(const ServerStory& other) : ServerStory(other) {}
    static std::string takes_it() {
        auto text = configuration("implicit", true, "tls13-0rtt");
        return text.replace(text.find("refuse"), 6, "accept");
    }
    void begins() {
        msgin5g::Reg registration;
        registration.ue_service_id = alices;
        client.emplace(tls::Channel::client(context, keys::psk_identity(a_kid), "msgin5g.example.com", random));
        client->write_early(coap::encode(coap::csm()));
        client->write_early(
            coap::encode(coap::request(coap::Code::post, msgin5g::path, {9}, body::write(registration))));
        if (client->advance() == tls::Progress::wants_key) client->provide(k_af());
        client->advance();
        hears_records();
        for (const auto& asked : gets_key().sent(Link::cm_s)) question = asked;
    }
};

// RFC 8446 2.3, 4.5: the association that comes between EndOfEarlyData and Finished is used, and the registration
// answered.
TEST(ServerAlone, AnswersEarlyDataBetweenItsEndAndTheFinished) {
    ServerStory house;
    Stage server("msgin5g", EarlyStory::takes_it());
    ServerStory on_it(house, server);
    EarlyStory early(on_it);
    early.begins();
    const auto flight = early.client->take_records();
    ASSERT_GE(flight.size(), 2U);
    for (std::size_t i = 0; i + 1 < flight.size(); ++i) early.hears(flight[i].octets).stays();
    early.hears_association().becomes("Open").notes_none();
    early.hears(flight.back().octets).stays();
    coap::Decoder decoder;
    decoder.feed(early.client->read());
    bool created = false;
    while (auto message = decoder.next().value_or(std::nullopt)) created |= message->code == coap::Code::created;
    EXPECT_TRUE(created);
    early.hears_message();
    EXPECT_EQ(early.answer().code, coap::Code::changed);
}

// RFC 8446 8: what comes early may be a replay, so it takes no name from a live tunnel before the Finished is here.
TEST(ServerAlone, LetsAnEarlyRegistrationDisplaceNobodyBeforeTheFinished) {
    ServerStory house;
    Stage server("msgin5g", EarlyStory::takes_it());
    ServerStory live(house, server);
    live.registers();
    EarlyStory early(live);
    early.begins();
    early.hears_association().becomes("Open");
    live.hears_message();
    EXPECT_EQ(live.answer().code, coap::Code::changed);
    early.hears_records();
    live.hears_message();
    EXPECT_EQ(live.answer().code, coap::Code::unauthorized);
}

// Whatever ends is forgotten: a thousand connections one after another leave nothing behind.
TEST(ServerAlone, KeepsWhatLivesAlone) {
    ServerStory house;
    for (std::uint64_t connection = 10; connection < 30; ++connection) {
        ServerStory story(house);
        story.connection = connection;
        story.registers();
        EXPECT_EQ(house.server.counts("sessions"), 1U);
        story.client->close();
        story.hears_records().becomes("Closed").notes_none();
        for (const auto* kind : {"sessions", "conversations", "requests"})
            EXPECT_EQ(house.server.counts(kind), 0U) << kind;
    }
    ServerStory unknown(house);
    unknown.hears_hello();
    unknown.gets_key(204).becomes("Closed");
    EXPECT_EQ(house.server.counts("sessions"), 0U);
}

}  // namespace
}  // namespace akmasim::nf::test::server
