// SPDX-License-Identifier: Apache-2.0
// The AMF and a UE that it knows: 5G-GUTI, re-authentication, the end of COUNT, deregistration.
#include "simulator/protocol/nudm_uecm.hpp"
#include "tests/nf/amf_story.hpp"

namespace akmasim::nf::test {
namespace {

// A UE that was registered and comes back on another connection.
class Returning {
public:
    explicit Returning(const std::string& more = "") : story(more) {
        story.up_to("AwaitingSecurityMode");
        guti = std::get<nas::Guti>(*story.ue_is_let_in().says<nas::RegistrationAccept>().guti);
        story.ue_completes_registration();
    }
    // TS 24.501 4.4.6: the whole request in a container, ciphered with the COUNT of the message that carries it.
    Octets request(const nas::Message& inside) {
        nas::RegistrationRequest outer = registration();
        outer.identity = guti;
        outer.ng_ksi = 0;
        outer.nas_message_container = story.ue.ciphered_for_next(nas::encode(inside), Direction::uplink);
        return story.ue.protect(nas::encode(outer), SecurityHeader::integrity, Direction::uplink);
    }
    Octets request() {
        auto whole = registration();
        whole.identity = guti;
        whole.ng_ksi = 0;
        return request(whole);
    }
    Turned hears(Octets octets, std::uint64_t connection = 8) {
        return story.amf.hears(on_n1(std::move(octets), "alice", connection));
    }

    AmfStory story;
    nas::Guti guti;
};

// TS 33.501 6.4.6 step 2 and 6.1.1.1: a request that verifies is accepted without asking anybody.
TEST(AmfAndAKnownUe, AcceptsARequestThatVerifiesAndGivesANew5gGuti) {
    Returning alice;
    const auto asking = alice.hears(alice.request()).becomes("AwaitingUdmRegistration");
    EXPECT_TRUE(asking.sent(Link::n12).empty());
    const auto turned = alice.story.udm_answers(asking, 204).becomes("AwaitingComplete");
    EXPECT_NE(std::get<nas::Guti>(*turned.says<nas::RegistrationAccept>().guti).tmsi, alice.guti.tmsi);
}

// TS 24.501 4.4.4.3: what does not verify is read all the same, names somebody, and is authenticated; 5.4.2.3: the
// whole request is then asked for (RINMR).
TEST(AmfAndAKnownUe, AuthenticatesFirstWhereTheRequestDoesNotVerify) {
    for (const std::size_t at : {2U, 6U, 40U}) {
        Returning alice;
        auto octets = alice.request();
        octets[at] ^= 1;
        const auto turned = alice.hears(octets).becomes("AwaitingVector");
        EXPECT_EQ(turned.asks<nausf::AuthenticationInfo>(sbi::authenticate).supi_or_suci.text(), supi_of_alice.text());
        EXPECT_TRUE(turned.sent(Link::n1).empty());
    }
    Returning alice;
    auto octets = alice.request();
    octets[2] ^= 1;
    const auto asked = alice.hears(octets).sent_once(Link::n12);
    const auto challenge = alice.story.amf.hears(response(asked, sbi::authenticate, AmfStory::vector()));
    EXPECT_TRUE(challenge.sent_once(Link::n1).plain.empty()) << "nothing verified, so the challenge goes out in clear";
    nas::AuthenticationResponse answer;
    answer.res_star = res_star;
    const auto confirming = alice.hears(nas::encode(answer)).sent_once(Link::n12);
    const auto command = alice.story.amf.hears(response(confirming, sbi::aka_confirmation, AmfStory::success()))
                             .becomes("AwaitingSecurityMode")
                             .says<nas::SecurityModeCommand>();
    EXPECT_EQ(command.additional_security_information, 2);
}

// TS 24.501 4.4.3.1: a request that was seen before does not verify a second time.
TEST(AmfAndAKnownUe, TakesARepeatedRequestForUnverified) {
    Returning alice;
    const auto octets = alice.request();
    alice.story.udm_answers(alice.hears(octets, 8), 204).becomes("AwaitingComplete");
    alice.hears(octets, 9).becomes("AwaitingVector");
}

TEST(AmfAndAKnownUe, AuthenticatesFirstWhereTheContainerHoldsAnotherMessage) {
    Returning alice;
    alice.hears(alice.request(deregistration())).becomes("AwaitingVector");
    Returning policy(R"(,"authenticateKnownUe":true)");
    policy.hears(policy.request()).becomes("AwaitingVector");
}

// TS 24.501 5.5.1.2.8 case c: until the UE has acknowledged the new 5G-GUTI, both name it; then the new one alone.
TEST(AmfAndAKnownUe, KnowsBoth5gGutisUntilTheNewOneIsAcknowledged) {
    Returning alice;
    alice.story.udm_answers(alice.hears(alice.request(), 8), 204).becomes("AwaitingComplete");
    // The first connection is over, as the UE has come back on another.
    EXPECT_EQ(alice.story.udm_answers(alice.hears(alice.request(), 9), 204).changes(),
              (std::vector<std::string>{"Deregistered", "AwaitingComplete"}));
    const auto complete =
        alice.story.ue.protect(nas::encode(nas::RegistrationComplete{}), SecurityHeader::ciphered, Direction::uplink);
    alice.hears(complete, 9).becomes("Registered");
    alice.hears(alice.request(), 10).becomes("AwaitingIdentity").says<nas::IdentityRequest>();
}

// TS 33.501 6.1.3.2.2: a 5G-GUTI is no secret. Whoever says one in clear and then fails takes nothing from its owner.
TEST(AmfAndAKnownUe, LosesNothingWhenSomebodyElseNamesItsGutiAndFails) {
    AmfStory story;
    story.up_to("Registered");
    const auto held = story.amf.holds("GUTI", supi_of_alice.text());
    ASSERT_NE(held, "-");
    auto stolen = registration();
    stolen.identity = nas::Guti{
        "001", "01", 1, 1, 0, static_cast<std::uint32_t>(std::stoul(held.substr(held.size() - 8), nullptr, 16))};
    const auto mallory = [&](const nas::Message& message) {
        return story.amf.hears(on_n1(nas::encode(message), "mallory", 99));
    };
    const auto asked = mallory(stolen).becomes("AwaitingVector").sent_once(Link::n12);
    story.amf.hears(response(asked, sbi::authenticate, AmfStory::vector()));
    mallory(nas::AuthenticationFailure{nas::FiveGmmCause::mac_failure, {}}).becomes("Rejected");
    EXPECT_EQ(story.amf.holds("GUTI", supi_of_alice.text()), held);
    EXPECT_EQ(story.amf.holds("mmState", supi_of_alice.text()), "REGISTERED");
}

Turned is_reauthenticated(AmfStory& story) {
    auto turned = story.amf.hears(order(command::Reauthenticate{supi_of_alice.text()}));
    if (const auto asked = turned.sent(Link::n12); !asked.empty()) story.question = asked.front();
    return turned;
}

void answer_protected(AmfStory& story, const ResStar& with = res_star) {
    nas::AuthenticationResponse answer;
    answer.res_star = with;
    story.question = story.hears_protected(answer).becomes("AwaitingConfirmation").sent_once(Link::n12);
}

// TS 33.501 6.1.1.1 and 6.9.4.2: under the context in use, until the new one has its Security Mode Complete.
TEST(AmfReauthentication, ChangesTheContextOnSecurityModeComplete) {
    AmfStory story;
    story.up_to("Registered");
    is_reauthenticated(story).becomes("AwaitingVector");
    const auto challenge = story.gets_vector().becomes("AwaitingResStar");
    EXPECT_FALSE(challenge.sent_once(Link::n1).plain.empty()) << "ciphered under the context in use";
    EXPECT_EQ(challenge.says<nas::AuthenticationRequest>().ng_ksi, 1);
    answer_protected(story);
    const auto command = story.home_confirms().becomes("AwaitingSecurityMode").says<nas::SecurityModeCommand>();
    EXPECT_FALSE(command.additional_security_information) << "no initial message is owed here";
    story.hears_protected(nas::SecurityModeComplete{}).refuses(Cause::integrity, "not under the new context");
    story.ue = story.fresh.clone();
    story.hears_protected(nas::SecurityModeComplete{}, SecurityHeader::ciphered_new_context)
        .becomes("Registered")
        .reports("success");
    EXPECT_EQ(story.amf.holds("ngKSI", supi_of_alice.text()), "1");
}

TEST(AmfReauthentication, KeepsTheFormerContextWhereTheUeRefusesOrSaysNothing) {
    AmfStory refused;
    refused.up_to("Registered");
    is_reauthenticated(refused);
    refused.gets_vector();
    answer_protected(refused);
    refused.home_confirms();
    refused.hears_protected(nas::SecurityModeReject{}).becomes("Registered").reports("failed");
    EXPECT_EQ(refused.amf.holds("ngKSI", supi_of_alice.text()), "0");
    refused.hears_protected(deregistration()).becomes("Deregistered");

    AmfStory silent;
    silent.up_to("Registered");
    is_reauthenticated(silent);
    silent.gets_vector();
    for (int time = 0; time < 4; ++time) silent.amf.hears(order(command::TimerExpired{"T3560", 7})).stays();
    const auto given_up = silent.amf.hears(order(command::TimerExpired{"T3560", 7})).becomes("Registered");
    EXPECT_EQ(given_up.reports().outcome, "failed");
}

// TS 33.501 6.1.3.2.2: a UE that was named by what the AMF knew is asked for its SUCI before it is rejected.
TEST(AmfReauthentication, AsksWhoTheUeIsBeforeItRejectsIt) {
    AmfStory story;
    story.up_to("Registered");
    is_reauthenticated(story);
    story.gets_vector();
    answer_protected(story, filled<ResStar>(0x23));
    story.home_confirms().becomes("AwaitingIdentity").derives({}).says<nas::IdentityRequest>();
    story.question = story.hears_protected(nas::IdentityResponse{registration().identity})
                         .becomes("AwaitingVector")
                         .sent_once(Link::n12);
    story.gets_vector();
    answer_protected(story, filled<ResStar>(0x23));
    const auto rejected = story.home_confirms().becomes("Rejected");
    rejected.says<nas::AuthenticationReject>();
    EXPECT_EQ(rejected.reports().outcome, "rejected");
    EXPECT_EQ(story.amf.holds("GUTI", supi_of_alice.text()), "-") << "whoever it was, it is not known any more";
}

// TS 24.501 5.5.1.2.2: the capability is in the request; a container that leaves it out takes nothing away.
TEST(AmfReauthentication, KnowsTheCapabilityThatAContainerDoesNotRepeat) {
    AmfStory story;
    story.up_to("AwaitingSecurityMode");
    auto whole = registration();
    whole.ue_security_capability.reset();
    nas::SecurityModeComplete complete;
    complete.nas_message_container = nas::encode(whole);
    story.udm_answers(story.hears_protected(complete, SecurityHeader::ciphered_new_context));
    story.ue_completes_registration();
    is_reauthenticated(story);
    story.gets_vector();
    answer_protected(story);
    const auto command = story.home_confirms().becomes("AwaitingSecurityMode").says<nas::SecurityModeCommand>();
    EXPECT_EQ(command.replayed_capability, *registration().ue_security_capability);
}

TEST(AmfReauthentication, GoesBackToTheContextInUseWhenTheAusfDoesNotAnswer) {
    AmfStory story;
    story.up_to("Registered");
    const auto question = is_reauthenticated(story).becomes("AwaitingVector").sent_once(Link::n12);
    story.amf.hears(no_response(question)).becomes("Registered").reports("failed");
    is_reauthenticated(story).becomes("AwaitingVector");
}

TEST(AmfReauthentication, IsOfNobodyWhoIsNotRegistered) {
    AmfStory story;
    EXPECT_TRUE(is_reauthenticated(story).reports("failed").sent(Link::n12).empty());
    story.up_to("Deregistered");
    EXPECT_TRUE(is_reauthenticated(story).reports("failed").sent(Link::n12).empty());
}

// TS 33.501 6.1.5.2: it is the UDM that asks for a fresh primary authentication of a UE which is registered.
TEST(AmfReauthentication, IsForTheUdmToAskFor) {
    AmfStory story;
    story.up_to("Registered");
    const auto asked_by = [&](std::string role) {
        return story.amf.hears(request(sbi::reauth_notification, std::move(role), "amf",
                                       nudm::ReauthenticationOf{supi_of_alice}, supi_of_alice.text()));
    };
    for (const auto* role : {"aanf", "ausf", "msgin5g"}) asked_by(role).refuses(Cause::wrong_sender, role);
    EXPECT_EQ(asked_by("udm").sent(Link::n12).size(), 1U);
}

// TS 24.501 4.4.3.5: close to the end of COUNT the AMF makes new keys of its own accord.
TEST(AmfReauthentication, ComesByItselfWhenTheNasCountIsCloseToItsEnd) {
    AmfStory story(R"(,"firstNasCount":16777200)");
    story.registers();
    story.gets_vector();
    story.ue_answers();
    story.home_confirms(16777200);
    story.ue_is_let_in().becomes("AwaitingComplete");
    story.question = story.ue_completes_registration().sent_once(Link::n12);
    story.gets_vector().says<nas::AuthenticationRequest>();
    answer_protected(story);
    EXPECT_EQ(story.home_confirms().sent_once(Link::n1).octets[6], 0) << "the new context begins at 0";
}

// TS 24.501 4.4.3.5: and with no COUNT left it says nothing at all.
TEST(AmfReauthentication, SaysNothingAfterTheLastCount) {
    AmfStory story(R"(,"firstNasCount":16777214)");
    story.registers();
    story.gets_vector();
    story.ue_answers();
    story.home_confirms(16777214);
    story.ue_is_let_in();
    story.question = story.ue_completes_registration().sent_once(Link::n12);
    const auto challenge = story.gets_vector().notes(Cause::integrity, "after the last NAS COUNT");
    EXPECT_TRUE(challenge.sent(Link::n1).empty());
}

// TS 24.501 5.5.2.2.2: an accept goes out unless the UE is switched off; the 5G-GUTI stays known.
TEST(AmfDeregistration, AnswersAUeThatLeavesUnlessItIsSwitchedOff) {
    AmfStory story;
    story.up_to("Registered");
    story.hears_protected(deregistration()).becomes("Deregistered").says<nas::DeregistrationAccept>();
    EXPECT_EQ(story.amf.holds("mmState", supi_of_alice.text()), "DEREGISTERED");
    AmfStory off;
    off.up_to("Registered");
    off.hears_protected(deregistration(true)).becomes("Deregistered").sends_nothing();
}

TEST(AmfDeregistration, TakesNoDeregistrationInClear) {
    AmfStory story;
    story.up_to("Registered");
    story.hears_plain(deregistration()).refuses(Cause::integrity, "in clear");
    EXPECT_EQ(story.amf.holds("mmState", supi_of_alice.text()), "REGISTERED");
}

// TS 24.501 5.5.2.3: T3522 runs until the UE accepts; on the fifth expiry it is deregistered without its word.
TEST(AmfDeregistration, OrdersAUeToLeaveAndForgetsItUnlessItIsToComeBack) {
    for (const bool comes_back : {false, true}) {
        AmfStory story;
        story.up_to("Registered");
        const command::Deregister leave{supi_of_alice.text(), false, comes_back};
        const auto ordered = story.amf.hears(order(leave)).becomes("AwaitingDeregistrationAccept");
        EXPECT_EQ(ordered.says<nas::NetworkDeregistrationRequest>().reregistration_required, comes_back);
        story.hears_protected(nas::NetworkDeregistrationAccept{}).becomes("Deregistered").reports("success");
        EXPECT_EQ(story.amf.holds("GUTI", supi_of_alice.text()) == "-", !comes_back);
    }
    AmfStory silent;
    silent.up_to("AwaitingDeregistrationAccept");
    const auto expiry = order(command::TimerExpired{"T3522", 7});
    for (int time = 0; time < 4; ++time) silent.amf.hears(expiry).stays().says<nas::NetworkDeregistrationRequest>();
    silent.amf.hears(expiry).becomes("Deregistered").reports("success");
    EXPECT_EQ(silent.amf.holds("GUTI", supi_of_alice.text()), "-");
}

// TS 24.501 5.4.1.3.7, 5.4.2.7: a UE that leaves while it is authenticated is let go, and nothing of it stays but what its
// next registration needs.
TEST(AmfAlone, LetsAUeLeaveDuringAnAuthentication) {
    for (const auto* state : {"AwaitingVector", "AwaitingResStar", "AwaitingConfirmation"}) {
        AmfStory story;
        story.up_to(state);
        const auto left = story.hears_plain(deregistration()).becomes("Deregistered");
        left.says<nas::DeregistrationAccept>();
        EXPECT_EQ(left.sent(Link::n12).size(), state == std::string_view("AwaitingResStar") ? 1U : 0U) << state;
        EXPECT_EQ(story.amf.counts("conversations"), 0U);
        story.amf.hears(problem_response(story.question, 500, "SYSTEM_FAILURE")).stays().sends_nothing();
    }
    AmfStory again;
    again.up_to("Registered");
    again.amf.hears(order(command::Reauthenticate{supi_of_alice.text()})).becomes("AwaitingVector");
    again.hears_protected(deregistration()).becomes("Deregistered").reports("failed");
    EXPECT_EQ(again.amf.holds("mmState", supi_of_alice.text()), "DEREGISTERED");
    EXPECT_EQ(again.amf.counts("known UEs"), 1U);
}

}  // namespace
}  // namespace akmasim::nf::test
