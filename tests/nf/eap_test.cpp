// SPDX-License-Identifier: Apache-2.0
// EAP-AKA' between one resident and a scripted peer: what ends a session, and what is answered without a key.
#include "simulator/keys/eap_aka_prime.hpp"
#include "simulator/keys/hierarchy.hpp"
#include "simulator/protocol/nudm.hpp"
#include "tests/nf/ue_story.hpp"

namespace akmasim::nf::test {
namespace {

const Supi subscriber("imsi-001010000000001");
const ServingNetworkName serving("5G:mnc001.mcc001.3gppnetwork.org");

// The AUSF after its challenge went out.
struct AusfServer {
    explicit AusfServer(const std::string& more = "")
        : ausf("ausf",
               R"({"nfInstanceId":"7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11","mcc":"001","mnc":"01")" + more + "}") {
        const auto asked = ausf.hears(
            request(sbi::authenticate, "amf", "ausf",
                    nausf::AuthenticationInfo{SupiOrSuci("suci-0-001-01-0000-0-0-0000000001"), serving, std::nullopt}));
        nudm::AuthenticationInfoResult result;
        result.auth_type = nausf::AuthType::eap_aka_prime;
        result.authentication_vector =
            nudm::AvEapAkaPrime{nudm::AvType::eap_aka_prime, filled<Rand>(0x11),    Res::from(Octets(8, 0x22)).value(),
                                filled<Autn>(0x33),          filled<CkPrime>(0x44), filled<IkPrime>(0x55)};
        result.supi = subscriber;
        const auto given = ausf.hears(response(asked.sent_once(Link::n13), sbi::generate_auth_data, result));
        given.becomes("AwaitingEapResponse");
        const auto context = given.answers<nausf::UEAuthenticationCtx>(sbi::authenticate);
        challenge = eap::decode(std::get<eap::Payload>(context.five_g_auth_data).octets).value();
    }
    Turned hears(std::uint8_t identifier, eap::Message message) {
        nausf::EapSession session;
        session.eap_payload.value = eap::Payload{eap::encode({identifier, std::move(message)}).value()};
        return ausf.hears(request(sbi::eap_session, "amf", "ausf", session, "1"));
    }
    static void expect_failure(const Turned& turned) {
        turned.becomes("Failed").derives({});
        const auto answer = turned.answers<nausf::EapSession>(sbi::eap_session);
        EXPECT_EQ(answer.auth_result, nausf::AuthResult::failure);
        EXPECT_FALSE(answer.k_seaf);
    }

    Stage ausf;
    eap::Packet challenge;
};

// RFC 4187 6.3: a peer that rejects or cannot go on ends the session, and no key comes of it.
TEST(EapServerAlone, EndsTheSessionWhenThePeerRejectsOrCannotGoOn) {
    AusfServer rejected;
    AusfServer::expect_failure(rejected.hears(rejected.challenge.identifier, eap::AuthenticationReject{}));
    AusfServer confused;
    AusfServer::expect_failure(confused.hears(confused.challenge.identifier, eap::ClientError{}));
}

// RFC 3748 4.1: the identifier of a response is that of its request.
TEST(EapServerAlone, TakesNoResponseToAnotherRequest) {
    AusfServer server;
    eap::ChallengeResponse response;
    response.res = Res::from(Octets(8, 0x22)).value();
    response.mac = AtMac{};
    const auto other = static_cast<std::uint8_t>(server.challenge.identifier + 1);
    AusfServer::expect_failure(server.hears(other, response).notes(Cause::unexpected, "another request"));
}

// TS 33.501 6.1.3.1: the session is the SEAF's that began it.
TEST(EapServerAlone, HearsOnlyTheSeafThatAsked) {
    AusfServer server;
    nausf::EapSession session;
    session.eap_payload.value = eap::Payload{eap::encode({server.challenge.identifier, eap::ClientError{}}).value()};
    auto other_seaf = request(sbi::eap_session, "amf", "ausf", session, "1");
    other_seaf.from.instance = "another";
    server.ausf.hears(other_seaf).refuses(Cause::wrong_sender, "another SEAF");
}

TEST(EapServerAlone, TakesNoResponseWhoseMacDoesNotVerify) {
    AusfServer server;
    eap::ChallengeResponse response;
    response.res = Res::from(Octets(8, 0x22)).value();
    response.mac = AtMac{};
    AusfServer::expect_failure(server.hears(server.challenge.identifier, response));
    EXPECT_EQ(server.ausf.holds("KAUSF", subscriber.text()), "-");
}

// TS 33.501 6.1.3.1 step 8: a MAC that is right does not make up for another RES.
TEST(EapServerAlone, TakesTheResOfTheVectorAndNoOther) {
    const keys::CkIkPrime primes{filled<CkPrime>(0x44), filled<IkPrime>(0x55)};
    const auto k_aut = keys::eap_keys(keys::Kdf{}, primes, subscriber).k_aut.clone();
    for (const Octet res : {Octet{0x22}, Octet{0x23}}) {
        AusfServer server;
        eap::ChallengeResponse response;
        response.res = Res::from(Octets(8, res)).value();
        response.mac = AtMac{};
        response.mac = keys::at_mac(k_aut, eap::encode({server.challenge.identifier, response}).value());
        const auto answered = server.hears(server.challenge.identifier, response);
        if (res == 0x22)
            answered.becomes("AwaitingEventAck");
        else
            AusfServer::expect_failure(answered);
    }
}

// RFC 9048 3.2: another of the functions that were offered, asked for once, stands first in the next challenge;
// anything else that a peer asks for ends the session.
TEST(EapServerAlone, NegotiatesTheKeyDerivationOnce) {
    const auto asked_for = [](AusfServer& server, std::uint16_t kdf) {
        eap::ChallengeResponse other;
        other.kdf = {kdf};
        auto turned = server.hears(server.challenge.identifier, other);
        if (const auto session = body::read<nausf::EapSession>(text_of(turned.sent_once(Link::n12).octets));
            session && session->eap_payload.value)
            server.challenge = eap::decode(session->eap_payload.value->octets).value();
        return turned;
    };
    const std::string offer = R"(,"kdfs":[2,1])";
    AusfServer server(offer);
    asked_for(server, 1).stays();
    EXPECT_EQ(std::get<eap::ChallengeRequest>(server.challenge.message).kdf, (std::vector<std::uint16_t>{1, 2, 1}));
    AusfServer::expect_failure(asked_for(server, 2));
    AusfServer of_the_first(offer);
    AusfServer::expect_failure(asked_for(of_the_first, 2));
    AusfServer of_no_offer(offer);
    AusfServer::expect_failure(asked_for(of_no_offer, 3));
}

// What a UE that has asked to register says to an EAP packet.
eap::Packet answer_to(UeStory& story, const Octets& packet) {
    nas::AuthenticationRequest challenge;
    challenge.eap = packet;
    const auto answer = story.hears(challenge).says<nas::AuthenticationResponse>();
    return answer.eap ? eap::decode(*answer.eap).value_or(eap::Packet{}) : eap::Packet{};
}

// RFC 4187 6.3.1: what cannot be parsed is answered with Client-Error under the identifier that it has.
TEST(EapPeerAlone, AnswersWhatItCannotParseWithClientError) {
    UeStory story;
    story.up_to("AwaitingChallenge");
    const auto answer = answer_to(story, {1, 9, 0, 8, 50, 1, 0, 0});
    EXPECT_EQ(answer.identifier, 9);
    EXPECT_TRUE(std::holds_alternative<eap::ClientError>(answer.message));
}

// TS 33.501 F.2: asked for its permanent identity, a UE says Client-Error and not its SUPI.
TEST(EapPeerAlone, NeverSaysItsPermanentIdentity) {
    UeStory story;
    story.up_to("AwaitingChallenge");
    eap::AkaIdentityRequest request;
    request.permanent_id_req = true;
    const auto answer = answer_to(story, eap::encode({3, request}).value());
    EXPECT_TRUE(std::holds_alternative<eap::ClientError>(answer.message));
}

eap::ChallengeRequest challenge_for(const UeStory& story, const AmfField& amf) {
    eap::ChallengeRequest request;
    request.rand = rand_of_story;
    request.autn = story.autn_for(story.sqn, amf);
    request.kdf = {eap::kdf_ck_prime};
    request.kdf_input = serving;
    return request;
}

keys::EapKeys eap_keys_of(const UeStory& story) {
    const keys::Kdf unwatched;
    const auto outputs = story.milenage.vector(rand_of_story);
    const auto primes = keys::ck_ik_prime(unwatched, outputs.ck, outputs.ik, serving, story.concealed(story.sqn));
    return keys::eap_keys(unwatched, primes, subscriber);
}

// TS 33.501 6.1.3.1 step 5: the separation bit is looked at with this method too.
TEST(EapPeerAlone, RejectsAChallengeWithoutTheSeparationBit) {
    UeStory story;
    story.up_to("AwaitingChallenge");
    const auto answer = answer_to(story, eap::encode({5, challenge_for(story, AmfField{})}).value());
    EXPECT_TRUE(std::holds_alternative<eap::AuthenticationReject>(answer.message));
}

// The challenge as an AUSF with the right keys would send it.
Octets signed_challenge(const UeStory& story, std::uint8_t identifier, eap::ChallengeRequest request) {
    const keys::Kdf unwatched;
    request.mac = AtMac{};
    request.mac = keys::at_mac(eap_keys_of(story).k_aut, eap::encode({identifier, request}).value());
    return eap::encode({identifier, request}).value();
}

// TS 24.501 5.4.1.2.2.8: the keys of EAP-AKA' are of use once EAP-Success has come, in the Security Mode Command or
// before it; a MAC that verifies does not stand for it.
TEST(EapPeerAlone, TakesNoSecurityModeCommandBeforeEapSuccess) {
    for (const bool success : {true, false}) {
        UeStory story;
        story.up_to("AwaitingChallenge");
        const auto challenge = challenge_for(story, AmfField({0x80, 0}));
        const auto answer = answer_to(story, signed_challenge(story, 7, challenge));
        ASSERT_TRUE(std::holds_alternative<eap::ChallengeResponse>(answer.message));
        auto command = UeStory::command();
        command.eap = eap::encode({7, success ? eap::Message(eap::Success{}) : eap::Message(eap::Failure{})}).value();
        const auto turned = story.hears_command(command, keys::k_ausf(keys::Kdf{}, eap_keys_of(story).emsk));
        if (success) {
            turned.becomes("AwaitingAccept");
        } else {
            EXPECT_EQ(turned.becomes("Deregistered").says<nas::SecurityModeReject>().cause,
                      nas::FiveGmmCause::security_mode_rejected);
            EXPECT_EQ(story.ue.holds("KAUSF", alice), "-");
        }
    }
}

// RFC 3748 4.2: EAP-Success has the identifier of the response that it answers; and it comes with its key set.
TEST(EapPeerAlone, BelievesNoSuccessOfAnotherExchange) {
    UeStory story;
    story.up_to("AwaitingChallenge");
    answer_to(story, signed_challenge(story, 7, challenge_for(story, AmfField({0x80, 0}))));
    nas::AuthenticationResult result;
    result.abba = {0, 0};
    const auto says = [&](std::uint8_t ng_ksi, std::uint8_t identifier) {
        result.ng_ksi = ng_ksi;
        result.eap = eap::encode({identifier, eap::Success{}}).value();
        return story.hears(result);
    };
    const auto ng_ksi = nas::AuthenticationRequest{}.ng_ksi;
    says(ng_ksi, 8).stays().derives({}).notes(Cause::unexpected, "another EAP exchange");
    says(static_cast<std::uint8_t>(ng_ksi + 1), 7).stays().derives({}).notes(Cause::unexpected, "another EAP exchange");
    EXPECT_EQ(story.ue.holds("KAUSF", alice), "-");
    auto command = UeStory::command();
    command.eap = eap::encode({8, eap::Success{}}).value();
    story.hears_command(command, keys::k_ausf(keys::Kdf{}, eap_keys_of(story).emsk)).becomes("Deregistered");
    EXPECT_EQ(story.ue.holds("KAUSF", alice), "-");

    UeStory good;
    good.up_to("AwaitingChallenge");
    answer_to(good, signed_challenge(good, 7, challenge_for(good, AmfField({0x80, 0}))));
    result.ng_ksi = ng_ksi;
    result.eap = eap::encode({7, eap::Success{}}).value();
    good.hears(result).stays();
    EXPECT_NE(good.ue.holds("KAUSF", alice), "-");
}

// RFC 4187 6.3.1: AUTN is genuine, but AT_MAC is not: somebody changed the packet around it.
TEST(EapPeerAlone, AnswersAWrongAtMacWithClientErrorAndKeepsNoKey) {
    UeStory story;
    story.up_to("AwaitingChallenge");
    const auto answer = answer_to(story, eap::encode({6, challenge_for(story, AmfField({0x80, 0}))}).value());
    EXPECT_TRUE(std::holds_alternative<eap::ClientError>(answer.message));
    EXPECT_EQ(story.ue.holds("KAUSF", alice), "-");
}

// RFC 9048 3.5: without identity rounds AT_CHECKCODE is absent or empty; one over rounds that were not ends the
// session.
TEST(EapPeerAlone, AnswersACheckcodeOverIdentityRoundsThatWereNotWithClientError) {
    const auto answer = [](std::optional<eap::Checkcode> checkcode) {
        UeStory story;
        story.up_to("AwaitingChallenge");
        auto request = challenge_for(story, AmfField({0x80, 0}));
        request.checkcode = std::move(checkcode);
        return answer_to(story, signed_challenge(story, 7, request)).message;
    };
    EXPECT_TRUE(std::holds_alternative<eap::ChallengeResponse>(answer(std::nullopt)));
    EXPECT_TRUE(std::holds_alternative<eap::ChallengeResponse>(answer(eap::Checkcode{})));
    const auto of_some_rounds = eap::Checkcode::from(Octets(32, 0x5a)).value();
    EXPECT_TRUE(std::holds_alternative<eap::ClientError>(answer(of_some_rounds)));
}

// RFC 9048 3.2: after the UE asked for another function, that stands first and behind it the list as it was. A list
// that somebody made shorter is refused, even under a good MAC.
TEST(EapPeerAlone, IsNotBidDownWhenTheKeyDerivationWasNegotiated) {
    using Kdfs = std::vector<std::uint16_t>;
    const auto answer_to_second = [](const Kdfs& first, const Kdfs& second) {
        UeStory story;
        story.up_to("AwaitingChallenge");
        auto request = challenge_for(story, AmfField({0x80, 0}));
        request.kdf = first;
        const auto asks = answer_to(story, signed_challenge(story, 7, request)).message;
        const auto* wanted = std::get_if<eap::ChallengeResponse>(&asks);
        EXPECT_TRUE(wanted != nullptr && wanted->kdf == Kdfs{1} && !wanted->res);
        request.kdf = second;
        return answer_to(story, signed_challenge(story, 8, request)).message;
    };
    const auto whole = answer_to_second({2, 1}, {1, 2, 1});
    ASSERT_TRUE(std::holds_alternative<eap::ChallengeResponse>(whole));
    EXPECT_TRUE(std::get<eap::ChallengeResponse>(whole).res);
    for (const auto& list : {Kdfs{1}, Kdfs{1, 1}, Kdfs{1, 2}, Kdfs{1, 3, 1}, Kdfs{2, 1}})
        EXPECT_TRUE(std::holds_alternative<eap::AuthenticationReject>(answer_to_second({2, 1}, list)));
}

// RFC 9048 3.1: a challenge for another serving network, or for none, is rejected before the USIM sees it.
TEST(EapPeerAlone, RejectsAChallengeForAnotherServingNetwork) {
    for (const std::string name : {"5G:mnc002.mcc001.3gppnetwork.org", ""}) {
        UeStory story;
        story.up_to("AwaitingChallenge");
        eap::ChallengeRequest request;
        request.rand = rand_of_story;
        request.autn = story.autn_for(story.sqn);
        if (!name.empty()) request.kdf_input = ServingNetworkName(name);
        const auto answer = answer_to(story, eap::encode({4, request}).value());
        EXPECT_TRUE(std::holds_alternative<eap::AuthenticationReject>(answer.message)) << name;
    }
}

}  // namespace
}  // namespace akmasim::nf::test
