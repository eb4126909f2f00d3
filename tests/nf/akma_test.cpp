// SPDX-License-Identifier: Apache-2.0
// AAnF, NEF and the UDM's context management, each alone: what must not be given, and hostile requests.
#include <algorithm>

#include <gtest/gtest.h>

#include "nf/registry.hpp"
#include "simulator/protocol/naanf.hpp"
#include "simulator/protocol/nudm_uecm.hpp"
#include "simulator/protocol/sbi.hpp"

namespace akmasim::nf::test {
namespace {

const std::string key(64, '6');
const std::string a_kid = "0000.abc@5gc.mnc001.mcc001.3gppnetwork.org";

struct Answer {
    int status = 0;  // 0: none
    std::string body;
    std::vector<Envelope> asked;  // requests to others
    std::string refused;
};

class Party {
public:
    Party(std::string role, std::string configuration) : role_(std::move(role)) {
        fabric::Start start;
        start.role = role_;
        start.configuration = std::move(configuration);
        resident_ = make(start).value();
    }

    Answer hears(const Envelope& envelope, Time now = 0) {
        Answer answer;
        for (auto& effect : resident_->attend(envelope, now)) {
            if (const auto* refused = std::get_if<Refused>(&effect)) answer.refused = refused->cause;
            auto* sent = std::get_if<Envelope>(&effect);
            if (sent == nullptr || !sent->http) continue;
            if (sent->http->status == 0) {
                answer.asked.push_back(*sent);
                continue;
            }
            answer.status = sent->http->status;
            answer.body = std::string(text_of(sent->octets));
        }
        return answer;
    }

    Answer asked(const sbi::Operation& operation, const std::string& by, const std::string& json,
                 std::string_view parameter = {}, Time now = 0) {
        Envelope envelope;
        envelope.link = operation.link;
        envelope.from = {by, ""};
        envelope.to = {role_, ""};
        envelope.stream = ++stream_;
        envelope.http = sbi::request_head(operation, parameter);
        envelope.octets.assign(json.begin(), json.end());
        return hears(envelope, now);
    }

    Answer answered(const Envelope& request, int status, const std::string& json) {
        auto envelope = request;
        std::swap(envelope.from, envelope.to);
        envelope.http = sbi::empty_head(status);
        envelope.octets.assign(json.begin(), json.end());
        return hears(envelope);
    }

private:
    std::string role_;
    std::unique_ptr<Resident> resident_;
    std::uint64_t stream_ = 0;
};

std::string wants_key(const std::string& of = a_kid, const std::string& more = "") {
    return R"({"afId":"msgin5g.example.com:0100000007","aKId":")" + of + "\"" + more + "}";
}

Party aanf(const std::string& identity = "supi", const std::string& more = "", const std::string& ua_star_ids = "") {
    const bool one = std::ranges::count(ua_star_ids, '"') == 2;
    const auto meant = one ? R"("meantUaStarId":)" + ua_star_ids + "," : std::string();
    Party party("aanf",
                R"({"keyLifetime":60,"authorizedAfs":[],"afs":[{"party":"msgin5g","fqdn":"msgin5g.example.com",)"
                R"("uaStarIds":[)" + ua_star_ids + "]," + meant + R"("identity":")" +
                    identity + R"(","visited":false}])" + more + "}");
    const auto anchored =
        party.asked(sbi::register_anchor_key, "ausf",
                    R"({"supi":"imsi-001010000000001","aKId":")" + a_kid + R"(","kAkma":")" + key + R"("})");
    EXPECT_EQ(anchored.status, 200);
    return party;
}

// TS 33.535 6.2.1 step 2a, TS 33.535 7.1.2, TS 29.535 5.1.3.2.
TEST(AanfAlone, GivesAnAfNoKeyOfAnotherAfAndNoneToWhomItDoesNotKnow) {
    auto party = aanf();
    EXPECT_EQ(party
                  .asked(sbi::retrieve_application_key, "msgin5g",
                         R"({"afId":"weather.example.com:0100000007","aKId":")" + a_kid + "\"}")
                  .status,
              403);
    EXPECT_EQ(party.asked(sbi::retrieve_application_key, "amf", wants_key()).status, 403);
    // TS 33.535 4.2.1: N63 is between NEF and AAnF; an AF of the operator asks on N62.
    EXPECT_EQ(party.asked(sbi::retrieve_for_nef, "msgin5g", wants_key()).refused, "wrong sender");
    EXPECT_EQ(party.asked(sbi::retrieve_application_key, "nef", wants_key()).refused, "wrong sender");
    EXPECT_EQ(party.asked(sbi::retrieve_application_key, "msgin5g", wants_key()).status, 200);
}

// TS 33.535 5.2.
TEST(AanfAlone, GivesTheSameExpiryWhileAKeyLivesAndNoKeyAfterIt) {
    auto party = aanf();
    constexpr Time s = 1'000'000'000;
    const auto first = party.asked(sbi::retrieve_application_key, "msgin5g", wants_key());
    const auto later = party.asked(sbi::retrieve_application_key, "msgin5g", wants_key(), {}, 30 * s);
    EXPECT_EQ(first.body, later.body);
    const auto after = party.asked(sbi::retrieve_application_key, "msgin5g", wants_key(), {}, 60 * s);
    EXPECT_EQ(after.status, 403);
    EXPECT_EQ(after.body.find("kaf"), std::string::npos);
    EXPECT_TRUE(after.asked.empty());
}

// TS 33.501 6.1.5.2.
TEST(AanfAlone, AsksForAPrimaryAuthenticationWhenAKeyRanOutAndThePolicySaysSo) {
    auto party = aanf("supi", R"(,"refreshExpired":true)");
    party.asked(sbi::retrieve_application_key, "msgin5g", wants_key());
    const auto after = party.asked(sbi::retrieve_application_key, "msgin5g", wants_key(), {}, 61'000'000'000);
    EXPECT_EQ(after.status, 403);
    ASSERT_EQ(after.asked.size(), 1U);
    EXPECT_EQ(after.asked[0].http->path, "/nudm-uecm/v1/imsi-001010000000001/registrations/trigger-auth");
}

// TS 33.535 7.1.5 and 4.2.1.
TEST(AanfAlone, TellsNoIdentityOfAnAnonymousUserAndOnlyTheGpsiWhereThatWasAgreed) {
    auto party = aanf("gpsi");
    const auto anonymous =
        party.asked(sbi::retrieve_application_key, "msgin5g", wants_key(a_kid, R"(,"anonInd":true)"));
    EXPECT_EQ(anonymous.body.find("supi"), std::string::npos);
    EXPECT_EQ(anonymous.body.find("gpsi"), std::string::npos);
    const auto waiting = party.asked(sbi::retrieve_application_key, "msgin5g", wants_key());
    EXPECT_EQ(waiting.status, 0);
    ASSERT_EQ(waiting.asked.size(), 1U);
    const auto given =
        party.answered(waiting.asked[0], 200, R"({"supi":"imsi-001010000000001","gpsi":"msisdn-358401234567"})");
    EXPECT_EQ(given.status, 200);
    EXPECT_NE(given.body.find("msisdn-358401234567"), std::string::npos);
    EXPECT_EQ(given.body.find("imsi-"), std::string::npos);
}

TEST(AanfAlone, GivesNoKeyOfAContextThatWasRemovedWhileItWaited) {
    auto party = aanf("gpsi");
    const auto waiting = party.asked(sbi::retrieve_application_key, "msgin5g", wants_key());
    ASSERT_EQ(waiting.asked.size(), 1U);
    EXPECT_EQ(party.asked(sbi::remove_context, "ausf", R"({"supi":"imsi-001010000000001"})").status, 204);
    EXPECT_EQ(party.answered(waiting.asked[0], 200, R"({"supi":"imsi-001010000000001"})").status, 204);
}

// TS 33.535 6.1 step 4.
TEST(AanfAlone, GivesNoKeyUnderAnAKidThatWasReplacedWhileItWaited) {
    auto party = aanf("gpsi");
    const auto waiting = party.asked(sbi::retrieve_application_key, "msgin5g", wants_key());
    ASSERT_EQ(waiting.asked.size(), 1U);
    party.asked(sbi::register_anchor_key, "ausf",
                R"({"supi":"imsi-001010000000001","aKId":"0000.new@x","kAkma":")" + key + R"("})");
    EXPECT_EQ(party.answered(waiting.asked[0], 200, R"({"supi":"imsi-001010000000001"})").status, 204);
}

// TS 33.535 7.1.6: who holds a key of a former A-KID is told too, while that key is good.
TEST(AanfAlone, TellsWhoeverHoldsAKeyOfAFormerAKid) {
    constexpr Time s = 1'000'000'000;
    for (const bool in_time : {true, false}) {
        auto party = aanf();
        party.asked(sbi::retrieve_application_key, "msgin5g", wants_key(a_kid, R"(,"notifUri":"http://af/n")"));
        party.asked(sbi::register_anchor_key, "ausf",
                    R"({"supi":"imsi-001010000000001","aKId":"0000.new@x","kAkma":")" + key + R"("})", {}, 10 * s);
        Envelope order;
        order.from = {"runner", ""};
        order.to = {"aanf", ""};
        order.octets = command::encode(command::DisableService{"imsi-001010000000001"});
        const auto told = party.hears(order, in_time ? 20 * s : 61 * s);
        ASSERT_EQ(told.asked.size(), in_time ? 1U : 0U);
        for (const auto& one : told.asked) EXPECT_NE(text_of(one.octets).find(a_kid), std::string::npos);
    }
}

// TS 33.535 6.6, TS 33.535 7.1.4.
TEST(AanfAlone, RemovesAContextForTheAusfAloneAndOnlyOnce) {
    auto party = aanf();
    const std::string alice = R"({"supi":"imsi-001010000000001"})";
    EXPECT_EQ(party.asked(sbi::remove_context, "msgin5g", alice).refused, "wrong sender");
    EXPECT_EQ(party.asked(sbi::remove_context, "ausf", "{}").status, 400);
    EXPECT_EQ(party.asked(sbi::remove_context, "ausf", alice).status, 204);
    EXPECT_EQ(party.asked(sbi::remove_context, "ausf", alice).status, 404);
    EXPECT_EQ(party.asked(sbi::retrieve_application_key, "msgin5g", wants_key()).status, 204);
}

// TS 33.535 7.1.3.
TEST(AanfAlone, DeclinesAUeWhoseNetworkItCannotLearn) {
    auto party = aanf("supi", R"(,"roaming":{"declinedNetworks":[],"visitedAfs":true})");
    const auto waiting = party.asked(sbi::retrieve_application_key, "msgin5g", wants_key());
    ASSERT_EQ(waiting.asked.size(), 1U);
    EXPECT_EQ(party.answered(waiting.asked[0], 404, R"({"status":404})").status, 403);
}

// TS 33.535 A.4 (assumed): an FQDN alone means the one identifier that its AF may use, and nothing where there are more.
TEST(AanfAlone, TakesABareFqdnOfAnAfThatMayUseOneIdentifier) {
    const std::string bare = R"({"afId":"msgin5g.example.com","aKId":")" + a_kid + "\"}";
    const std::string whole = R"({"afId":"msgin5g.example.com:)";
    const std::string rest = R"(","aKId":")" + a_kid + "\"}";
    auto one = aanf("supi", "", R"("0100000007")");
    const auto meant = one.asked(sbi::retrieve_application_key, "msgin5g", bare);
    EXPECT_EQ(meant.status, 200);
    EXPECT_EQ(meant.body, one.asked(sbi::retrieve_application_key, "msgin5g", whole + "0100000007" + rest).body);
    EXPECT_EQ(one.asked(sbi::retrieve_for_nef, "nef", bare).status, 200);
    EXPECT_EQ(one.asked(sbi::retrieve_for_nef, "nef", whole + "010001d001" + rest).status, 403);
    EXPECT_EQ(one.asked(sbi::retrieve_application_key, "msgin5g", whole + "0100000002" + rest).status, 403);
    EXPECT_EQ(one.asked(sbi::retrieve_application_key, "msgin5g", whole + "0000000000" + rest).status, 403);
    for (const auto* several : {R"("0100000007","010001yyzz")", R"("010001yyzz")", ""}) {
        auto party = aanf("supi", "", several);
        EXPECT_EQ(party.asked(sbi::retrieve_application_key, "msgin5g", bare).status, 400) << several;
    }
    auto any_suite = aanf("supi", "", R"("010001yyzz")");
    EXPECT_EQ(any_suite.asked(sbi::retrieve_application_key, "msgin5g", whole + "010001ccab" + rest).status, 200);
    EXPECT_EQ(any_suite.asked(sbi::retrieve_application_key, "msgin5g", whole + "ff0001ccab" + rest).status, 403);
}

// TS 29.500 6.6.2: what both support; of the features nothing is supported here.
TEST(AanfAlone, AnswersWhichFeaturesBothSupport) {
    auto party = aanf();
    const auto answer = party.asked(sbi::retrieve_application_key, "msgin5g", wants_key(a_kid, R"(,"suppFeat":"3")"));
    EXPECT_NE(answer.body.find(R"("suppFeat":"0")"), std::string::npos) << answer.body;
    EXPECT_EQ(party.asked(sbi::retrieve_application_key, "msgin5g", wants_key()).body.find("suppFeat"),
              std::string::npos);
    EXPECT_EQ(party.asked(sbi::retrieve_application_key, "msgin5g", wants_key(a_kid, R"(,"suppFeat":"3x")")).status,
              400);
}

// TS 29.535 AkmaKeyInfo: SUPI or GPSI, one of them. Under a GPSI alone there is no SUPI to be told or removed by.
TEST(AanfAlone, KeepsAnAnchorKeyUnderAGpsiAlone) {
    auto party = aanf();
    const auto info = [](const std::string& who, const std::string& id) {
        return "{" + who + R"("aKId":")" + id + R"(","kAkma":")" + key + R"(","suppFeat":"1"})";
    };
    const std::string gpsi = R"("gpsi":"msisdn-358401234567",)", supi = R"("supi":"imsi-001010000000002",)";
    const std::string other = "0000.other@5gc.mnc001.mcc001.3gppnetwork.org";
    const auto anchored = party.asked(sbi::register_anchor_key, "ausf", info(gpsi, other));
    EXPECT_EQ(anchored.status, 200);
    EXPECT_NE(anchored.body.find(R"("suppFeat":"0")"), std::string::npos);
    EXPECT_NE(anchored.body.find("msisdn-358401234567"), std::string::npos);
    const auto given = party.asked(sbi::retrieve_application_key, "msgin5g", wants_key(other));
    EXPECT_EQ(given.status, 200);
    EXPECT_EQ(given.body.find("supi"), std::string::npos);
    EXPECT_NE(given.body.find(R"("gpsi":"msisdn-358401234567")"), std::string::npos) << given.body;
    EXPECT_EQ(party.asked(sbi::register_anchor_key, "ausf", info(gpsi + supi, other)).status, 400);
    EXPECT_EQ(party.asked(sbi::register_anchor_key, "ausf", info("", other)).status, 400);
    EXPECT_EQ(party.asked(sbi::remove_context, "ausf", R"({"supi":"imsi-001010000000002"})").status, 404);
    EXPECT_EQ(party.asked(sbi::retrieve_application_key, "msgin5g", wants_key(other)).status, 200);
}

TEST(AanfAlone, SurvivesHostileBodiesAndGivesNothingForThem) {
    auto party = aanf();
    const std::string deep = std::string(100, '[') + std::string(100, ']');
    for (const auto& json : {std::string(), std::string("null"), std::string("[]"), std::string(R"({"afId":1})"), deep,
                             std::string(R"({"afId":"x:0100000007"})"), std::string(5'000'000, ' '),
                             R"({"afId":["msgin5g.example.com:0100000007"],"aKId":")" + a_kid + "\"}"}) {
        const auto answer = party.asked(sbi::retrieve_application_key, "msgin5g", json);
        EXPECT_EQ(answer.refused, "malformed");
        EXPECT_EQ(answer.status, 400);
    }
    EXPECT_EQ(party.asked(sbi::retrieve_application_key, "msgin5g", wants_key()).status, 200);
}

TEST(AanfAlone, TakesAnAnswerOnceAndFromWhomItAskedAlone) {
    auto party = aanf("gpsi");
    const auto waiting = party.asked(sbi::retrieve_application_key, "msgin5g", wants_key());
    ASSERT_EQ(waiting.asked.size(), 1U);
    auto forged = waiting.asked[0];
    forged.to = {"msgin5g", ""};
    const std::string mallory = R"({"supi":"imsi-001010000000001","gpsi":"msisdn-666666"})";
    EXPECT_EQ(party.answered(forged, 200, mallory).refused, "wrong sender");
    EXPECT_EQ(party.answered(waiting.asked[0], 200, R"({"supi":"imsi-001010000000001"})").status, 200);
    EXPECT_EQ(party.answered(waiting.asked[0], 200, mallory).refused, "unexpected");
}

// TS 33.535 6.3.
TEST(NefAlone, NeverHandsOutTheSupiAndAsksNobodyForAnAfWithoutAgreement) {
    Party nef("nef", R"({"afs":[{"party":"msgin5g","fqdn":"msgin5g.example.com","gpsi":true}],)"
                     R"("realm":"5gc.mnc001.mcc001.3gppnetwork.org"})");
    const auto rogue = nef.asked(sbi::retrieve_by_nef, "mallory", wants_key());
    EXPECT_EQ(rogue.status, 403);
    EXPECT_TRUE(rogue.asked.empty());
    const auto of_another = nef.asked(sbi::retrieve_by_nef, "msgin5g",
                                      R"({"afId":"weather.example.com:0100000007","aKId":")" + a_kid + "\"}");
    EXPECT_EQ(of_another.status, 403);
    EXPECT_TRUE(of_another.asked.empty());
    const auto elsewhere = nef.asked(sbi::retrieve_by_nef, "msgin5g", wants_key("0000.abc@5gc.mnc099.mcc999.org"));
    EXPECT_EQ(elsewhere.status, 204);
    EXPECT_TRUE(elsewhere.asked.empty());
    const auto asked = nef.asked(sbi::retrieve_by_nef, "msgin5g", wants_key());
    ASSERT_EQ(asked.asked.size(), 1U);
    const auto translating =
        nef.answered(asked.asked[0], 200,
                     R"({"kaf":")" + key + R"(","expiry":"2026-11-23T12:00:00Z","supi":"imsi-001010000000001"})");
    ASSERT_EQ(translating.asked.size(), 1U);
    const auto given = nef.answered(translating.asked[0], 404, R"({"status":404})");
    EXPECT_EQ(given.status, 200);
    EXPECT_NE(given.body.find("kaf"), std::string::npos);
    EXPECT_EQ(given.body.find("imsi-"), std::string::npos);
}

// TS 33.535 7.1.6: that the service is over is for the AAnF to say.
TEST(NefAlone, HearsOfTheEndOfTheServiceFromTheAanfAlone) {
    Party nef("nef", R"({"afs":[{"party":"msgin5g","fqdn":"msgin5g.example.com","gpsi":true}],)"
                     R"("realm":"5gc.mnc001.mcc001.3gppnetwork.org"})");
    const auto notice = R"({"aKId":")" + a_kid + "\"}";
    for (const auto* role : {"msgin5g", "ausf", "udm"})
        EXPECT_EQ(nef.asked(sbi::service_disable_to_nef, role, notice).refused, "wrong sender");
    EXPECT_EQ(nef.asked(sbi::service_disable_to_nef, "aanf", notice).status, 404) << "nobody asked to be told";
    for (int time = 0; time < 3; ++time) {
        const auto asked = nef.asked(sbi::retrieve_by_nef, "msgin5g", wants_key(a_kid, R"(,"notifUri":"http://af/n")"));
        nef.answered(asked.asked.at(0), 200, R"({"kaf":")" + key + R"(","expiry":"2026-11-23T12:00:00Z"})");
    }
    EXPECT_EQ(nef.asked(sbi::service_disable_to_nef, "aanf", notice).asked.size(), 1U) << "however often it asked";
}

Party udm(const std::string& more = "") {
    return Party("udm", R"({"homeNetworkKeys":[],"plmns":[],"realms":[],"servingNetworks":[],"subscribers":[{"supi":"imsi-001010000000001",)"
                        R"("key":"465b5ce8b199b49faa5f0a2ee238a6bc","opc":"cd63cb71954a9f4e48a5994e37a02baf",)"
                        R"("amf":"8000","sqn":"000000000020","akma":true,"routingIndicator":"0"}])" +
                            more + "}");
}

const std::string alice = "imsi-001010000000001";
const std::string registration =
    R"({"amfInstanceId":"2f6a6f0e-5a0b-4a3e-9a7e-6f1c5f3f2a01","deregCallbackUri":"http://amf/d","guami":{"plmnId":)"
    R"({"mcc":"001","mnc":"01"},"amfId":"010040"},"ratType":"NR","reauthNotifyCallbackUri":"http://amf/amf-callback/v1/)" +
    alice + R"(/reauth-notify"})";

// TS 33.501 6.1.5.2, TS 33.501 14.2.6.
TEST(UdmAlone, NotifiesTheServingAmfAndNobodyElse) {
    auto party = udm();
    const auto trigger = R"({"supi":")" + alice + R"("})";
    EXPECT_EQ(party.asked(sbi::auth_trigger, "aanf", trigger, alice).status, 404);
    for (const auto* role : {"ausf", "aanf", "msgin5g"})
        EXPECT_EQ(party.asked(sbi::amf_registration, role, registration, alice).refused, "wrong sender");
    EXPECT_EQ(party.asked(sbi::amf_registration, "amf", registration, alice).status, 201);
    EXPECT_EQ(party.asked(sbi::amf_registration, "amf", registration, alice).status, 204);
    EXPECT_EQ(party.asked(sbi::auth_trigger, "msgin5g", trigger, alice).refused, "wrong sender");
    EXPECT_EQ(party.asked(sbi::auth_trigger, "aanf", R"({"supi":"imsi-001010000000002"})", alice).status, 400);
    const auto triggered = party.asked(sbi::auth_trigger, "aanf", trigger, alice);
    EXPECT_EQ(triggered.status, 204);
    ASSERT_EQ(triggered.asked.size(), 1U);
    EXPECT_EQ(triggered.asked[0].to.role, "amf");
    EXPECT_EQ(triggered.asked[0].http->path, "/amf-callback/v1/" + alice + "/reauth-notify");
}

TEST(UdmAlone, RefusesATriggerByItsPolicy) {
    auto party = udm(R"(,"reauthentication":false)");
    party.asked(sbi::amf_registration, "amf", registration, alice);
    const auto refused = party.asked(sbi::auth_trigger, "aanf", R"({"supi":")" + alice + R"("})", alice);
    EXPECT_EQ(refused.status, 403);
    EXPECT_TRUE(refused.asked.empty());
}

// TS 29.503 5.2.2.2.10 and 5.3.2.5.
TEST(UdmAlone, TranslatesIdentitiesForAanfAndNefAlone) {
    auto party = udm();
    EXPECT_EQ(party.asked(sbi::id_translation, "nef", "", alice).status, 200);
    EXPECT_EQ(party.asked(sbi::id_translation, "aanf", "", "imsi-001010000000009").status, 404);
    EXPECT_EQ(party.asked(sbi::id_translation, "msgin5g", "", alice).refused, "wrong sender");
    EXPECT_EQ(party.asked(sbi::get_amf_registration, "nef", "", alice).refused, "wrong sender");
    EXPECT_EQ(party.asked(sbi::get_amf_registration, "aanf", "", alice).status, 404);
}

}  // namespace
}  // namespace akmasim::nf::test
