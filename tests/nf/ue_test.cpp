// SPDX-License-Identifier: Apache-2.0
// The UE, alone: the test is the runner, and the network on N1 with the subscriber's K.
#include "simulator/crypto/milenage.hpp"
#include "simulator/keys/hierarchy.hpp"
#include "simulator/keys/nas_context.hpp"
#include "simulator/keys/sequence_number.hpp"
#include "tests/nf/ue_story.hpp"

namespace akmasim::nf::test {
namespace {

// TS 33.501 6.1.3.2.0, TS 33.501 6.7.2, TS 33.535 6.1 step 3, TS 24.501 5.5.1.2.4: a registration seen from the UE.
TEST(UeAlone, RegistersStepByStep) {
    UeStory story;
    const auto asked = story.is_told_to_register().becomes("AwaitingChallenge").says<nas::RegistrationRequest>();
    EXPECT_EQ(std::get<nas::Suci>(asked.identity).text().text(), "suci-0-001-01-0000-0-0-0000000001");
    EXPECT_FALSE(asked.five_gmm_capability) << "TS 33.501 6.4.6: only cleartext IEs before there is a security context";

    const auto answered = story.is_challenged().becomes("AwaitingSecurityMode");
    answered.derives({"CK", "IK", "RESstar", "KAUSF", "KSEAF", "KAMF"});
    EXPECT_EQ(answered.says<nas::AuthenticationResponse>().res_star, story.res_star());
    EXPECT_EQ(story.ue.holds("KAUSF", alice), "-") << "TS 33.501 6.2.2.2: not before a valid Security Mode Command";

    const auto secured = story.is_commanded().becomes("AwaitingAccept");
    secured.derives({"KNASenc", "KNASint", "KAKMA", "A-TID"});
    const auto complete = story.network.unprotect(secured.sent_once(Link::n1).octets, Direction::uplink);
    ASSERT_TRUE(complete);
    EXPECT_TRUE(std::get<nas::SecurityModeComplete>(nas::decode(*complete).value()).nas_message_container);
    EXPECT_EQ(story.ue.holds("KAUSF", alice), story.k_ausf_text());
    EXPECT_NE(story.ue.holds("A-KID", alice), "-");

    story.is_accepted().becomes("Registered").reports("success").says<nas::RegistrationComplete>();
    EXPECT_EQ(story.ue.holds("mmState", alice), "REGISTERED");
}

// TS 24.501 4.4.4.2 and 7.4: what may not come in clear is discarded, what does not fit the state is answered with a
// status, and on a connection that is none nothing is heard at all.
void expect_no_hearing(UeStory& story, const nas::Message& message, std::string_view state) {
    const auto name = std::string(nas::name_of(message));
    const bool in_clear = std::holds_alternative<nas::AuthenticationRequest>(message) ||
                          std::holds_alternative<nas::AuthenticationReject>(message) ||
                          std::holds_alternative<nas::RegistrationReject>(message) ||
                          std::holds_alternative<nas::FiveGmmStatus>(message);
    const auto turned = story.hears(message);
    if (state == "Deregistered") {
        turned.refuses(Cause::unexpected, "an N1 connection that the UE does not have");
    } else if (!story.secured && !in_clear) {
        turned.refuses(Cause::integrity, name + " in clear");
    } else if (std::holds_alternative<nas::FiveGmmStatus>(message)) {
        turned.refuses(Cause::unexpected, fmt::format("{} while {}", name, state));
    } else {
        turned.stays().notes(Cause::unexpected, fmt::format("{} while {}", name, state));
        EXPECT_EQ(turned.says<nas::FiveGmmStatus>().cause, nas::FiveGmmCause::message_type_not_compatible);
    }
}

TEST(UeAlone, RefusesEveryMessageThatItsStateDoesNotExpectAndNothingHasHappened) {
    const std::vector<nas::Message> messages{nas::AuthenticationRequest{},  nas::AuthenticationReject{},
                                             nas::RegistrationAccept{},     nas::RegistrationReject{},
                                             nas::SeedAkmaCapability{},     nas::SecurityModeComplete{},
                                             nas::AuthenticationResponse{}, nas::FiveGmmStatus{}};
    int refused = 0;
    for (const std::string_view state :
         {"Deregistered", "AwaitingChallenge", "AwaitingSecurityMode", "AwaitingAccept", "Registered"}) {
        for (const auto& message : messages) {
            if (accepts("ue", state, nas::name_of(message))) continue;
            UeStory story;
            story.up_to(state);
            for (int time = 0; time < 2; ++time) {  // the second shows that the state stayed
                expect_no_hearing(story, message, state);
                ++refused;
            }
        }
    }
    EXPECT_GT(refused, 50);
}

// TS 33.102 6.3.3, TS 24.501 5.4.1.3.6: each fault of a challenge has its cause, and the UE goes on waiting.
TEST(UeAlone, SaysWhyItRefusesAChallengeAndTakesTheNextGenuineOne) {
    for (std::size_t at = 0; at < 16; ++at) {
        UeStory story;
        story.is_told_to_register();
        auto autn = story.autn_for(SequenceNumber{0x40});
        autn.writable()[at] ^= 1;
        const auto refused = story.is_challenged_with(autn).stays().derives({});
        EXPECT_EQ(refused.says<nas::AuthenticationFailure>().cause, nas::FiveGmmCause::mac_failure) << "octet " << at;
    }
    UeStory story;
    story.is_told_to_register();
    const auto unseparated =
        story.is_challenged_with(story.autn_for(SequenceNumber{0x41}, AmfField({0x00, 0}))).stays();
    EXPECT_EQ(unseparated.says<nas::AuthenticationFailure>().cause,
              nas::FiveGmmCause::non_5g_authentication_unacceptable);
    story.is_challenged_with(story.autn_for(SequenceNumber{0x82})).becomes("AwaitingSecurityMode");
}

// TS 33.102 6.3.3 and C.2.2: an old sequence number is answered with AUTS, which shows the newest one only to the UDM.
TEST(UeAlone, AnswersAnOldSequenceNumberWithAnAutsThatTheUdmCanOpen) {
    UeStory story;
    story.is_told_to_register();
    const auto stale = story.is_challenged_with(story.autn_for(SequenceNumber{0x20})).stays();
    const auto failure = stale.says<nas::AuthenticationFailure>();
    EXPECT_EQ(failure.cause, nas::FiveGmmCause::synch_failure);
    ASSERT_TRUE(failure.auts);
    Sqn sqn_ms;
    const auto ak_star = story.milenage.vector(rand_of_story).ak_star;
    for (std::size_t i = 0; i < 6; ++i) sqn_ms.writable()[i] = failure.auts->view()[i] ^ ak_star.view()[i];
    EXPECT_EQ(SequenceNumber::of(sqn_ms).value, 0x20U);
    const auto mac_s = story.milenage.f1_star(rand_of_story, sqn_ms, AmfField{});
    EXPECT_TRUE(same_in_constant_time(mac_s.view(), failure.auts->view().subspan(6)));

    story.is_challenged_with(story.autn_for(SequenceNumber{0x60})).becomes("AwaitingSecurityMode");
    UeStory replayed;
    replayed.is_told_to_register();
    replayed.is_challenged_with(replayed.autn_for(SequenceNumber{0x60}));
    // TS 24.501 5.4.1.3.3: while T3516 runs the same RAND gets the same answer, and nothing is derived again.
    const auto again = replayed.is_challenged_with(replayed.autn_for(SequenceNumber{0x60})).stays().derives({});
    EXPECT_EQ(again.says<nas::AuthenticationResponse>().res_star, replayed.res_star());
    replayed.ue.hears(order(command::TimerExpired{"T3516"}));
    EXPECT_EQ(
        replayed.is_challenged_with(replayed.autn_for(SequenceNumber{0x60})).says<nas::AuthenticationFailure>().cause,
        nas::FiveGmmCause::synch_failure)
        << "once it has run out, the same challenge is a stale one";
    UeStory far;
    far.is_told_to_register();
    EXPECT_EQ(far.is_challenged_with(far.autn_for(SequenceNumber{std::uint64_t{1} << 40}))
                  .says<nas::AuthenticationFailure>()
                  .cause,
              nas::FiveGmmCause::synch_failure)
        << "a jump beyond delta";
}

// TS 33.501 6.7.2 and 5.2.3: a Security Mode Command that bids down, is altered or has the wrong ngKSI is rejected.
TEST(UeAlone, RejectsASecurityModeCommandThatIsNotAsItMustBe) {
    const auto rejected_with = [](const nas::SecurityModeCommand& command, Octet flip = 0) {
        UeStory story;
        story.up_to("AwaitingSecurityMode");
        auto turned = story.hears_command(command, flip);
        EXPECT_EQ(story.ue.holds("KAUSF", alice), "-");
        EXPECT_EQ(turned.becomes("Deregistered").reports().outcome, "rejected");
        return turned.says<nas::SecurityModeReject>().cause;
    };
    auto bidden_down = UeStory::command();
    bidden_down.replayed_capability.ea = 0x80;
    EXPECT_EQ(rejected_with(bidden_down), nas::FiveGmmCause::security_capabilities_mismatch);
    auto null_integrity = UeStory::command();
    null_integrity.ia = 0;
    EXPECT_EQ(rejected_with(null_integrity), nas::FiveGmmCause::security_mode_rejected);
    auto foreign_ciphering = UeStory::command();
    foreign_ciphering.ea = 1;
    EXPECT_EQ(rejected_with(foreign_ciphering), nas::FiveGmmCause::security_mode_rejected) << "never offered";
    auto foreign_integrity = UeStory::command();
    foreign_integrity.ia = 3;
    EXPECT_EQ(rejected_with(foreign_integrity), nas::FiveGmmCause::security_mode_rejected) << "never offered";
    // TS 24.501 9.11.3.34: NIA5 is nothing yet, so it makes no MAC that could verify; nothing else is looked at.
    for (const auto algorithm : std::to_array<std::uint8_t>({4, 5, 7, 15})) {
        auto of_nobody = UeStory::command();
        of_nobody.ia = algorithm;
        of_nobody.replayed_capability.ea = 0x80;
        EXPECT_EQ(rejected_with(of_nobody), nas::FiveGmmCause::security_mode_rejected) << int{algorithm};
    }
    auto other_key_set = UeStory::command();
    other_key_set.ng_ksi = 3;
    EXPECT_EQ(rejected_with(other_key_set), nas::FiveGmmCause::security_mode_rejected);
    EXPECT_EQ(rejected_with(UeStory::command(), 1), nas::FiveGmmCause::security_mode_rejected) << "a wrong MAC";
}

// TS 24.501 4.4.4.2: a challenge on another N1 connection is answered there, and nothing of it stays.
TEST(UeAlone, KeepsNothingOfAChallengeOnAnotherConnection) {
    UeStory story;
    story.up_to("Registered");
    nas::AuthenticationRequest stale;
    stale.rand = rand_of_story;
    for (int time = 0; time < 4; ++time) {
        stale.autn = time % 2 == 0 ? filled<Autn>(0) : story.autn_for(SequenceNumber{0x20});
        story.ue.hears(octets_from(Link::n1, {"amf", ""}, {"ue", "alice"}, 99, nas::encode(stale)))
            .stays()
            .starts_no_timer()
            .says<nas::AuthenticationFailure>();
    }
    story.sqn = SequenceNumber{0x62};
    nas::AuthenticationRequest genuine;
    genuine.ng_ksi = 1;
    genuine.rand = rand_of_story;
    genuine.autn = story.autn_for(story.sqn);
    story.hears(genuine).becomes("Rechallenged");
}

// TS 24.501 4.4.4.2: without a context there is nothing that could verify a protected message.
TEST(UeAlone, ReadsNothingProtectedBeforeThereIsASecurityContext) {
    UeStory story;
    story.is_told_to_register();
    for (const auto* octets : {"7e020000000000" "7e00440b", "7e010000000000" "7e00440b", "7e04000000000000"})
        story.ue.hears(octets_from(Link::n1, {"amf", ""}, {"ue", "alice"}, 1, from_hex(octets).value()))
            .refuses(Cause::integrity, "before there is a security context");
    story.is_challenged().becomes("AwaitingSecurityMode");
}

// TS 33.501 5.2.3: NIA0 is for an emergency without authentication; this UE has just been authenticated.
TEST(UeAlone, TakesNoNullIntegrityAfterAnAuthenticationInAnEmergencyEither) {
    UeStory story;
    story.ue.hears(order(command::Register{true}));
    story.is_challenged();
    auto null_integrity = UeStory::command();
    null_integrity.ia = 0;
    EXPECT_EQ(story.hears_command(null_integrity).becomes("Deregistered").says<nas::SecurityModeReject>().cause,
              nas::FiveGmmCause::security_mode_rejected);
}

TEST(UeAlone, GivesUpWhenTheNetworkRejectsAndSaysWho) {
    UeStory rejected;
    rejected.is_told_to_register();
    const auto report =
        rejected.hears(nas::RegistrationReject{nas::FiveGmmCause::illegal_ue}).becomes("Deregistered").reports();
    EXPECT_EQ(report.by, "amf");
    EXPECT_EQ(report.cause, 3);
    rejected.is_told_to_register().becomes("AwaitingChallenge");  // and may try again

    UeStory refused;
    refused.is_told_to_register();
    refused.is_challenged_with(filled<Autn>(0));
    const auto own = refused.hears(nas::AuthenticationReject{}).becomes("Deregistered").reports();
    EXPECT_EQ(own.by, "ue");
    EXPECT_EQ(own.cause, 20);
}

// TS 24.501 5.4.1.3.7: three refused challenges in a row, or none after the first (T3520), and the network is false.
TEST(UeAlone, TakesANetworkForAFalseOne) {
    UeStory story;
    story.is_told_to_register();
    story.is_challenged_with(filled<Autn>(1)).stays();
    story.is_challenged_with(filled<Autn>(2)).stays();
    const auto last = story.is_challenged_with(filled<Autn>(3)).becomes("Deregistered");
    EXPECT_EQ(last.says<nas::AuthenticationFailure>().cause, nas::FiveGmmCause::mac_failure);
    EXPECT_EQ(last.reports().by, "ue");
    UeStory silent;
    silent.is_told_to_register();
    silent.is_challenged_with(filled<Autn>(1));
    EXPECT_EQ(silent.ue.hears(order(command::TimerExpired{"T3520"})).becomes("Deregistered").reports().cause, 20);
}

// TS 24.501 5.5.1.2.7: T3510 aborts, T3511 tries again, five times in all.
TEST(UeAlone, TriesFiveTimesToRegisterAndEachTimeOnAConnectionOfItsOwn) {
    UeStory story;
    auto stream = story.is_told_to_register().sent_once(Link::n1).stream;
    for (int attempt = 2; attempt <= 5; ++attempt) {
        story.ue.hears(order(command::TimerExpired{"T3510"})).becomes("AwaitingRetry").sends_nothing();
        const auto again = story.ue.hears(order(command::TimerExpired{"T3511"})).becomes("AwaitingChallenge");
        EXPECT_EQ(again.sent_once(Link::n1).stream, ++stream);
    }
    const auto last = story.ue.hears(order(command::TimerExpired{"T3510"})).becomes("Deregistered");
    EXPECT_EQ(last.reports().outcome, "failed");
}

// TS 24.501 5.4.1.3.5: in clear a reject answers something or is nothing; protected, it makes the USIM invalid.
TEST(UeAlone, BelievesAnAuthenticationRejectAsFarAsItIsProtected) {
    UeStory unasked;
    unasked.is_told_to_register();
    unasked.hears(nas::AuthenticationReject{}).refuses(Cause::integrity, "answers nothing");
    UeStory answered;
    answered.up_to("AwaitingSecurityMode");
    answered.hears(nas::AuthenticationReject{}).becomes("Deregistered");
    EXPECT_EQ(answered.ue.holds("usim", alice), "VALID");
    UeStory secured;
    secured.up_to("Registered");
    secured.hears(nas::AuthenticationReject{}).becomes("Deregistered");
    EXPECT_EQ(secured.ue.holds("usim", alice), "INVALID");
    EXPECT_EQ(secured.ue.holds("GUTI", alice), "-");
    const auto invalid = secured.is_told_to_register().stays();
    EXPECT_TRUE(invalid.reports("rejected").sent(Link::n1).empty());
}

// TS 24.501 5.4.2.3: a command that comes again, its COUNT with it, is answered again; the very same octets are not.
TEST(UeAlone, CompletesSecurityModeAgainButNotForAReplay) {
    UeStory story;
    story.up_to("AwaitingSecurityMode");
    story.is_commanded().becomes("AwaitingAccept");
    const auto again = story.network.protect(nas::encode(UeStory::command()), SecurityHeader::integrity_new_context,
                                             Direction::downlink);
    story.ue.hears(from_amf(again)).stays().says<nas::SecurityModeComplete>();
    story.ue.hears(from_amf(again)).refuses(Cause::integrity, "COUNT was used before");
}

// TS 24.501 4.4.4.2: in clear, altered, or a second time: discarded.
TEST(UeAlone, TakesNothingInClearAlteredOrTwiceOnASecuredConnection) {
    UeStory story;
    story.up_to("AwaitingAccept");
    const auto plain = nas::encode(UeStory::acceptance());
    story.ue.hears(from_amf(plain)).refuses(Cause::integrity, "in clear");
    nas::AuthenticationRequest challenge;
    challenge.rand = rand_of_story;
    challenge.autn = story.autn_for(SequenceNumber{0x80});
    story.ue.hears(from_amf(nas::encode(challenge))).refuses(Cause::integrity, "in clear");
    const auto genuine = story.network.protect(plain, SecurityHeader::ciphered, Direction::downlink);
    for (std::size_t at = 2; at < genuine.size(); ++at) {
        auto altered = genuine;
        altered[at] ^= 1;
        story.ue.hears(from_amf(altered)).refuses(Cause::integrity, "MAC");
    }
    story.ue.hears(from_amf(genuine)).becomes("Registered");
    story.ue.hears(from_amf(genuine)).refuses(Cause::integrity, "COUNT was used before");
    UeStory early;
    early.up_to("AwaitingChallenge");
    early.ue.hears(from_amf(genuine)).refuses(Cause::integrity, "before there is a security context");
}

TEST(UeAlone, BelievesItsAmfOnN1AndItsServerOnUaAlone) {
    UeStory story;
    story.is_told_to_register();
    for (const auto* role : {"ausf", "msgin5g", "ue"}) {
        story.ue.hears(octets_from(Link::n1, {role, ""}, {"ue", "alice"}, 1, nas::encode(nas::AuthenticationReject{})))
            .refuses(Cause::wrong_sender, "hears the AMF on N1");
    }
    story.ue.hears(octets_from(Link::ua, {"amf", ""}, {"ue", "alice"}, 1, {22}))
        .refuses(Cause::wrong_sender, "the MSGin5G server on Ua");
    story.ue.hears(octets_from(Link::n1, {"amf", ""}, {"ue", "nobody"}, 1, {0x7e}))
        .refuses(Cause::unexpected, "no UE is called nobody");
    story.is_challenged().becomes("AwaitingSecurityMode");
}

TEST(UeAlone, SurvivesOctetsThatAreNoMessageAndOrdersThatAreNone) {
    for (const std::string_view state :
         {"Deregistered", "AwaitingChallenge", "AwaitingSecurityMode", "AwaitingAccept", "Registered"}) {
        UeStory story;
        story.up_to(state);
        for (const Octets& octets : {Octets{}, Octets{0x7e}, Octets{0x7e, 0}, Octets{0x7e, 3, 0, 0, 0, 0, 0},
                                     Octets{0x7e, 3, 0, 0, 0, 0, 0, 0x7e, 0, 0x42}, Octets(300, 0xff)})
            story.ue.hears(from_amf(octets)).stays().sends_nothing();
    }
    UeStory story;
    auto garbage = order(command::Register{});
    garbage.octets = {0xff, 1, 2};
    story.ue.hears(garbage).refuses(Cause::malformed, "");
    story.ue.hears(order(command::TimerExpired{"T3560"})).refuses(Cause::unexpected, "TimerExpired while Deregistered");
}

}  // namespace
}  // namespace akmasim::nf::test
