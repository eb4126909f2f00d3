// SPDX-License-Identifier: Apache-2.0
// The AMF between an EAP peer and an EAP server whose packets it does not read: TS 33.501 6.1.3.1.
#include "tests/nf/amf_story.hpp"

namespace akmasim::nf::test {
namespace {

Octets packet_of(const nausf::EapSession& session) {
    return session.eap_payload.value ? session.eap_payload.value->octets : Octets{};
}

// TS 33.501 6.1.3.1 steps 3 to 11.
TEST(AmfWithEap, PassesPacketsOnAndPutsEapSuccessIntoTheSecurityModeCommand) {
    AmfStory story;
    story.registers();
    const auto challenge = story.gets_eap().becomes("AwaitingEapResponse").says<nas::AuthenticationRequest>();
    EXPECT_EQ(challenge.eap, (Octets{1, 1, 0, 5, 50}));
    EXPECT_FALSE(challenge.rand);
    EXPECT_EQ(challenge.abba, (Octets{0, 0}));

    const auto forwarded = story.ue_answers_eap().becomes("AwaitingEapSession");
    EXPECT_EQ(packet_of(forwarded.asks<nausf::EapSession>(sbi::eap_session)), (Octets{2, 1, 0, 5, 50}));
    EXPECT_EQ(story.question.http->path, "/nausf-auth/v1/ue-authentications/5/eap-session");

    const auto done = story.home_says(AmfStory::eap_success()).becomes("AwaitingSecurityMode");
    const auto command = done.derives({"KAMF", "KNASenc", "KNASint"}).says<nas::SecurityModeCommand>();
    EXPECT_EQ(command.eap, (Octets{3, 1, 0, 4}));
    EXPECT_EQ(command.abba, (Octets{0, 0}));
    EXPECT_EQ(command.ng_ksi, challenge.ng_ksi);
    story.ue = story.fresh.clone();
    story.ue_is_let_in().becomes("AwaitingComplete");
}

// TS 33.501 6.1.3.1 steps 8 and 9: as many rounds as the server wants, under one ngKSI.
TEST(AmfWithEap, PassesOnAnotherRoundUnderTheSameNgKsi) {
    AmfStory story;
    story.registers();
    const auto first = story.gets_eap().says<nas::AuthenticationRequest>();
    for (Octet round = 2; round < 5; ++round) {
        story.ue_answers_eap();
        nausf::EapSession more;
        more.eap_payload.value = eap::Payload{{1, round, 0, 5, 50}};
        const auto again = story.home_says(more).becomes("AwaitingEapResponse").says<nas::AuthenticationRequest>();
        EXPECT_EQ(again.eap, (Octets{1, round, 0, 5, 50}));
        EXPECT_EQ(again.ng_ksi, first.ng_ksi);
    }
}

TEST(AmfWithEap, SendsEapSuccessInAMessageOfItsOwnWhereTheOperatorWantsIt) {
    AmfStory story(R"(,"eapSuccess":"authentication-result")");
    story.up_to("AwaitingEapSession");
    const auto done = story.home_says(AmfStory::eap_success()).becomes("AwaitingSecurityMode");
    EXPECT_EQ(done.says<nas::AuthenticationResult>().eap, (Octets{3, 1, 0, 4}));
    EXPECT_FALSE(done.says<nas::SecurityModeCommand>().eap);
}

// TS 33.501 6.1.3.1 step 8: EAP-Failure goes to the UE in the Authentication Reject, and no key is made.
TEST(AmfWithEap, RejectsWhateverTheHomeNetworkDoesNotConfirmWholly) {
    auto failure = AmfStory::eap_success();
    failure.auth_result = nausf::AuthResult::failure;
    failure.eap_payload.value = eap::Payload{{4, 1, 0, 4}};
    auto keyless = AmfStory::eap_success();
    keyless.k_seaf.reset();
    auto nameless = AmfStory::eap_success();
    nameless.supi.reset();
    auto silent = AmfStory::eap_success();
    silent.eap_payload.value.reset();
    nausf::EapSession nothing;
    for (const auto* answer : {&failure, &keyless, &nameless, &silent, &nothing}) {
        AmfStory story;
        story.up_to("AwaitingEapSession");
        const auto rejected =
            story.home_says(*answer).becomes("Rejected").derives({}).says<nas::AuthenticationReject>();
        EXPECT_EQ(rejected.eap.value_or(Octets{}), answer == &failure ? packet_of(failure) : Octets{})
            << "EAP-Failure and no other packet";
    }
    AmfStory story;
    story.up_to("AwaitingEapSession");
    story.amf.hears(problem_response(story.question, 404, "CONTEXT_NOT_FOUND"))
        .becomes("Rejected")
        .says<nas::AuthenticationReject>();
}

// TS 24.501 5.4.1.2.4.5: with EAP the UE refuses the ngKSI alone outside of EAP.
TEST(AmfWithEap, TakesARefusedNgKsiAndNoOtherFailureOutsideOfEap) {
    AmfStory story;
    story.registers();
    const auto first = story.gets_eap().says<nas::AuthenticationRequest>();
    for (const auto cause : {nas::FiveGmmCause::mac_failure, nas::FiveGmmCause::synch_failure})
        story.hears_plain(nas::AuthenticationFailure{cause, std::nullopt}).refuses(Cause::unexpected, "EAP session");
    const auto again = story.hears_plain(nas::AuthenticationFailure{nas::FiveGmmCause::ng_ksi_already_in_use, {}})
                           .stays()
                           .says<nas::AuthenticationRequest>();
    EXPECT_NE(again.ng_ksi, first.ng_ksi);
    EXPECT_EQ(again.eap, first.eap);
}

TEST(AmfWithEap, RefusesAnAnswerOfTheOtherMethodAndAVectorWithoutALink) {
    AmfStory story;
    story.up_to("AwaitingEapResponse");
    story.hears_plain(nas::AuthenticationResponse{res_star, std::nullopt})
        .refuses(Cause::malformed, "without an EAP packet");
    story.ue_answers_eap().becomes("AwaitingEapSession");

    AmfStory aka;
    aka.up_to("AwaitingResStar");
    aka.hears_plain(nas::AuthenticationResponse{std::nullopt, Octets{2, 1, 0, 5, 50}})
        .refuses(Cause::malformed, "without RES*");

    AmfStory linkless;
    linkless.registers();
    auto context = AmfStory::eap_start();
    context.links.eap_session.reset();
    linkless.amf.hears(response(linkless.question, sbi::authenticate, context))
        .becomes("Rejected")
        .notes(Cause::malformed, "without a link");
}

// TS 24.501 5.4.1.2.4.7 (assumed): four times again, then the registration is given up.
TEST(AmfWithEap, SaysItsChallengeAgainAndGivesUpOnTheFifthExpiry) {
    AmfStory story;
    story.registers();
    const auto challenge = story.gets_eap().sent_once(Link::n1).octets;
    const auto expiry = order(command::TimerExpired{"T3560", 7});
    for (int time = 0; time < 4; ++time)
        EXPECT_EQ(story.amf.hears(expiry).stays().sent_once(Link::n1).octets, challenge);
    story.amf.hears(expiry).becomes("Rejected").sends_nothing();
}

// An AUSF that is asked by one AMF and answers another, or answers twice, is not believed.
TEST(AmfWithEap, BelievesTheAusfThatItAskedAndOnce) {
    AmfStory story;
    story.up_to("AwaitingEapSession");
    auto stranger = response(story.question, sbi::eap_session, AmfStory::eap_success());
    stranger.from.role = "udm";
    story.amf.hears(stranger).refuses(Cause::wrong_sender, "a response from udm");
    story.home_says(AmfStory::eap_success()).becomes("AwaitingSecurityMode");
    story.home_says(AmfStory::eap_success()).refuses(Cause::unexpected, "no request of ours");
}

}  // namespace
}  // namespace akmasim::nf::test
