// SPDX-License-Identifier: Apache-2.0
// The NRF alone: who registers, who is found, who gets a token for what.
#include <gmock/gmock.h>

#include "simulator/protocol/form.hpp"
#include "tests/nf/nrf_story.hpp"

namespace akmasim::nf::test {
namespace {

const std::string amf_id = "5c0e6a1d-93b2-4f7e-8a44-000000000001";

Stage nrf(std::string_view faults = "") {
    const auto& keys = nrf_keys();
    return {"nrf",
            fmt::format(R"({{"nfInstanceId":"9b1d4c36-0f5e-4c1b-8f2a-5e7d3c90a001","signingKey":"{}","publicKey":"{}",)"
                        R"("tokenLifetime":60,"nfs":[{{"party":"aanf","nfInstanceId":"{}","nfType":"AANF"}},)"
                        R"({{"party":"msgin5g","nfInstanceId":"{}","nfType":"AF"}},)"
                        R"({{"party":"amf","nfInstanceId":"{}","nfType":"AMF"}},)"
                        R"({{"party":"ausf","nfInstanceId":"{}","nfType":"AUSF"}}],"faults":[{}]}})",
                        crypto::es256::text_of(keys.private_key), hex(keys.public_key.view()), aanf_id, af_id, amf_id,
                        ausf_id, faults)};
}

nnrf::NfProfile aanf_profile(std::vector<std::string> withheld = {}) {
    return {NfInstanceId(aanf_id),
            "AANF",
            "REGISTERED",
            Fqdn("aanf.example.org"),
            nnrf::services_of("AANF", withheld, true),
            {}};
}

Envelope registers(const nnrf::NfProfile& profile, std::string by = "aanf", std::string_view as = aanf_id) {
    return request(sbi::nf_register, std::move(by), "nrf", profile, as);
}

Stage nrf_that_knows_the_aanf(std::string_view faults = "") {
    auto stage = nrf(faults);
    EXPECT_EQ(stage.hears(registers(aanf_profile())).sent_once(Link::nnrf).http->status, 201);
    return stage;
}

Envelope wants(nnrf::AccessTokenReq body, std::string by = "msgin5g") {
    auto envelope = json_request(sbi::access_token, std::move(by), "nrf", form::write(body));
    envelope.http->content_type = form::media_type;
    return envelope;
}

const std::string key_scope = "naanf-akma naanf-akma:applicationkeyget";
const nnrf::AccessTokenReq usual{"client_credentials", af_id, "AF", "AANF", key_scope};

std::string error_of(const Turned& turned) {
    const auto answer = turned.sent_once(Link::nnrf);
    EXPECT_EQ(answer.http->status, 400);
    const auto read = body::read<nnrf::AccessTokenErr>(text_of(answer.octets));
    return read ? read->error : "no AccessTokenErr";
}

nnrf::AccessTokenClaims claims_of(const nnrf::AccessTokenRsp& answer) {
    const auto token = jwt::read(answer.access_token);
    EXPECT_TRUE(token.has_value());
    return body::read<nnrf::AccessTokenClaims>(token->claims).value();
}

// TS 33.501 13.3.1.
TEST(NrfAlone, RegistersNobodyAsSomebodyElse) {
    auto stage = nrf();
    stage.hears(registers(aanf_profile(), "msgin5g")).answers(403, "UNAUTHORIZED_NF");
    stage.hears(registers(aanf_profile(), "mallory")).answers(403, "UNAUTHORIZED_NF");
    stage.hears(registers(aanf_profile(), "aanf", af_id)).answers(403, "UNAUTHORIZED_NF");
    auto other_type = aanf_profile();
    other_type.nf_type = "UDM";
    stage.hears(registers(other_type)).answers(403, "UNAUTHORIZED_NF");
    EXPECT_EQ(error_of(stage.hears(wants(usual))), "invalid_scope") << "nobody offers the service yet";
    EXPECT_EQ(stage.hears(registers(aanf_profile())).sent_once(Link::nnrf).http->location,
              "http://nrf/nnrf-nfm/v1/nf-instances/" + aanf_id);
}

// TS 33.535 6.7.
TEST(NrfAlone, FindsAnAanfByAWholeRoutingIndicatorAndForItsConsumersAlone) {
    auto stage = nrf();
    auto profile = aanf_profile();
    profile.aanf_info_list.emplace()["0"].routing_indicators = {RoutingIndicator("12"), RoutingIndicator("00")};
    stage.hears(registers(profile));
    const auto found = [&](std::string indicator, std::string by, std::string type) {
        auto search = json_request(sbi::nf_discover, std::move(by), "nrf", "");
        search.http->path += "?" + form::write(nnrf::SearchQuery{"AANF", std::move(type), indicator});
        return stage.hears(search);
    };
    const auto count = [&](std::string indicator) {
        return found(std::move(indicator), "ausf", "AUSF")
            .answers<nnrf::SearchResult>(sbi::nf_discover)
            .nf_instances.size();
    };
    EXPECT_EQ(count("12"), 1U);
    EXPECT_EQ(count("00"), 1U);
    EXPECT_EQ(count("1"), 0U);
    EXPECT_EQ(count("123"), 0U);
    EXPECT_EQ(count("0"), 0U);
    EXPECT_TRUE(found("12", "amf", "AMF").answers<nnrf::SearchResult>(sbi::nf_discover).nf_instances.empty())
        << "the profile allows AUSF, AF and NEF";
    found("12", "msgin5g", "AUSF").answers(403, "UNAUTHORIZED_NF");
    found("12", "mallory", "AUSF").answers(403, "UNAUTHORIZED_NF");
    stage.hears(json_request(sbi::nf_discover, "ausf", "nrf", ""))
        .notes(Cause::malformed, "missing")
        .answers(400, "MANDATORY_QUERY_PARAM_INCORRECT");
}

// TS 33.501 13.4.1.1, RFC 7515 5.1, RFC 7518 3.4.
TEST(NrfAlone, SignsWhoMayWhatForHowLong) {
    auto stage = nrf_that_knows_the_aanf();
    const auto turned = stage.hears(wants(usual));
    const auto answer = turned.answers<nnrf::AccessTokenRsp>(sbi::access_token);
    // RFC 6749 5.1: nobody on the way keeps it.
    EXPECT_EQ(turned.sent_once(Link::nnrf).http->cache_control, "no-store");
    EXPECT_EQ(turned.sent_once(Link::nnrf).http->pragma, "no-cache");
    EXPECT_EQ(answer.token_type, "Bearer");
    EXPECT_EQ(answer.expires_in, 60);
    EXPECT_FALSE(answer.scope.has_value()) << "all that was asked for";
    const auto token = jwt::read(answer.access_token).value();
    EXPECT_TRUE(
        crypto::es256::Verifier::from(nrf_keys().public_key)->verify(view_of(token.signed_input), token.signature));
    const auto claims = claims_of(answer);
    EXPECT_EQ(claims.sub.text(), af_id);
    EXPECT_EQ(claims.aud, "AANF");
    EXPECT_EQ(claims.scope, key_scope);
    EXPECT_EQ(claims.exp, 1'764'000'060);
}

// RFC 6749 5.1.
TEST(NrfAlone, GivesOfAScopeWhatTheProducerAllowsAndSaysSo) {
    auto stage = nrf_that_knows_the_aanf();
    auto greedy = usual;
    greedy.scope = "naanf-akma naanf-akma:anchorkey nudm-ueau naanf-akma:applicationkeyget";
    const auto answer = stage.hears(wants(greedy)).answers<nnrf::AccessTokenRsp>(sbi::access_token);
    EXPECT_EQ(answer.scope, key_scope);
    EXPECT_EQ(claims_of(answer).scope, key_scope);
    greedy.scope = "naanf-akma:anchorkey";
    EXPECT_EQ(error_of(stage.hears(wants(greedy))), "invalid_scope");
    greedy.scope = "";
    EXPECT_EQ(error_of(stage.hears(wants(greedy))), "invalid_scope");
    stage.hears(registers(aanf_profile({std::string(sbi::supi_access)})));
    greedy.scope = key_scope + " " + std::string(sbi::supi_access);
    EXPECT_EQ(stage.hears(wants(greedy)).answers<nnrf::AccessTokenRsp>(sbi::access_token).scope, key_scope);
}

TEST(NrfAlone, GivesNoTokenToWhoeverIsNotWhoItSays) {
    auto stage = nrf_that_knows_the_aanf();
    EXPECT_EQ(error_of(stage.hears(wants(usual, "mallory"))), "invalid_client");
    EXPECT_EQ(error_of(stage.hears(wants(usual, "ausf"))), "invalid_client");
    auto other = usual;
    other.nf_type = "AUSF";
    EXPECT_EQ(error_of(stage.hears(wants(other))), "invalid_client");
    const nnrf::AccessTokenReq of_the_amf{"client_credentials", amf_id, "AMF", "AANF", key_scope};
    EXPECT_EQ(error_of(stage.hears(wants(of_the_amf, "amf"))), "invalid_scope") << "no consumer of the AAnF";
    other = usual;
    other.grant_type = "password";
    EXPECT_EQ(error_of(stage.hears(wants(other))), "unsupported_grant_type");
    other = usual;
    other.target_nf_type.reset();
    EXPECT_EQ(error_of(stage.hears(wants(other))), "invalid_request");
}

TEST(NrfAlone, SurvivesHostileFormsAndGivesNoTokenForThem) {
    auto stage = nrf_that_knows_the_aanf();
    for (const auto& form : {std::string(), std::string("{}"), std::string("grant_type=%"), std::string(5'000'000, '&'),
                             std::string("grant_type=client_credentials&grant_type=client_credentials")})
        EXPECT_EQ(error_of(stage.hears(json_request(sbi::access_token, "msgin5g", "nrf", form))), "invalid_request");
    stage.hears(json_request(sbi::nf_register, "aanf", "nrf", "{}", aanf_id))
        .notes(Cause::malformed, "missing")
        .answers(400, "MANDATORY_IE_MISSING");
    EXPECT_EQ(stage.hears(wants(usual)).sent_once(Link::nnrf).http->status, 200);
}

// RFC 7518 3.6.
TEST(NrfAlone, MakesTheFaultsThatAScenarioOrders) {
    const auto with = [](std::string_view fault) {
        auto stage = nrf_that_knows_the_aanf(fmt::format(R"({{"party":"msgin5g",{}}})", fault));
        return stage.hears(wants(usual)).answers<nnrf::AccessTokenRsp>(sbi::access_token);
    };
    EXPECT_EQ(claims_of(with(R"("audience":"UDM")")).aud, "UDM");
    EXPECT_EQ(claims_of(with(R"("scope":"x")")).scope, "x");
    EXPECT_EQ(claims_of(with(R"("expired":true)")).exp, 1'764'000'000);
    EXPECT_EQ(jwt::read(with(R"("signature":"none")").access_token)->header.alg, "none");
    const auto token = jwt::read(with(R"("signature":"wrong")").access_token).value();
    EXPECT_FALSE(
        crypto::es256::Verifier::from(nrf_keys().public_key)->verify(view_of(token.signed_input), token.signature));
}

}  // namespace
}  // namespace akmasim::nf::test
