// SPDX-License-Identifier: Apache-2.0
// A UE that is registered: challenged anew, leaving, told to leave, coming back by its 5G-GUTI.
#include "tests/nf/ue_story.hpp"

namespace akmasim::nf::test {
namespace {

class RegisteredUe : public UeStory {
public:
    RegisteredUe() {
        up_to("Registered");
        k_ausf_of_registration = holds("KAUSF");
    }
    Turned is_challenged_anew(std::uint8_t ng_ksi = 1) {
        sqn = sqn.next();
        nas::AuthenticationRequest challenge;
        challenge.rand = rand_of_story;
        challenge.autn = autn_for(sqn);
        challenge.ng_ksi = ng_ksi;
        return hears(challenge);
    }
    static nas::SecurityModeCommand new_command() {
        auto selected = command();
        selected.ng_ksi = 1;
        return selected;
    }
    std::string holds(std::string_view item) { return ue.holds(item, alice); }

    std::string k_ausf_of_registration;
};

// TS 33.501 6.2.2.2 and 6.9.4.2: the new K_AUSF counts, and the new context is in use, on a valid command.
TEST(UeReauthentication, TakesNewKeysOnAValidCommandAndNotBefore) {
    RegisteredUe story;
    const auto answer = story.is_challenged_anew().becomes("Rechallenged");
    EXPECT_EQ(answer.says<nas::AuthenticationResponse>().res_star, story.res_star());
    EXPECT_FALSE(answer.sent_once(Link::n1).plain.empty()) << "protected with the context in use";
    EXPECT_EQ(story.holds("KAUSF"), story.k_ausf_of_registration);
    const auto a_kid = story.holds("A-KID");

    const auto complete = story.hears_command(RegisteredUe::new_command()).becomes("Registered");
    EXPECT_FALSE(complete.says<nas::SecurityModeComplete>().nas_message_container) << "no initial message is owed";
    EXPECT_EQ(story.holds("KAUSF"), story.k_ausf_text());
    EXPECT_NE(story.holds("KAUSF"), story.k_ausf_of_registration);
    EXPECT_NE(story.holds("A-KID"), a_kid);
    EXPECT_EQ(story.holds("ngKSI"), "1");
}

TEST(UeReauthentication, KeepsEverythingWhenTheCommandIsNotAsItMustBe) {
    auto bidden_down = RegisteredUe::new_command();
    bidden_down.replayed_capability = {};
    bidden_down.replayed_capability.add_ea(0);
    bidden_down.replayed_capability.add_ia(2);
    auto other_key = RegisteredUe::new_command();
    other_key.ng_ksi = 2;
    auto unprotected = RegisteredUe::new_command();
    unprotected.ia = 0;
    for (const auto* wrong : {&bidden_down, &other_key, &unprotected}) {
        RegisteredUe story;
        story.is_challenged_anew();
        story.hears_command(*wrong).becomes("Registered").says<nas::SecurityModeReject>();
        EXPECT_EQ(story.holds("KAUSF"), story.k_ausf_of_registration);
        EXPECT_EQ(story.holds("ngKSI"), "0");
    }
    RegisteredUe story;
    story.is_challenged_anew();
    story.hears_command(RegisteredUe::new_command(), 1).becomes("Registered").says<nas::SecurityModeReject>();
    EXPECT_EQ(story.holds("KAUSF"), story.k_ausf_of_registration);
}

// TS 24.501 5.4.1.3.7: #71 for an ngKSI in use, #20 for a MAC that is not the home network's; the UE stays registered.
TEST(UeReauthentication, RefusesAChallengeAndStaysRegistered) {
    RegisteredUe used;
    EXPECT_EQ(used.is_challenged_anew(0).stays().says<nas::AuthenticationFailure>().cause,
              nas::FiveGmmCause::ng_ksi_already_in_use);
    RegisteredUe forged;
    nas::AuthenticationRequest challenge;
    challenge.rand = rand_of_story;
    challenge.autn = forged.autn_for(forged.sqn.next());
    challenge.autn->writable()[15] ^= 1;
    challenge.ng_ksi = 1;
    EXPECT_EQ(forged.hears(challenge).stays().says<nas::AuthenticationFailure>().cause, nas::FiveGmmCause::mac_failure);
    EXPECT_EQ(forged.holds("KAUSF"), forged.k_ausf_of_registration);
}

// TS 24.501 5.4.1.3.3: while T3516 runs the same challenge gets the same answer, and the USIM is not asked again.
TEST(UeReauthentication, AnswersARepeatedChallengeAsBefore) {
    RegisteredUe story;
    const auto first = story.is_challenged_anew().says<nas::AuthenticationResponse>();
    nas::AuthenticationRequest again;
    again.rand = rand_of_story;
    again.autn = story.autn_for(story.sqn);
    again.ng_ksi = 1;
    EXPECT_EQ(story.hears(again).stays().says<nas::AuthenticationResponse>().res_star, first.res_star);
    story.ue.hears(order(command::TimerExpired{"T3516", 0}));
    EXPECT_EQ(story.hears(again).says<nas::AuthenticationFailure>().cause, nas::FiveGmmCause::synch_failure)
        << "after T3516 it is an old challenge";
}

// TS 24.501 5.5.2.2: the UE leaves, waits for an answer under T3521, and leaves without it in the end.
TEST(UeDeregistration, WaitsForAnAnswerUnlessItIsSwitchedOff) {
    RegisteredUe story;
    const auto leaving = story.ue.hears(order(command::Deregister{"", false, false}));
    EXPECT_FALSE(leaving.becomes("AwaitingDeregistrationAccept").says<nas::DeregistrationRequest>().switch_off);
    story.hears(nas::DeregistrationAccept{}).becomes("Deregistered").reports("success");
    EXPECT_NE(story.holds("GUTI"), "-") << "the native context stays for the next registration";

    RegisteredUe off;
    const auto gone = off.ue.hears(order(command::Deregister{"", true, false})).becomes("Deregistered");
    EXPECT_TRUE(gone.says<nas::DeregistrationRequest>().switch_off);

    RegisteredUe unheard;
    unheard.ue.hears(order(command::Deregister{"", false, false}));
    const auto expiry = order(command::TimerExpired{"T3521", 0});
    for (int time = 0; time < 4; ++time) unheard.ue.hears(expiry).says<nas::DeregistrationRequest>();
    unheard.ue.hears(expiry).becomes("Deregistered").reports("success");
}

TEST(UeDeregistration, BelievesNoOrderToLeaveInClearAndNoAcceptUnasked) {
    RegisteredUe story;
    story.ue.hears(from_amf(nas::encode(nas::NetworkDeregistrationRequest{}))).refuses(Cause::integrity, "in clear");
    EXPECT_EQ(story.holds("mmState"), "REGISTERED");
    story.hears(nas::DeregistrationAccept{}).stays();
    EXPECT_EQ(story.holds("mmState"), "REGISTERED");
}

// TS 24.501 5.5.2.3.2, TS 33.501 6.8.1.1.1: the context stays where the UE is to come back, else it goes.
TEST(UeDeregistration, ForgetsItsContextUnlessItIsToComeBack) {
    for (const bool comes_back : {false, true}) {
        RegisteredUe story;
        nas::NetworkDeregistrationRequest request;
        request.reregistration_required = comes_back;
        story.hears(request).becomes("Deregistered").says<nas::NetworkDeregistrationAccept>();
        EXPECT_EQ(story.holds("GUTI") != "-", comes_back);
    }
}

// TS 33.501 6.4.6 step 1, TS 24.501 4.4.6: with a context only cleartext IEs are readable, the rest is in the
// container.
TEST(UeWithAGuti, ProtectsItsRequestAndHidesTheWholeOfItInAContainer) {
    RegisteredUe story;
    const auto sent = story.ue.hears(order(command::Register{})).becomes("AwaitingChallenge").sent_once(Link::n1);
    const auto outer = nas::decode(View(sent.octets).subspan(7)).value();
    const auto& request = std::get<nas::RegistrationRequest>(outer);
    EXPECT_EQ(std::get<nas::Guti>(request.identity).tmsi, 0x12345678U);
    EXPECT_FALSE(request.five_gmm_capability) << "not a cleartext IE";
    ASSERT_TRUE(request.nas_message_container);
    EXPECT_FALSE(nas::decode(*request.nas_message_container)) << "the container is ciphered";
}

// TS 24.501 5.5.1.2.5: #9 makes the UE forget who the network took it for, so that it shows its SUCI next.
TEST(UeWithAGuti, ShowsItsSuciAfterTheNetworkDoesNotKnowIt) {
    RegisteredUe story;
    story.ue.hears(order(command::Register{}));
    const nas::Message unknown = nas::RegistrationReject{nas::FiveGmmCause::identity_cannot_be_derived};
    const auto octets = nas::encode(unknown);
    const auto connection = std::uint64_t{2};
    story.ue.hears(octets_from(Link::n1, {"amf", ""}, {"ue", "alice"}, connection, octets)).becomes("Deregistered");
    EXPECT_EQ(story.holds("GUTI"), "-");
    const auto again = story.ue.hears(order(command::Register{})).says<nas::RegistrationRequest>();
    EXPECT_TRUE(std::holds_alternative<nas::Suci>(again.identity));
    EXPECT_EQ(again.ng_ksi, nas::no_key);
}

}  // namespace
}  // namespace akmasim::nf::test
