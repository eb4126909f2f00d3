// SPDX-License-Identifier: Apache-2.0
// The AUSF, alone: the test is the SEAF on N12, the UDM on N13 and the AAnF on N61.
#include "simulator/keys/hierarchy.hpp"
#include "simulator/protocol/naanf.hpp"
#include "simulator/protocol/nudm.hpp"
#include "tests/nf/stage.hpp"

namespace akmasim::nf::test {
namespace {

const Supi alice("imsi-001010000000001");
const ServingNetworkName network("5G:mnc001.mcc001.3gppnetwork.org");
const auto res_star = filled<ResStar>(0x22);
const auto k_ausf_of_alice = [] { return filled<KAusf>(0x55); };

constexpr auto configuration = R"({"nfInstanceId":"7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11","mcc":"001","mnc":"01"})";

class AusfStory {
public:
    explicit AusfStory(std::string_view how = configuration) : ausf("ausf", std::string(how)) {}
    Turned seaf_asks() {
        auto turned = ausf.hears(
            request(sbi::authenticate, "amf", "ausf",
                    nausf::AuthenticationInfo{SupiOrSuci("suci-0-001-01-0000-0-0-0000000001"), network, std::nullopt}));
        remember(turned, Link::n13);
        return turned;
    }
    static nudm::AuthenticationInfoResult vector(bool akma = true) {
        nudm::AuthenticationInfoResult result;
        result.authentication_vector = nudm::Av5gHeAka{nudm::AvType::five_g_he_aka, filled<Rand>(0x11), res_star,
                                                       filled<Autn>(0x33), k_ausf_of_alice()};
        result.supi = alice;
        result.akma_ind = akma;
        if (akma) result.routing_id = RoutingIndicator("0000");
        return result;
    }
    Turned udm_answers(bool akma = true) {
        return ausf.hears(response(question, sbi::generate_auth_data, vector(akma)));
    }
    Turned seaf_confirms(const ResStar& with = res_star, std::string_view context = "1") {
        nausf::ConfirmationData data;
        data.res_star.value = with;
        auto turned = ausf.hears(request(sbi::aka_confirmation, "amf", "ausf", data, context));
        remember(turned, Link::n13);
        return turned;
    }
    Turned udm_acknowledges() {
        auto turned = ausf.hears(json_response(question, 201, text_of(question.octets)));
        remember(turned, Link::n61);
        return turned;
    }
    Turned aanf_acknowledges() { return ausf.hears(json_response(question, 200, text_of(question.octets))); }

    Stage ausf;
    Envelope question;  // what the AUSF asked last

private:
    void remember(const Turned& turned, Link link) {
        if (const auto asked = turned.sent(link); !asked.empty()) question = asked.front();
    }
};

// TS 33.501 6.1.3.2.0 steps 1 to 12, TS 33.501 6.1.4.1a and TS 33.535 6.1 seen from the AUSF.
TEST(AusfAlone, AuthenticatesAUeAndRegistersItsAnchorKey) {
    AusfStory story;
    const auto asked = story.seaf_asks().becomes("AwaitingVector");
    EXPECT_EQ(asked.asks<nudm::AuthenticationInfoRequest>(sbi::generate_auth_data).serving_network_name, network);
    EXPECT_EQ(story.question.http->path,
              "/nudm-ueau/v1/suci-0-001-01-0000-0-0-0000000001/security-information/generate-auth-data");

    const auto given = story.udm_answers().becomes("AwaitingResStar");
    const auto context = given.answers<nausf::UEAuthenticationCtx>(sbi::authenticate);
    EXPECT_EQ(std::get<nausf::Av5gAka>(context.five_g_auth_data).hxres_star,
              keys::hres_star(filled<Rand>(0x11), res_star));
    EXPECT_EQ(text_of(given.sent_once(Link::n12).octets).find(hex(res_star.view())), std::string_view::npos)
        << "XRES* must stay in the home network";
    EXPECT_EQ(story.ausf.holds("KAUSF", alice.text()), "-");

    EXPECT_TRUE(story.seaf_confirms().becomes("AwaitingEventAck").asks<nudm::AuthEvent>(sbi::confirm_auth).success);
    EXPECT_NE(story.ausf.holds("KAUSF", alice.text()), "-");

    const auto acknowledged = story.udm_acknowledges().becomes("AwaitingAnchorAck");
    const auto success = acknowledged.answers<nausf::ConfirmationDataResponse>(sbi::aka_confirmation);
    EXPECT_EQ(success.auth_result, nausf::AuthResult::success);
    EXPECT_EQ(success.supi, alice);
    const keys::Kdf unwatched;
    EXPECT_EQ(*success.k_seaf, keys::k_seaf(unwatched, k_ausf_of_alice(), network));
    const auto anchor = acknowledged.asks<naanf::AkmaKeyInfo>(sbi::register_anchor_key);
    EXPECT_EQ(anchor.k_akma, keys::k_akma(unwatched, k_ausf_of_alice(), alice));
    story.aanf_acknowledges().becomes("Confirmed").sends_nothing();
}

TEST(AusfAlone, MakesNoAkmaKeyForASubscriberWithoutAkma) {
    AusfStory story;
    story.seaf_asks();
    story.udm_answers(false);
    story.seaf_confirms();
    const auto done = story.udm_acknowledges().becomes("Confirmed");
    done.derives({"KSEAF"});
    EXPECT_TRUE(done.sent(Link::n61).empty());
}

// TS 33.501 6.1.3.2.0 step 11: a wrong RES*, or none, ends the authentication, and K_AUSF does not come to count.
TEST(AusfAlone, RefusesAWrongOrAbsentResStarAndKeepsNoKey) {
    AusfStory wrong;
    wrong.seaf_asks();
    wrong.udm_answers();
    const auto no = wrong.seaf_confirms(filled<ResStar>(0x23)).becomes("Failed").derives({});
    const auto failure = no.answers<nausf::ConfirmationDataResponse>(sbi::aka_confirmation);
    EXPECT_EQ(failure.auth_result, nausf::AuthResult::failure);
    EXPECT_FALSE(failure.k_seaf);
    EXPECT_FALSE(failure.supi);
    EXPECT_EQ(wrong.ausf.holds("KAUSF", alice.text()), "-");
    wrong.seaf_confirms().stays().derives({}).answers(404, "CONTEXT_NOT_FOUND");  // no second guess

    AusfStory absent;
    absent.seaf_asks();
    absent.udm_answers();
    absent.ausf.hears(json_request(sbi::aka_confirmation, "amf", "ausf", R"({"resStar":null})", "1")).becomes("Failed");
}

TEST(AusfAlone, HandsOnWhyTheUdmHasNoVector) {
    for (const auto& [status, cause] : {std::pair{404, "USER_NOT_FOUND"}, std::pair{403, "AUTHENTICATION_REJECTED"},
                                        std::pair{501, "UNSUPPORTED_PROTECTION_SCHEME"}}) {
        AusfStory story;
        story.seaf_asks();
        story.ausf.hears(problem_response(story.question, status, cause)).becomes("Failed").answers(status, cause);
    }
    AusfStory story;
    story.seaf_asks();
    auto nameless = AusfStory::vector();
    nameless.supi.reset();
    story.ausf.hears(response(story.question, sbi::generate_auth_data, nameless)).becomes("Failed").answers(500, "");
}

TEST(AusfAlone, TakesAConfirmationOnceAndOnlyFromTheSeafThatAsked) {
    AusfStory story;
    story.seaf_asks();
    story.seaf_confirms().refuses(Cause::unexpected, "AkaConfirmationRequest while AwaitingVector");
    story.udm_answers();
    nausf::ConfirmationData data;
    data.res_star.value = res_star;
    auto other_seaf = request(sbi::aka_confirmation, "amf", "ausf", data, "1");
    other_seaf.from.instance = "another";
    story.ausf.hears(other_seaf).refuses(Cause::wrong_sender, "another SEAF");
    for (const auto* context : {"2", "0"})
        story.seaf_confirms(res_star, context).stays().derives({}).answers(404, "CONTEXT_NOT_FOUND");
    for (const auto* context : {"99999999999999999999", "x", "1x"})
        story.seaf_confirms(res_star, context).stays().derives({}).answers(400, "MANDATORY_IE_INCORRECT");
    story.seaf_confirms().becomes("AwaitingEventAck");
    story.seaf_confirms().refuses(Cause::unexpected, "AkaConfirmationRequest while AwaitingEventAck");
    story.udm_acknowledges();
    story.seaf_confirms().refuses(Cause::unexpected, "AkaConfirmationRequest while AwaitingAnchorAck");
}

// TS 33.501 14.1.2: Nausf_UEAuthentication is for the AMF.
TEST(AusfAlone, ServesTheAmfAloneAndBelievesTheNfThatItAsked) {
    AusfStory story;
    for (const auto* role : {"aanf", "msgin5g", "ue", "udm"}) {
        story.ausf
            .hears(request(sbi::authenticate, role, "ausf",
                           nausf::AuthenticationInfo{SupiOrSuci(alice.text()), network, std::nullopt}))
            .refuses(Cause::wrong_sender, role);
    }
    story.seaf_asks().becomes("AwaitingVector");
    auto stranger = response(story.question, sbi::generate_auth_data, AusfStory::vector());
    stranger.from.role = "aanf";
    story.ausf.hears(stranger).refuses(Cause::wrong_sender, "a response from aanf");
    auto unasked = response(story.question, sbi::generate_auth_data, AusfStory::vector());
    unasked.stream = 4711;
    story.ausf.hears(unasked).refuses(Cause::unexpected, "no request of ours");
    story.udm_answers().becomes("AwaitingResStar");
    story.udm_answers().refuses(Cause::unexpected, "no request of ours");
}

// TS 29.509, deregister; TS 33.501 6.2.2.1.
TEST(AusfAlone, DropsItsKeyWhenTheUdmSaysSoAndForNobodyElse) {
    AusfStory story;
    story.seaf_asks();
    story.udm_answers();
    story.seaf_confirms();
    const auto drop = [&](std::string by, std::string_view json = R"({"supi":"imsi-001010000000001"})") {
        return story.ausf.hears(json_request(sbi::deregister_ue, std::move(by), "ausf", json));
    };
    for (const auto* role : {"amf", "aanf", "msgin5g"}) drop(role).refuses(Cause::wrong_sender, role);
    for (const auto* json : {"", "{}", "[]", R"({"supi":7})", R"({"supi":"imsi-"})"})
        drop("udm", json).stays().notes(Cause::malformed, "").answers(400, "");
    drop("udm", R"({"supi":"imsi-001010000000009"})").answers(404, "USER_NOT_FOUND");
    EXPECT_NE(story.ausf.holds("KAUSF", alice.text()), "-");
    EXPECT_EQ(drop("udm").sent_once(Link::n13).http->status, 204);
    EXPECT_EQ(story.ausf.holds("KAUSF", alice.text()), "-");
    drop("udm").answers(404, "USER_NOT_FOUND");
}

TEST(AusfAlone, TwoUesDoNotDisturbEachOther) {
    AusfStory story;
    story.seaf_asks();
    const auto first = story.question;
    story.seaf_asks();
    story.udm_answers();
    story.seaf_confirms(res_star, "1").refuses(Cause::unexpected, "AkaConfirmationRequest while AwaitingVector");
    story.seaf_confirms(res_star, "2").becomes("AwaitingEventAck");
    story.question = first;
    story.udm_answers().becomes("AwaitingResStar");
}

TEST(AusfAlone, AnAanfThatRefusesLeavesTheAnchorKeyUnregistered) {
    AusfStory story;
    story.seaf_asks();
    story.udm_answers();
    story.seaf_confirms();
    story.udm_acknowledges();
    story.ausf.hears(problem_response(story.question, 403, "NF_CONSUMER_NOT_AUTHORIZED"))
        .becomes("Confirmed")
        .notes(Cause::unexpected, "the anchor key is not registered: 403");
}

TEST(AusfAlone, SurvivesOctetsThatAreNoBodyAndPathsThatAreNoService) {
    AusfStory story;
    for (const auto* json : {"", "{", "null", "[1]", "{}", R"({"supiOrSuci":"imsi-1","servingNetworkName":"x"})"})
        story.ausf.hears(json_request(sbi::authenticate, "amf", "ausf", json))
            .stays()
            .notes(Cause::malformed, "")
            .answers(400, "");
    const auto asks_at = [&](const std::string& method, const std::string& path) {
        auto elsewhere = json_request(sbi::authenticate, "amf", "ausf", "{}");
        elsewhere.http->method = method;
        elsewhere.http->path = path;
        return story.ausf.hears(elsewhere).stays().notes(Cause::malformed, "no such method and path");
    };
    // TS 29.500 tables 5.2.7.1-1 and 5.2.7.2-1.
    asks_at("POST", "/nausf-auth/v1/nothing").answers(404, "RESOURCE_URI_STRUCTURE_NOT_FOUND");
    asks_at("PATCH", "/nausf-auth/v1/ue-authentications?a=b").answers(405, "");
    asks_at("DELETE", "/nausf-auth/v1/ue-authentications/7/eap-session").answers(405, "");
    // An operation of N12 is one of no other link, or who demands tokens for N12 would be got round.
    auto on_n8 = json_request(
        sbi::authenticate, "amf", "ausf",
        R"({"supiOrSuci":"imsi-001010000000001","servingNetworkName":"5G:mnc001.mcc001.3gppnetwork.org"})");
    on_n8.link = Link::n8;
    story.ausf.hears(on_n8).stays().notes(Cause::malformed, "no such method and path").answers(400, "INVALID_API");
    for (const auto* path : {"/nausf-auth/v2/ue-authentications", "/nausf-auth", "/nudm-ueau/v1/x", "/", ""})
        asks_at("POST", path).answers(400, "INVALID_API");
    story.ausf.hears(json_request(sbi::confirm_auth, "amf", "ausf", "{}", "imsi-1"))
        .refuses(Cause::unexpected, "not a service of the AUSF");
    story.ausf.hears(octets_from(Link::n1, {"amf", ""}, {"ausf", ""}, 1, {0x7e}))
        .refuses(Cause::unexpected, "service-based interfaces alone");
    story.seaf_asks();
    // An answer that cannot be read is as good as none, at once.
    story.ausf.hears(json_response(story.question, 200, R"({"authType":"5G_AKA"})"))
        .becomes("Failed")
        .notes(Cause::malformed, "")
        .answers(502, "UPSTREAM_SERVER_ERROR");
}

AusfStory with_anchor_on_its_way(std::string_view how = configuration) {
    AusfStory story(how);
    story.seaf_asks();
    story.udm_answers();
    story.seaf_confirms();
    story.udm_acknowledges();
    return story;
}

Envelope silence(std::uint64_t conversation = 1) { return order(command::TimerExpired{"anchor key", conversation}); }

// TS 33.535 6.1: the anchor key is registered again and again, each time later, and ends in a named outcome.
TEST(AusfAlone, RegistersAnAnchorKeyUntilItIsAnsweredOrGivenUp) {
    auto story = with_anchor_on_its_way();
    const auto first = text_of(story.question.octets);
    for (int time = 1; time < 6; ++time) {
        const auto again = story.ausf.hears(silence()).stays().sent_once(Link::n61);
        EXPECT_EQ(text_of(again.octets), first);
        EXPECT_EQ(again.http->origination_timestamp, story.question.http->origination_timestamp);
    }
    story.ausf.hears(silence()).becomes("Confirmed").sends_nothing().notes(Cause::unexpected, "to 6 requests");
    EXPECT_EQ(story.ausf.counts("conversations"), 0U);
    EXPECT_EQ(story.ausf.counts("requests"), 0U);
    story.ausf.hears(silence()).stays().sends_nothing();

    auto busy = with_anchor_on_its_way();
    busy.ausf.hears(problem_response(busy.question, 503, "NF_CONGESTION")).stays().notes(Cause::unexpected, "503");
    busy.question = busy.ausf.hears(silence()).sent_once(Link::n61);
    busy.aanf_acknowledges().becomes("Confirmed").notes_none();
    EXPECT_EQ(busy.ausf.counts("anchor keys on their way"), 0U);
}

// TS 33.535 6.1 step 3: what the SEAF hears does not depend on the AAnF, also where it hears it later.
TEST(AusfAlone, AnswersTheSeafBeforeOrAfterTheAanfButAlways) {
    const std::string before =
        R"({"nfInstanceId":"7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11","mcc":"001","mnc":"01","anchorKey":"before-answer"})";
    const auto success = [](const Turned& turned) {
        const auto answer = turned.answers<nausf::ConfirmationDataResponse>(sbi::aka_confirmation);
        return answer.auth_result == nausf::AuthResult::success && answer.k_seaf.has_value();
    };
    AusfStory good(before);
    good.seaf_asks();
    good.udm_answers();
    good.seaf_confirms();
    EXPECT_TRUE(good.udm_acknowledges().becomes("AwaitingAnchorAck").sent(Link::n12).empty());
    EXPECT_TRUE(success(good.aanf_acknowledges().becomes("Confirmed")));

    auto refused = with_anchor_on_its_way(before);
    EXPECT_TRUE(success(refused.ausf.hears(problem_response(refused.question, 403, "X")).becomes("Confirmed")));

    auto silent = with_anchor_on_its_way(before);
    EXPECT_TRUE(silent.ausf.hears(silence()).sent(Link::n12).empty());
    EXPECT_TRUE(success(silent.ausf.hears(silence()).stays()));
    EXPECT_TRUE(silent.ausf.hears(silence()).sent(Link::n12).empty()) << "once";
}

// TS 33.535 6.1 step 3: the AAnF keeps the latest, so the AUSF does not say an older key again.
TEST(AusfAlone, SaysAnOlderAnchorKeyNoMoreOnceThereIsANewer) {
    auto story = with_anchor_on_its_way();
    story.seaf_asks();
    story.udm_answers();
    story.seaf_confirms(res_star, "2");
    story.udm_acknowledges();
    EXPECT_EQ(story.ausf.counts("conversations"), 1U);
    story.ausf.hears(silence(1)).stays().sends_nothing();
    EXPECT_EQ(story.ausf.hears(silence(2)).sent(Link::n61).size(), 1U);
}

}  // namespace
}  // namespace akmasim::nf::test
