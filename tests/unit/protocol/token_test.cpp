// SPDX-License-Identifier: Apache-2.0
// Tokens and forms as octets: what is read, and what is refused.
#include <gtest/gtest.h>

#include "simulator/protocol/form.hpp"
#include "simulator/protocol/jwt.hpp"
#include "simulator/protocol/nnrf.hpp"
#include "simulator/protocol/sbi.hpp"
#include "tests/vectors.hpp"

namespace akmasim {
namespace {

std::string encoded(std::string_view text) { return base64url(view_of(text)); }

// RFC 7515 A.3.
TEST(Jwt, ReadsTheTokenOfRfc7515) {
    const auto vector = test::read_vectors("jws.txt").front();
    const auto token = jwt::read(vector.text("token"));
    ASSERT_TRUE(token) << token.error().detail;
    EXPECT_EQ(token->header.alg, "ES256");
    EXPECT_EQ(token->signature.size(), 64U);
    EXPECT_NE(token->claims.find(R"("iss":"joe")"), std::string::npos);
    EXPECT_EQ(jwt::compact(token->signed_input, token->signature), vector.text("token"));
}

TEST(Jwt, RefusesWhatIsNoToken) {
    const auto header = encoded(R"({"alg":"ES256"})");
    for (const auto& text : {std::string(), std::string("."), std::string(".."), std::string("a.b.c.d"),
                             header + ".e30", header + ".e30.AA==", header + ".e3 0.AA", encoded("[]") + ".e30.AA",
                             encoded(R"({"alg":7})") + ".e30.AA", encoded("{}") + ".e30.AA",
                             // RFC 7515 4.1.11: an extension that nobody here understands.
                             encoded(R"({"alg":"ES256","crit":["x"]})") + ".e30.AA", std::string(9000, 'A')}) {
        EXPECT_FALSE(jwt::read(text).has_value()) << text.substr(0, 80);
    }
    EXPECT_TRUE(jwt::read(header + ".e30.AA").has_value());
}

// RFC 6750 2.1.
TEST(Jwt, IsTakenFromABearerHeaderAlone) {
    EXPECT_EQ(jwt::bearer_of("Bearer abc"), "abc");
    EXPECT_FALSE(jwt::bearer_of("Basic abc").has_value());
    EXPECT_FALSE(jwt::bearer_of("").has_value());
}

TEST(Form, WritesAndReadsWhatATokenRequestSays) {
    const nnrf::AccessTokenReq asked{"client_credentials", "5c0e6a1d-93b2-4f7e-8a44-000000000003", "AF", "AANF",
                                     "naanf-akma naanf-akma:applicationkeyget"};
    const auto text = form::write(asked);
    EXPECT_EQ(text,
              "grant_type=client_credentials&nfInstanceId=5c0e6a1d-93b2-4f7e-8a44-000000000003&nfType=AF&"
              "targetNfType=AANF&scope=naanf-akma+naanf-akma%3Aapplicationkeyget");
    const auto read = form::read<nnrf::AccessTokenReq>(text + "&vendorId=000001");
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(read->scope, asked.scope);
    EXPECT_EQ(read->target_nf_type, "AANF");
}

TEST(Form, RefusesWhatIsMissingDoubledOrBadlyEscaped) {
    std::string many = "a=1";
    for (int i = 0; i < 100; ++i) many += "&n" + std::to_string(i) + "=1";
    for (const auto* text : {"", "grant_type=x", "a=%", "a=%4", "a=%zz", "a=1&a=2", "a=%00", "a=%0A", many.c_str()})
        EXPECT_FALSE(form::read<nnrf::AccessTokenReq>(text).has_value()) << text;
    EXPECT_FALSE(form::parse("a=%2").has_value());
    EXPECT_EQ(form::parse("a=%2B+%20&&b")->at("a"), "+  ");
    EXPECT_EQ(form::parse("b")->at("b"), "");
}

TEST(Scope, IsASetOfWholeWords) {
    EXPECT_TRUE(nnrf::covers("a:b a", "a"));
    EXPECT_TRUE(nnrf::covers("a", ""));
    EXPECT_FALSE(nnrf::covers("a:b", "a"));
    EXPECT_FALSE(nnrf::covers("naanf-akma naanf-akma:anchorkeys", "naanf-akma:anchorkey"));
    EXPECT_FALSE(nnrf::covers("", "a"));
}

// TS 29.510: the query of a discovery.
TEST(Path, KeepsItsQueryApart) {
    const auto matched = sbi::match("GET", "/nnrf-disc/v1/nf-instances?target-nf-type=AANF&requester-nf-type=AF");
    ASSERT_TRUE(matched) << matched.error().detail;
    EXPECT_EQ(matched->operation, &sbi::nf_discover);
    EXPECT_EQ(form::read<nnrf::SearchQuery>(matched->query)->requester_nf_type, "AF");
    EXPECT_FALSE(sbi::match("GET", "?").has_value());
}

TEST(Profile, GoesOverTheWireAndBackWithItsMaps) {
    nnrf::NfProfile profile{NfInstanceId("5c0e6a1d-93b2-4f7e-8a44-000000000003"),
                            "AANF",
                            "REGISTERED",
                            Fqdn("aanf.x"),
                            nnrf::services_of("AANF", {}, true),
                            {}};
    profile.aanf_info_list.emplace()["0"].routing_indicators = {RoutingIndicator("12")};
    const auto text = body::write(profile);
    const auto read = body::read<nnrf::NfProfile>(text);
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(body::write(*read), text);
    EXPECT_NE(text.find(R"("aanfInfoList":{"0":{"routingIndicators":["12"]}})"), std::string::npos) << text;
    EXPECT_FALSE(
        body::read<nnrf::NfProfile>(R"({"nfInstanceId":"5c0e6a1d-93b2-4f7e-8a44-000000000003","nfType":"AANF",)"
                                    R"("nfStatus":"REGISTERED","fqdn":"a","aanfInfoList":[]})")
            .has_value());
}

// TS 33.535 7.1: anchor keys are for the AUSF, and the operator may keep the SUPI from AFs.
TEST(Profile, AllowsEachConsumerItsOperationsAlone) {
    const auto service = nnrf::services_of("AANF", {std::string(sbi::supi_access)}, true).at("naanf-akma-1");
    const auto& operations = *service.allowed_operations_per_nf_type;
    EXPECT_EQ(operations.at("AUSF"), std::vector<std::string>{"naanf-akma:anchorkey"});
    EXPECT_EQ(operations.at("AF"), std::vector<std::string>{"naanf-akma:applicationkeyget"});
    EXPECT_EQ(operations.at("NEF").size(), 2U);
    EXPECT_FALSE(operations.contains("AMF"));
    EXPECT_TRUE(nnrf::services_of("AMF", {}, true).empty());
}

// TS 29.510 NFService: a list that is there has one item at least.
TEST(Profile, HasNoListWithoutItems) {
    for (const auto* nf_type : {"AUSF", "UDM", "AANF", "NEF"}) {
        for (const auto& [id, service] : nnrf::services_of(nf_type, {std::string(sbi::supi_access)}, true)) {
            EXPECT_FALSE(service.versions.empty() || service.allowed_nf_types->empty()) << id;
            if (!service.allowed_operations_per_nf_type) continue;
            EXPECT_FALSE(service.allowed_operations_per_nf_type->empty()) << id;
            for (const auto& [consumer, scopes] : *service.allowed_operations_per_nf_type)
                EXPECT_FALSE(scopes.empty()) << id << " " << consumer;
        }
    }
}

}  // namespace
}  // namespace akmasim
