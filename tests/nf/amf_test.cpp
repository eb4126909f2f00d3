// SPDX-License-Identifier: Apache-2.0
// The AMF with its SEAF, alone: the test is the UE on N1 and the AUSF on N12.
#include "tests/nf/amf_story.hpp"

namespace akmasim::nf::test {
namespace {

// TS 33.501 6.1.2 and 6.1.3.2.0, TS 33.501 6.7.2, TS 24.501 5.5.1.2.4: the whole registration seen from the AMF.
TEST(AmfAlone, RegistersAUeStepByStep) {
    AmfStory story;
    const auto asked = story.registers().becomes("AwaitingVector").asks<nausf::AuthenticationInfo>(sbi::authenticate);
    EXPECT_EQ(asked.serving_network_name.text(), serving_network);
    EXPECT_EQ(asked.supi_or_suci.text(), "suci-0-001-01-0000-0-0-0000000001");

    const auto challenge = story.gets_vector().becomes("AwaitingResStar").says<nas::AuthenticationRequest>();
    EXPECT_EQ(challenge.rand, rand_);
    EXPECT_EQ(challenge.abba, (Octets{0, 0}));

    const auto forwarded = story.ue_answers().becomes("AwaitingConfirmation");
    EXPECT_EQ(forwarded.asks<nausf::ConfirmationData>(sbi::aka_confirmation).res_star.value, res_star);
    EXPECT_EQ(story.question.http->path, "/nausf-auth/v1/ue-authentications/5/5g-aka-confirmation");

    const auto confirmed = story.home_confirms().becomes("AwaitingSecurityMode");
    confirmed.derives({"KAMF", "KNASenc", "KNASint"});
    const auto command = confirmed.says<nas::SecurityModeCommand>();
    EXPECT_EQ(command.ia, 2);
    EXPECT_EQ(command.ea, 2);
    EXPECT_EQ(command.replayed_capability, *registration().ue_security_capability);
    EXPECT_TRUE(story.ue.unprotect(confirmed.sent_once(Link::n1).octets, Direction::downlink));

    // TS 23.502 4.2.2.2.2 step 14a: the UDM hears who serves the subscriber before the UE hears that it is accepted.
    const auto registering = story.ue_completes_security().becomes("AwaitingUdmRegistration");
    EXPECT_EQ(registering.sent_once(Link::n8).http->method, "PUT");
    EXPECT_TRUE(registering.sent(Link::n1).empty());
    EXPECT_TRUE(story.udm_answers(registering).becomes("AwaitingComplete").says<nas::RegistrationAccept>().guti);
    EXPECT_EQ(story.amf.holds("GUTI", supi_of_alice.text()).substr(0, 13), "5g-guti-00101");
    const auto registered = story.ue_completes_registration().becomes("Registered");
    EXPECT_TRUE(registered.sent(Link::n8).empty() && registered.sent(Link::n1).empty());
}

TEST(AmfAlone, RefusesEveryMessageThatItsStateDoesNotExpectAndNothingHasHappened) {
    const std::vector<nas::Message> messages{registration(),
                                             nas::AuthenticationResponse{res_star, std::nullopt},
                                             nas::AuthenticationFailure{},
                                             nas::SecurityModeComplete{},
                                             nas::SecurityModeReject{},
                                             nas::RegistrationComplete{},
                                             nas::RegistrationAccept{},
                                             nas::AuthenticationRequest{},
                                             nas::SecurityModeCommand{},
                                             nas::FiveGmmStatus{}};
    int refused = 0;
    for (const auto state : states_of("amf")) {
        for (const auto& message : messages) {
            // What has ended is forgotten: a message there is the first of a conversation.
            const bool ended = state == "Rejected" || state == "Deregistered";
            if (accepts("amf", ended ? "Idle" : state, nas::name_of(message))) continue;
            AmfStory story;
            if (!story.up_to(state)) continue;
            const bool secured = story.secured() && !ended;
            const auto why = fmt::format("{} while {}", nas::name_of(message), ended ? "Idle" : state);
            for (int time = 0; time < 2; ++time) {  // the second shows that the state stayed
                (secured ? story.hears_protected(message) : story.hears_plain(message)).refuses(Cause::unexpected, why);
                ++refused;
            }
        }
    }
    EXPECT_GT(refused, 80);
}

TEST(AmfAlone, AsksAUeThatItDoesNotKnowForItsSuciAndRejectsOneWithoutCapability) {
    auto with_guti = registration();
    with_guti.identity = nas::Guti{"001", "01", 1, 1, 0, 7};
    // TS 33.501 6.12.4: a 5G-GUTI that says nothing to the AMF, all zeros among them, is answered with a question.
    for (const std::uint32_t tmsi : {0U, 7U}) {
        with_guti.identity = nas::Guti{"001", "01", 1, 1, 0, tmsi};
        AmfStory by_guti;
        EXPECT_EQ(by_guti.registers(with_guti).becomes("AwaitingIdentity").says<nas::IdentityRequest>().identity_type,
                  nas::IdentityType::suci);
        by_guti.hears_plain(nas::IdentityResponse{registration().identity}).becomes("AwaitingVector");
    }
    AmfStory evasive;
    evasive.registers(with_guti);
    EXPECT_EQ(evasive.hears_plain(nas::IdentityResponse{with_guti.identity})
                  .becomes("Rejected")
                  .says<nas::RegistrationReject>()
                  .cause,
              nas::FiveGmmCause::identity_cannot_be_derived);
    auto bare = registration();
    bare.ue_security_capability.reset();
    AmfStory without;
    EXPECT_EQ(without.registers(bare).becomes("Rejected").says<nas::RegistrationReject>().cause,
              nas::FiveGmmCause::invalid_mandatory_information);
    without.registers().becomes("AwaitingVector");  // a rejected UE may try again
}

// TS 33.501 6.1.3.2.2: RES* wrong for the SEAF, although the home network says yes.
TEST(AmfAlone, RejectsAWrongResStarEvenWhenTheHomeNetworkConfirmsIt) {
    AmfStory story;
    story.up_to("AwaitingResStar");
    story.ue_answers(filled<ResStar>(0x23)).becomes("AwaitingConfirmation");
    story.home_confirms().becomes("Rejected").derives({}).says<nas::AuthenticationReject>();
}

// TS 33.501 6.1.3.2.2: RES* right for the SEAF, but the home network says no, or says yes without K_SEAF or SUPI.
TEST(AmfAlone, RejectsWhateverTheHomeNetworkDoesNotConfirmWholly) {
    auto failure = AmfStory::success();  // with a key and a name, which are not taken
    failure.auth_result = nausf::AuthResult::failure;
    auto keyless = AmfStory::success();
    keyless.k_seaf.reset();
    auto nameless = AmfStory::success();
    nameless.supi.reset();
    for (const auto* answer : {&failure, &keyless, &nameless}) {
        AmfStory story;
        story.up_to("AwaitingConfirmation");
        story.amf.hears(response(story.question, sbi::aka_confirmation, *answer))
            .becomes("Rejected")
            .derives({})
            .says<nas::AuthenticationReject>();
    }
    AmfStory story;
    story.up_to("AwaitingConfirmation");
    story.amf.hears(problem_response(story.question, 404, "CONTEXT_NOT_FOUND")).becomes("Rejected");
}

TEST(AmfAlone, TellsAnUnknownSubscriberNoMoreThanAnUnopenedSuci) {
    for (const auto& [status, cause] : {std::pair{404, "USER_NOT_FOUND"}, std::pair{403, "INVALID_SCHEME_OUTPUT"}}) {
        AmfStory story;
        story.registers();
        EXPECT_EQ(story.amf.hears(problem_response(story.question, status, cause))
                      .becomes("Rejected")
                      .says<nas::RegistrationReject>()
                      .cause,
                  nas::FiveGmmCause::illegal_ue);
    }
    AmfStory story;
    story.registers();
    EXPECT_EQ(story.amf.hears(problem_response(story.question, 403, "SERVING_NETWORK_NOT_AUTHORIZED"))
                  .says<nas::RegistrationReject>()
                  .cause,
              nas::FiveGmmCause::serving_network_not_authorized);
}

// TS 33.501 6.1.3.3.2: RAND and AUTS go home; TS 33.501 6.1.3.3.1: any other failure ends the registration.
TEST(AmfAlone, AsksAgainOnASynchronisationFailureAndRejectsOnAnyOther) {
    AmfStory stale;
    stale.up_to("AwaitingResStar");
    const auto again = stale.hears_plain(nas::AuthenticationFailure{nas::FiveGmmCause::synch_failure, filled<Auts>(9)});
    const auto asked = again.becomes("AwaitingVector").asks<nausf::AuthenticationInfo>(sbi::authenticate);
    ASSERT_TRUE(asked.resynchronization_info);
    EXPECT_EQ(asked.resynchronization_info->rand, rand_);
    EXPECT_EQ(asked.resynchronization_info->auts, filled<Auts>(9));

    for (const auto cause : {nas::FiveGmmCause::mac_failure, nas::FiveGmmCause::non_5g_authentication_unacceptable,
                             nas::FiveGmmCause::synch_failure}) {  // the last one without AUTS
        AmfStory story;
        story.up_to("AwaitingResStar");
        story.hears_plain(nas::AuthenticationFailure{cause, std::nullopt})
            .becomes("Rejected")
            .says<nas::AuthenticationReject>();
    }
}

// TS 33.501 5.5.2: without a common algorithm, or with NIA0 alone, there is no security mode; not in an emergency
// either, since this UE has been authenticated.
TEST(AmfAlone, RejectsAUeWithoutACommonAlgorithm) {
    for (const auto& request : {registration({0, 2}, {0}), registration({0, 2}, {1}), registration({0, 1}, {2})}) {
        AmfStory story;
        story.registers(request);
        story.gets_vector();
        story.ue_answers();
        EXPECT_EQ(story.home_confirms().becomes("Rejected").says<nas::RegistrationReject>().cause,
                  nas::FiveGmmCause::security_capabilities_mismatch);
    }
    AmfStory emergency;
    auto call = registration({0, 2}, {0});
    call.registration_type = nas::RegistrationType::emergency;
    emergency.registers(call);
    emergency.gets_vector();
    emergency.ue_answers();
    EXPECT_EQ(emergency.home_confirms().becomes("Rejected").says<nas::RegistrationReject>().cause,
              nas::FiveGmmCause::security_capabilities_mismatch);
}

TEST(AmfAlone, BelievesNobodyButTheOwnerOfAConnectionAndTheNfThatWasAsked) {
    AmfStory story;
    story.up_to("AwaitingResStar");
    nas::AuthenticationResponse answer;
    answer.res_star = res_star;
    story.amf.hears(on_n1(nas::encode(answer), "mallory")).refuses(Cause::wrong_sender, "belongs to another UE");
    story.ue_answers().becomes("AwaitingConfirmation");

    auto stranger = response(story.question, sbi::aka_confirmation, AmfStory::success());
    stranger.from.role = "udm";
    story.amf.hears(stranger).refuses(Cause::wrong_sender, "a response from udm");
    auto other = response(story.question, sbi::aka_confirmation, AmfStory::success());
    other.stream += 100;
    story.amf.hears(other).refuses(Cause::unexpected, "no request of ours");
    story.home_confirms().becomes("AwaitingSecurityMode");
    story.home_confirms().refuses(Cause::unexpected, "no request of ours");  // the same confirmation once more
}

// TS 24.501 4.4.4.3: on a secured connection what comes in clear, altered or a second time is not processed.
TEST(AmfAlone, TakesNothingInClearAlteredOrTwiceOnASecuredConnection) {
    AmfStory story;
    story.up_to("AwaitingComplete");
    const auto plain = nas::encode(nas::RegistrationComplete{});
    story.amf.hears(on_n1(plain)).refuses(Cause::integrity, "in clear");
    const auto genuine = story.ue.protect(plain, SecurityHeader::ciphered, Direction::uplink);
    for (std::size_t at = 2; at < genuine.size(); ++at) {
        auto altered = genuine;
        altered[at] ^= 1;
        story.amf.hears(on_n1(altered)).refuses(Cause::integrity, "MAC");
    }
    story.amf.hears(on_n1(genuine)).becomes("Registered");
    story.amf.hears(on_n1(genuine)).refuses(Cause::integrity, "COUNT was used before");
}

TEST(AmfAlone, SurvivesOctetsThatAreNoMessage) {
    for (const auto state : states_of("amf")) {
        AmfStory story;
        if (!story.up_to(state)) continue;
        for (const Octets& octets : {Octets{}, Octets{0x7e}, Octets{0x7e, 0}, Octets{0x2e, 1, 2}, Octets(300, 0xff),
                                     Octets{0x7e, 0x02, 0, 0, 0, 0, 0}}) {
            story.amf.hears(on_n1(octets)).stays().sends_nothing();
        }
    }
    // An answer that cannot be read is as good as none, at once.
    for (const auto* json : {"{", "[]", R"({"authType":"5G_AKA"})", R"({"authType":7})"}) {
        AmfStory story;
        story.registers();
        story.amf.hears(json_response(story.question, 201, json)).becomes("Rejected").notes(Cause::malformed, "");
    }
    AmfStory empty;
    empty.registers();
    empty.amf.hears(json_response(empty.question, 201, "")).becomes("Rejected");
}

// TS 24.501 7.4, 7.5.1 and 5.5.1.2.8: an unknown type, a mandatory element that is wrong.
TEST(AmfAlone, ComplainsOfWhatItCannotReadAndGoesOnWaiting) {
    AmfStory first;
    EXPECT_EQ(first.amf.hears(on_n1({0x7e, 0, 0x41})).stays().says<nas::RegistrationReject>().cause,
              nas::FiveGmmCause::invalid_mandatory_information);
    AmfStory story;
    story.up_to("AwaitingResStar");
    const auto unknown = story.amf.hears(on_n1({0x7e, 0, 0x99})).stays();
    EXPECT_EQ(unknown.says<nas::FiveGmmStatus>().cause, nas::FiveGmmCause::message_type_unknown);
    const auto cut = story.amf.hears(on_n1({0x7e, 0, 0x59})).stays();
    EXPECT_EQ(cut.says<nas::FiveGmmStatus>().cause, nas::FiveGmmCause::invalid_mandatory_information);
    story.ue_answers().becomes("AwaitingConfirmation");
}

Envelope expiry(std::string timer) { return order(command::TimerExpired{std::move(timer), 7}); }

// TS 24.501 5.4.1.3.7 and 5.4.2.7: four times again, in clear the same octets, protected with a COUNT of its own.
TEST(AmfAlone, SaysAgainWhatIsNotAnsweredAndGivesUpOnTheFifthExpiry) {
    AmfStory story;
    story.registers();
    const auto challenge = story.gets_vector().sent_once(Link::n1).octets;
    for (int time = 0; time < 4; ++time)
        EXPECT_EQ(story.amf.hears(expiry("T3560")).stays().sent_once(Link::n1).octets, challenge);
    const auto given_up = story.amf.hears(expiry("T3560")).becomes("Rejected");
    EXPECT_FALSE(given_up.asks<nausf::ConfirmationData>(sbi::aka_confirmation).res_star.value)
        << "TS 33.501 6.1.3.2.0 step 9: a UE that was not reached has failed";

    AmfStory late;
    late.up_to("AwaitingConfirmation");
    const auto command = late.home_confirms().sent_once(Link::n1).octets;
    const auto again = late.amf.hears(expiry("T3560")).stays().sent_once(Link::n1).octets;
    EXPECT_EQ(again[6], command[6] + 1);
    late.ue_is_let_in().becomes("AwaitingComplete");
    const auto accept = late.amf.hears(expiry("T3550")).stays();
    EXPECT_TRUE(accept.says<nas::RegistrationAccept>().guti);
    for (int time = 0; time < 3; ++time) late.amf.hears(expiry("T3550")).stays();
    const auto registered = late.amf.hears(expiry("T3550")).becomes("Registered");
    EXPECT_TRUE(registered.sent(Link::n1).empty());
}

// TS 24.501 4.4.4.3: what is protected on a connection without a context can be of nobody whom the AMF knows there.
TEST(AmfAlone, ReadsNothingProtectedBeforeThereIsASecurityContext) {
    for (const auto* state : {"AwaitingIdentity", "AwaitingVector", "AwaitingResStar", "AwaitingConfirmation"}) {
        AmfStory story;
        story.up_to(state);
        auto strange = AmfStory::context();
        nas::AuthenticationResponse answer;
        answer.res_star = res_star;
        for (const auto& message : {nas::Message(answer), nas::Message(registration())}) {
            const auto octets = strange.protect(nas::encode(message), SecurityHeader::ciphered, Direction::uplink);
            story.amf.hears(on_n1(octets)).refuses(Cause::integrity, "before there is a security context");
            story.amf.hears(on_n1(strange.protect(nas::encode(message), SecurityHeader::integrity, Direction::uplink)))
                .refuses(Cause::integrity, "before there is a security context");
        }
    }
}

// TS 23.502 4.2.2.2.2 step 14a: whom the UDM does not let the AMF serve, or says nothing about, is not accepted.
TEST(AmfAlone, AcceptsNobodyWhomTheUdmDoesNotLetItServe) {
    const std::pair<int, nas::FiveGmmCause> refusals[]{{403, nas::FiveGmmCause::plmn_not_allowed},
                                                       {404, nas::FiveGmmCause::services_not_allowed},
                                                       {500, nas::FiveGmmCause::no_suitable_cells}};
    for (const auto& [status, cause] : refusals) {
        AmfStory story;
        story.up_to("AwaitingUdmRegistration");
        const auto turned = story.udm_answers(*story.asked_udm, status).becomes("Rejected");
        EXPECT_EQ(turned.says<nas::RegistrationReject>().cause, cause) << status;
        EXPECT_EQ(story.amf.holds("mmState", supi_of_alice.text()), "-");
    }
    AmfStory silent;
    silent.up_to("AwaitingUdmRegistration");
    const auto unanswered = silent.amf.hears(no_response(silent.asked_udm->sent_once(Link::n8))).becomes("Rejected");
    EXPECT_EQ(unanswered.says<nas::RegistrationReject>().cause, nas::FiveGmmCause::no_suitable_cells);
    silent.udm_answers(*silent.asked_udm).refuses(Cause::unexpected, "no request of ours");
}

// TS 33.501 6.1.3.2.2: an AUSF that does not answer is as good as one that says no; the UE waits for nobody.
TEST(AmfAlone, GivesUpOnAnAusfThatDoesNotAnswer) {
    AmfStory without_vector;
    without_vector.up_to("AwaitingVector");
    const auto rejected = without_vector.amf.hears(no_response(without_vector.question)).becomes("Rejected");
    EXPECT_EQ(rejected.says<nas::RegistrationReject>().cause, nas::FiveGmmCause::no_suitable_cells);
    without_vector.gets_vector().refuses(Cause::unexpected, "no request of ours");
    for (const auto* state : {"AwaitingConfirmation", "AwaitingEapSession"}) {
        AmfStory story;
        story.up_to(state);
        story.amf.hears(no_response(story.question)).becomes("Rejected").says<nas::AuthenticationReject>();
    }
}

// TS 24.501 5.4.1.3.7 (note): two synchronisation failures in a row, and the network rejects.
TEST(AmfAlone, ResynchronisesOnceAndRejectsTheSecondTime) {
    AmfStory story;
    story.up_to("AwaitingResStar");
    const nas::AuthenticationFailure stale{nas::FiveGmmCause::synch_failure, filled<Auts>(9)};
    story.question = story.hears_plain(stale).becomes("AwaitingVector").sent_once(Link::n12);
    story.gets_vector().becomes("AwaitingResStar");
    story.hears_plain(stale).becomes("Rejected").says<nas::AuthenticationReject>();
}

TEST(AmfAlone, HearsN1N8AndN12Alone) {
    AmfStory story;
    story.amf.hears(octets_from(Link::ua, {"ue", "alice"}, {"amf", ""}, 7, nas::encode(registration())))
        .refuses(Cause::unexpected, "N1, N8 and N12");
}

}  // namespace
}  // namespace akmasim::nf::test
