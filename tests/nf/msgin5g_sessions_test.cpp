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
    without_csm.hears_inside(coap::Code::post, msgin5g::path, "{}").becomes("Closed").notes(Cause::malformed, "CSM");
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
    first.hears_message().refuses(Cause::unexpected, "UaOctets while Closed");
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
        .refuses(Cause::unexpected, "while Closed");
    ServerStory handshaking;
    handshaking.hears_hello();
    handshaking.gets_key();
    disabled(handshaking.server).becomes("Closed").answers(204, "");
    handshaking.hears_records().refuses(Cause::unexpected, "while Closed");
    for (const bool ready : {false, true}) {
        ServerStory explicitly("explicit");
        explicitly.hears(session_request());
        if (ready)
            explicitly.server.hears(
                response(explicitly.question, sbi::retrieve_application_key,
                         naanf::AkmaAfKeyData{k_af(), DateTime("2026-11-23T13:00:00Z"), alice, std::nullopt}));
        disabled(explicitly.server).becomes("Closed").answers(204, "");
        explicitly.hears_hello().refuses(Cause::unexpected, "while Closed");
    }

    ServerStory broken;
    broken.opens();
    ServerStory live(broken);
    live.opens();
    broken.hears({23, 3, 3, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
        .becomes("Closed");
    disabled(broken.server).becomes("Closed").answers(204, "");
    live.hears_message().refuses(Cause::unexpected, "while Closed");
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

}  // namespace
}  // namespace akmasim::nf::test::server
