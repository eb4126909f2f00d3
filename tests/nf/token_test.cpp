// SPDX-License-Identifier: Apache-2.0
// Access tokens at those who demand them and those who need them; the handlers in between know nothing of it.
#include <gmock/gmock.h>

#include "simulator/protocol/form.hpp"
#include "simulator/protocol/naanf.hpp"
#include "simulator/protocol/nausf.hpp"
#include "tests/nf/nrf_story.hpp"

namespace akmasim::nf::test {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string a_kid = "0000.0f0toSFMNXj5065Ir6_WRQh1bVXYr_aSsSfVyggZQyQ@5gc.mnc001.mcc001.3gppnetwork.org";

Stage aanf_that_demands_tokens() {
    Stage aanf("aanf",
               R"({"keyLifetime":60,"authorizedAfs":[],"afs":[{"party":"msgin5g","fqdn":"msgin5g.example.com",)"
               R"("uaStarIds":[],"identity":"supi","visited":false}]})",
               access("AANF", aanf_id));
    naanf::AkmaKeyInfo info{Supi("imsi-001010000000001"), {}, AKid(a_kid), filled<KAkma>(7)};
    const auto anchored = aanf.hears(bearing(request(sbi::register_anchor_key, "ausf", "aanf", info),
                                             token({"AANF", "naanf-akma naanf-akma:anchorkey"})));
    EXPECT_EQ(anchored.sent_once(Link::n61).http->status, 200);
    return aanf;
}

Envelope wants_key() {
    return json_request(sbi::retrieve_application_key, "msgin5g", "aanf",
                        R"({"afId":"msgin5g.example.com:0100000007","aKId":")" + a_kid + "\"}");
}

// TS 33.501 13.4.1.1, RFC 6750 3.
TEST(Producer, GivesAKeyForAGoodToken) {
    auto aanf = aanf_that_demands_tokens();
    const auto given = aanf.hears(bearing(wants_key(), token({})));
    EXPECT_EQ(given.sent_once(Link::n62).http->status, 200);
}

TEST(Producer, RefusesARequestWithoutAToken) {
    auto aanf = aanf_that_demands_tokens();
    const auto refused = aanf.hears(wants_key());
    refused.notes(Cause::unauthorized, "without an access token").derives({});
    const auto answer = refused.sent_once(Link::n62);
    EXPECT_EQ(answer.http->status, 401);
    EXPECT_EQ(answer.http->challenge, R"(Bearer realm="aanf")");
}

TEST(Producer, TellsAPeerTheSameForEachFaultOfTheTokenItself) {
    crypto::SeededRandom random(2, "somebody else");
    const auto other = crypto::es256::make_key_pair(random).value();
    auto turned = token({});
    turned[turned.size() - 3] = turned[turned.size() - 3] == 'A' ? 'B' : 'A';
    const auto good = token({});
    const auto unsigned_one = jwt::compact(jwt::signing_input({"none", "JWT"}, jwt::read(good)->claims), {});
    struct Case {
        std::string token;
        std::string why;
    };
    std::vector<Octets> answers;
    for (const auto& [text, why] :
         {Case{token({.exp = 1'764'000'000}), "expired 0 s ago"}, Case{token({.aud = "UDM"}), "for UDM; this is AANF"},
          Case{token({}, other), "did not sign"}, Case{turned, "did not sign"}, Case{unsigned_one, "not ES256"},
          Case{token({.alg = "RS256"}), "not ES256"}, Case{"", "three parts"}, Case{"a.b", "three parts"},
          Case{good.substr(0, good.rfind('.')) + ".", "did not sign"}, Case{good + "AA", ""}}) {
        auto aanf = aanf_that_demands_tokens();
        const auto refused = aanf.hears(bearing(wants_key(), text));
        refused.notes(Cause::unauthorized, why).derives({});
        const auto answer = refused.sent_once(Link::n62);
        EXPECT_EQ(answer.http->status, 401);
        EXPECT_EQ(answer.http->challenge, R"(Bearer realm="aanf", error="invalid_token")");
        answers.push_back(answer.octets);
    }
    for (const auto& answer : answers) EXPECT_EQ(answer, answers.front());
}

TEST(Producer, RefusesATokenForAnotherOperationAndSaysWhichScopeItTakes) {
    for (const auto* scope : {"naanf-akma naanf-akma:anchorkey", "naanf-akma", "", "naanf-akma:applicationkeyget"}) {
        auto aanf = aanf_that_demands_tokens();
        const auto refused = aanf.hears(bearing(wants_key(), token({.scope = scope})));
        const auto answer = refused.sent_once(Link::n62);
        EXPECT_EQ(answer.http->status, 403) << scope;
        EXPECT_THAT(answer.http->challenge, HasSubstr(R"(error="insufficient_scope", scope="naanf-akma )"));
    }
}

TEST(Producer, TakesATokenUntilTheSecondInWhichItExpires) {
    auto aanf = aanf_that_demands_tokens();
    aanf.now = 59'999'999'999;
    EXPECT_EQ(aanf.hears(bearing(wants_key(), token({}))).sent_once(Link::n62).http->status, 200);
    aanf.now = 60'000'000'000;
    EXPECT_EQ(aanf.hears(bearing(wants_key(), token({}))).sent_once(Link::n62).http->status, 401);
}

// TS 33.535 4.2.1, TS 29.535: the SUPI is for the scope that says so.
TEST(Aanf, TellsTheSupiToTheBearerOfItsScopeAndElseAsksForTheGpsi) {
    auto aanf = aanf_that_demands_tokens();
    const auto with = aanf.hears(bearing(wants_key(), token({})));
    EXPECT_THAT(std::string(text_of(with.sent_once(Link::n62).octets)), HasSubstr("imsi-"));
    const auto without = aanf.hears(bearing(wants_key(), token({.scope = "naanf-akma naanf-akma:applicationkeyget"})));
    EXPECT_TRUE(without.sent(Link::n62).empty());
    EXPECT_TRUE(without.sent(Link::nudm).empty()) << "first it needs a token of its own";
    EXPECT_EQ(without.sent_once(Link::nnrf).http->path, "/oauth2/token");
}

Stage ausf_that_knows_an_nrf() {
    return {"ausf", R"({"nfInstanceId":"7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11","mcc":"001","mnc":"01"})",
            access("AUSF", ausf_id)};
}

Envelope begins(std::string_view ue = "imsi-001010000000001") {
    const nausf::AuthenticationInfo info{
        SupiOrSuci(std::string(ue)), ServingNetworkName("5G:mnc001.mcc001.3gppnetwork.org"), {}};
    return bearing(request(sbi::authenticate, "amf", "ausf", info),
                   token({"AUSF", "nausf-auth nausf-auth:ue-authentications"}));
}

std::string answer_with_token(int expires_in) {
    return fmt::format(R"({{"access_token":"a.b.c","token_type":"Bearer","expires_in":{}}})", expires_in);
}

TEST(Consumer, GetsATokenBeforeItAsksAndKeepsIt) {
    auto ausf = ausf_that_knows_an_nrf();
    const auto first = ausf.hears(begins());
    first.becomes("AwaitingVector");
    EXPECT_TRUE(first.sent(Link::n13).empty());
    const auto wanted = first.sent_once(Link::nnrf);
    EXPECT_EQ(wanted.http->content_type, form::media_type);
    const auto said = form::read<nnrf::AccessTokenReq>(text_of(wanted.octets)).value();
    EXPECT_EQ(said.nf_instance_id, ausf_id);
    EXPECT_EQ(said.target_nf_type, "UDM");
    EXPECT_EQ(said.scope, sbi::generate_auth_data.scope);
    const auto goes = ausf.hears(json_response(wanted, 200, answer_with_token(60)));
    EXPECT_EQ(goes.sent_once(Link::n13).http->authorization, "Bearer a.b.c");
    EXPECT_EQ(ausf.hears(begins()).sent_once(Link::n13).http->authorization, "Bearer a.b.c");
    ausf.now = 59'000'000'000;
    auto late = begins();
    late.http->authorization = "Bearer " + token({"AUSF", "nausf-auth nausf-auth:ue-authentications"});
    EXPECT_EQ(ausf.hears(late).sent(Link::nnrf).size(), 1U) << "too near its end";
}

TEST(Consumer, UsesATokenOfNoLifetimeForTheRequestThatWaitedAndForNoOther) {
    auto ausf = ausf_that_knows_an_nrf();
    const auto wanted = ausf.hears(begins()).sent_once(Link::nnrf);
    const auto goes = ausf.hears(json_response(wanted, 200, answer_with_token(0)));
    EXPECT_EQ(goes.sent(Link::n13).size(), 1U);
    EXPECT_EQ(ausf.hears(begins()).sent(Link::nnrf).size(), 1U);
}

TEST(Consumer, AsksOnceForWhatSeveralRequestsWaitFor) {
    auto ausf = ausf_that_knows_an_nrf();
    const auto wanted = ausf.hears(begins()).sent_once(Link::nnrf);
    ausf.hears(begins("imsi-001010000000002")).becomes("AwaitingVector").sends_nothing();
    EXPECT_EQ(ausf.hears(json_response(wanted, 200, answer_with_token(60))).sent(Link::n13).size(), 2U);
}

TEST(Consumer, AsksAgainWhenTheNrfDoesNotAnswer) {
    auto ausf = ausf_that_knows_an_nrf();
    const auto lost = ausf.hears(begins()).sent_once(Link::nnrf);
    ausf.hears(no_response(lost)).becomes("Failed").answers(504, "UPSTREAM_SERVER_ERROR");
    const auto again = ausf.hears(begins()).sent_once(Link::nnrf);
    EXPECT_EQ(ausf.hears(json_response(again, 200, answer_with_token(60))).sent(Link::n13).size(), 1U);
    ausf.hears(json_response(lost, 200, answer_with_token(60))).refuses(Cause::unexpected, "no request of ours");
}

// RFC 6749 5.2.
TEST(Consumer, HearsOfARequestThatNeverWentAsOfOneThatWasRefused) {
    for (const auto* answer : {R"({"error":"invalid_scope"})", "", "[]"}) {
        auto ausf = ausf_that_knows_an_nrf();
        const auto wanted = ausf.hears(begins()).sent_once(Link::nnrf);
        const auto told = ausf.hears(json_response(wanted, 400, answer));
        told.becomes("Failed");
        EXPECT_TRUE(told.sent(Link::n13).empty());
        EXPECT_EQ(told.sent_once(Link::n12).http->status, 403);
    }
}

TEST(Consumer, TakesNoTokenFromAnybodyButTheNrf) {
    auto ausf = ausf_that_knows_an_nrf();
    const auto wanted = ausf.hears(begins()).sent_once(Link::nnrf);
    auto forged = json_response(wanted, 200, answer_with_token(60));
    forged.from = {"msgin5g", ""};
    ausf.hears(forged).refuses(Cause::wrong_sender, "msgin5g");
    forged.from = {"nrf", ""};
    forged.stream += 7;
    ausf.hears(forged).refuses(Cause::unexpected, "no request of ours");
    for (const auto* bad : {R"({"access_token":"a.b.c","token_type":"MAC"})", R"({"token_type":"Bearer"})"}) {
        auto another = ausf_that_knows_an_nrf();
        const auto asked = another.hears(begins()).sent_once(Link::nnrf);
        another.hears(json_response(asked, 200, bad)).becomes("Failed");
    }
}

TEST(Producer, DoesNotStartWithAKeyThatVerifiesNothing) {
    auto told = access("AANF", aanf_id);
    const auto key = told.find(R"("nrfKey":"04)") + 12;
    told[key] = told[key] == '0' ? '1' : '0';
    const auto made = make({"aanf", "", 1, 0, true, R"({"keyLifetime":60,"authorizedAfs":[]})", told});
    ASSERT_FALSE(made.has_value());
    EXPECT_EQ(made.error().cause, Cause::invalid);
}

TEST(Announcement, SaysOfAnAanfWhichRoutingIndicatorsItServes) {
    Stage aanf("aanf", R"({"keyLifetime":60,"authorizedAfs":[]})",
               access("AANF", aanf_id, R"(,"routingIndicators":["12"])"));
    const auto profile = aanf.hears(order(command::Announce{})).asks<nnrf::NfProfile>(sbi::nf_register);
    EXPECT_EQ(profile.aanf_info_list->at("0").routing_indicators->front(), RoutingIndicator("12"));
    EXPECT_EQ(profile.nf_service_list->at("naanf-akma-1").oauth2_required, true);
    Stage alone("aanf", R"({"keyLifetime":60,"authorizedAfs":[]})");
    alone.hears(order(command::Announce{})).sends_nothing();
}

}  // namespace
}  // namespace akmasim::nf::test
