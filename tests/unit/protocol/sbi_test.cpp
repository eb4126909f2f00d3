// SPDX-License-Identifier: Apache-2.0
// SBI bodies and operations: the examples of the chain there and back, patterns of the OpenAPI files, hostile texts.
#include <gmock/gmock.h>

#include "simulator/protocol/mcf.hpp"
#include "simulator/protocol/naanf.hpp"
#include "simulator/protocol/nudm.hpp"
#include "simulator/protocol/sbi.hpp"

namespace akmasim {
namespace {

template <class Body>
void comes_back(const std::string& text) {
    const auto read = body::read<Body>(text);
    ASSERT_TRUE(read) << text << ": " << read.error().detail;
    EXPECT_EQ(body::write(*read), text);
}

const std::string snn = "5G:mnc001.mcc001.3gppnetwork.org";
const std::string key(64, 'a');

TEST(SbiBodies, ComeBackAsTheyWere) {
    comes_back<nausf::AuthenticationInfo>(R"({"supiOrSuci":"suci-0-001-01-0-0-0-0000000001","servingNetworkName":")" +
                                          snn + R"("})");
    comes_back<nausf::AuthenticationInfo>(
        R"({"supiOrSuci":"imsi-001010000000001","servingNetworkName":")" + snn +
        R"(","resynchronizationInfo":{"rand":"81e92b6c0ee0e12ebceba8d92a99dfa5","auts":"c2920fe2489f5b7a8925819b614b"}})");
    comes_back<nausf::UEAuthenticationCtx>(
        R"({"authType":"5G_AKA","5gAuthData":{"rand":"81e92b6c0ee0e12ebceba8d92a99dfa5","hxresStar":"844852037023b1965fdbb20f1d2adadf",)"
        R"("autn":"bb52e91c747ac3ab2a5c23d15ee351d5"},"_links":{"5g-aka":{"href":"http://ausf/nausf-auth/v1/ue-authentications/1/5g-aka-confirmation"}},)"
        R"("servingNetworkName":")" +
        snn + R"("})");
    comes_back<nausf::ConfirmationData>(R"({"resStar":"0a2080921372afef5a5867275635782f"})");
    comes_back<nausf::ConfirmationData>(R"({"resStar":null})");
    comes_back<nausf::ConfirmationDataResponse>(
        R"({"authResult":"AUTHENTICATION_SUCCESS","supi":"imsi-001010000000001","kseaf":")" + key + R"("})");
    comes_back<nausf::ConfirmationDataResponse>(R"({"authResult":"AUTHENTICATION_FAILURE"})");
    comes_back<nudm::AuthenticationInfoRequest>(R"({"servingNetworkName":")" + snn +
                                                R"(","ausfInstanceId":"7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11"})");
    comes_back<nudm::AuthenticationInfoResult>(
        R"({"authType":"5G_AKA","authenticationVector":{"avType":"5G_HE_AKA","rand":"81e92b6c0ee0e12ebceba8d92a99dfa5",)"
        R"("xresStar":"0a2080921372afef5a5867275635782f","autn":"bb52e91c747ac3ab2a5c23d15ee351d5","kausf":")" +
        key + R"("},"supi":"imsi-001010000000001","akmaInd":true,"routingId":"0"})");
    comes_back<nausf::UEAuthenticationCtx>(
        R"({"authType":"EAP_AKA_PRIME","5gAuthData":"AQEACAEAAAA=","_links":{"eap-session":{"href":"http://ausf/1"}}})");
    comes_back<nausf::EapSession>(R"({"eapPayload":"AgEACAFhQGI="})");
    comes_back<nausf::EapSession>(R"({"eapPayload":null})");
    comes_back<nausf::EapSession>(R"({"eapPayload":"AwIABA==","kSeaf":")" + key +
                                  R"(","authResult":"AUTHENTICATION_SUCCESS","supi":"imsi-001010000000001"})");
    comes_back<nudm::AuthenticationInfoResult>(
        R"({"authType":"EAP_AKA_PRIME","authenticationVector":{"avType":"EAP_AKA_PRIME",)"
        R"("rand":"81e92b6c0ee0e12ebceba8d92a99dfa5","xres":"28d7b0f2","autn":"bb52e91c747ac3ab2a5c23d15ee351d5",)"
        R"("ckPrime":"517667690b4f5cfab84a70491f006768","ikPrime":"2f0c494c77d7fa2503ea2a4aa48178dd"},)"
        R"("supi":"imsi-001010000000001"})");
    comes_back<nudm::AuthEvent>(
        R"({"nfInstanceId":"7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11","success":true,"timeStamp":"2026-11-23T15:30:00Z",)"
        R"("authType":"5G_AKA","servingNetworkName":")" +
        snn + R"("})");
    comes_back<naanf::AkmaKeyInfo>(
        R"({"supi":"imsi-001010000000001","aKId":"0.abc@5gc.mnc001.mcc001.3gppnetwork.org","kAkma":")" + key + R"("})");
    comes_back<naanf::AkmaAfKeyRequest>(
        R"({"afId":"msgin5g.example.com:0100000007","aKId":"0.abc@x.org","anonInd":false,"notifUri":"http://msgin5g/x"})");
    comes_back<naanf::AkmaAfKeyData>(R"({"kaf":")" + key +
                                     R"(","expiry":"2026-11-23T16:30:00Z","supi":"imsi-001010000000001"})");
    comes_back<mcf::AssociationQuery>(R"({"gpsi":"msisdn-491701234567"})");
    comes_back<mcf::Associations>(R"({"ueServiceIds":["acct:alice@msgin5g.example.com","acct:b@x"]})");
    comes_back<sbi::ProblemDetails>(R"({"status":404,"cause":"USER_NOT_FOUND"})");
}

// TS 29.509 6.1.6 and TS 29.503 6.3.6: which of two shapes a member has is told by its kind, or by avType.
TEST(SbiBodies, OfTwoShapesTheRightOneIsReadAndAThirdRefused) {
    const auto context = [](const std::string& data) {
        return body::read<nausf::UEAuthenticationCtx>(R"({"authType":"5G_AKA","5gAuthData":)" + data +
                                                      R"(,"_links":{}})");
    };
    EXPECT_TRUE(context(R"("AwIABA==")"));
    for (const auto* data : {"null", "1", "[]", "{}", R"("AwIABA")", R"("A*IABA==")"})
        EXPECT_FALSE(context(data)) << data;
    const auto vector = [](const std::string& type) {
        return body::read<nudm::AuthenticationInfoResult>(R"({"authType":"5G_AKA","authenticationVector":{"avType":")" +
                                                          type + R"("}})");
    };
    EXPECT_THAT(vector("5G_HE_AKA").error().detail, testing::HasSubstr("rand: missing"));
    EXPECT_THAT(vector("EPS_AKA").error().detail, testing::HasSubstr("none of the expected kinds"));
}

TEST(SbiBodies, ReadHexInEitherCaseAndWriteLowerCase) {
    const auto read = body::read<nausf::ConfirmationData>(R"({"resStar":"0A2080921372AFEF5A5867275635782F"})").value();
    EXPECT_EQ(body::write(read), R"({"resStar":"0a2080921372afef5a5867275635782f"})");
}

TEST(SbiBodies, IgnoreMembersTheyDoNotKnow) {
    EXPECT_TRUE(body::read<nausf::ConfirmationData>(R"({"more":{"deep":[1]},"resStar":null})"));
}

TEST(SbiBodies, AnErrorNamesTheMemberAndNeverTheSecret) {
    const auto read = body::read<naanf::AkmaKeyInfo>(R"({"aKId":"0.a@b","kAkma":"deadbeef"})");
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().detail, testing::HasSubstr("kAkma"));
    EXPECT_THAT(read.error().detail, testing::Not(testing::HasSubstr("deadbeef")));
}

TEST(SbiBodies, RefuseHostileTexts) {
    using namespace std::string_literals;
    const std::string texts[] = {
        ""s,
        "null"s,
        "[]"s,
        "\"x\""s,
        "{"s,
        std::string(100'000, '['),
        R"({"supiOrSuci":1,"servingNetworkName":")" + snn + R"("})",
        R"({"servingNetworkName":")" + snn + R"("})",
        R"({"supiOrSuci":"imsi-001010000000001"})",
        R"({"supiOrSuci":"imsi-1","servingNetworkName":")" + snn + R"("})",
        R"({"supiOrSuci":"imsi-0010100000000012","servingNetworkName":")" + snn + R"("})",
        R"({"supiOrSuci":"imsi-00101\u0000","servingNetworkName":")" + snn + R"("})",
        R"({"supiOrSuci":"imsi-00101/..","servingNetworkName":")" + snn + R"("})",
        R"({"supiOrSuci":"imsi-%30%30101","servingNetworkName":")" + snn + R"("})",
        R"({"supiOrSuci":"nai-@","servingNetworkName":")" + snn + R"("})",
        R"({"supiOrSuci":"nai-)" + std::string(100'000, 'a') + R"(@b","servingNetworkName":")" + snn + R"("})",
        R"({"supiOrSuci":"imsi-001010000000001","servingNetworkName":"5G:mnc01.mcc001.3gppnetwork.org"})",
        R"({"supiOrSuci":"imsi-001010000000001","servingNetworkName":"5g:mnc001.mcc001.3gppnetwork.org"})",
        R"({"supiOrSuci":"imsi-001010000000001","servingNetworkName":"5G:mnc001.mcc001.3gppnetwork.orgx"})",
        R"({"supiOrSuci":"imsi-001010000000001","servingNetworkName":"5G"})",
        R"({"supiOrSuci":"imsi-001010000000001","servingNetworkName":")" + snn + R"(","resynchronizationInfo":[]})",
        R"({"supiOrSuci":"imsi-001010000000001","servingNetworkName":")" + snn +
            R"(","resynchronizationInfo":{"rand":"00"}})",
    };
    for (const auto& text : texts) {
        const auto read = body::read<nausf::AuthenticationInfo>(text);
        ASSERT_FALSE(read) << text.substr(0, 200);
        EXPECT_EQ(read.error().cause, Cause::malformed) << text.substr(0, 200);
    }
}

TEST(Patterns, KnowTheirIdentifiers) {
    const auto good = [](auto identifier, std::string_view text) {
        return patterns::check(decltype(identifier)::name, text).has_value();
    };
    for (const auto* text : {"0", "12", "1234"}) EXPECT_TRUE(good(RoutingIndicator{}, text)) << text;
    for (const auto* text : {"", "12345", "a", "-1"}) EXPECT_FALSE(good(RoutingIndicator{}, text)) << text;
    for (const auto* text : {"2026-11-23T16:30:00Z", "2026-11-23T16:30:00.123+01:00"})
        EXPECT_TRUE(good(DateTime{}, text)) << text;
    for (const auto* text : {"", "2026-11-23", "2026-11-23T16:30:00", "2026-11-23T16:30:00.Z", "2026-11-23T16:30:00+1"})
        EXPECT_FALSE(good(DateTime{}, text)) << text;
    for (const auto* text : {"msisdn-49170", "extid-a@b.c"}) EXPECT_TRUE(good(Gpsi{}, text)) << text;
    for (const auto* text : {"msisdn-1", "extid-@", "imsi-00101"}) EXPECT_FALSE(good(Gpsi{}, text)) << text;
    for (const auto* text : {"msgin5g.example.com:0100000007", "msgin5g.example.com"})
        EXPECT_TRUE(good(naanf::AfIdText{}, text)) << text;
    for (const auto* text : {"", ":0100000007", "a:010000007", "a b:0100000007"})
        EXPECT_FALSE(good(naanf::AfIdText{}, text)) << text;
    for (const auto* text : {"0", "3f", "", "00ABcd"}) EXPECT_TRUE(good(naanf::SuppFeat{}, text)) << text;
    for (const auto* text : {"x", "0x1", "1 "}) EXPECT_FALSE(good(naanf::SuppFeat{}, text)) << text;
}

TEST(SbiOperations, AreFoundByMethodAndPath) {
    for (const auto* operation : sbi::operations()) {
        const auto found =
            sbi::match(operation->method, sbi::path_of(*operation, "imsi-001010000000001"), operation->link);
        ASSERT_TRUE(found) << operation->path;
        EXPECT_EQ(found->operation, operation);
        if (operation->path.find('{') != std::string_view::npos) {
            EXPECT_EQ(found->parameter, "imsi-001010000000001");
        }
    }
}

TEST(SbiOperations, APathParameterComesBackWhateverItsText) {
    const std::string text = "suci-1-a b%-1-0-0-\xc3\xbc?x=1#y";
    const auto path = sbi::path_of(sbi::generate_auth_data, text);
    EXPECT_THAT(path, testing::Not(testing::ContainsRegex("[ ?#]")));
    EXPECT_EQ(sbi::match("POST", path).value().parameter, text);
}

TEST(SbiOperations, RefuseHostilePaths) {
    const std::string paths[] = {"",
                                 "/",
                                 "/nudm-ueau/v1//auth-events",
                                 "/nudm-ueau/v1/a/b/auth-events",
                                 "/nudm-ueau/v1/%2f/auth-events",
                                 "/nudm-ueau/v1/%00/auth-events",
                                 "/nudm-ueau/v1/%/auth-events",
                                 "/nudm-ueau/v1/%4/auth-events",
                                 "/nudm-ueau/v1/%zz/auth-events",
                                 "/nudm-ueau/v1/auth-events",
                                 "/nudm-ueau/v1/a\n/auth-events",
                                 "/nudm-ueau/v1/" + std::string(10'000, 'a') + "/auth-events"};
    for (const auto& path : paths) EXPECT_FALSE(sbi::match("POST", path)) << path.substr(0, 80);
    EXPECT_FALSE(sbi::match("GET", "/naanf-akma/v1/register-anchorkey"));
}

}  // namespace
}  // namespace akmasim
