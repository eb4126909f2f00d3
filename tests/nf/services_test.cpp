// SPDX-License-Identifier: Apache-2.0
// UDM, AAnF and MSGin5G configuration function, each alone: they keep no conversation and answer one request at a time.
#include "simulator/crypto/milenage.hpp"
#include "simulator/crypto/random.hpp"
#include "simulator/crypto/suci.hpp"
#include "simulator/keys/hierarchy.hpp"
#include "simulator/keys/sequence_number.hpp"
#include "simulator/protocol/mcf.hpp"
#include "simulator/protocol/naanf.hpp"
#include "simulator/protocol/nudm.hpp"
#include "tests/nf/stage.hpp"

namespace akmasim::nf::test {
namespace {

const Supi alice("imsi-001010000000001");
const ServingNetworkName network("5G:mnc001.mcc001.3gppnetwork.org");
const std::string k = "465b5ce8b199b49faa5f0a2ee238a6bc";
const std::string opc = "cd63cb71954a9f4e48a5994e37a02baf";
const std::string home_key = "c53c22208b61860b06c62e5406a7b330c2b577aa5558981510d128247d38bd1d";

std::string udm_configuration(std::string_view serving = "", bool akma = true) {
    return fmt::format(
        R"({{"homeNetworkKeys":[{{"id":1,"scheme":1,"privateKey":"{}"}}],"subscribers":[{{"supi":"{}",)"
        R"("key":"{}","opc":"{}","amf":"0000","sqn":"000000000020","akma":{},"routingIndicator":"0012"}}],)"
        R"("plmns":[{{"mcc":"001","mnc":"01"}}],"realms":["example.com"],"servingNetworks":[{}]}})",
        home_key, alice.text(), k, opc, akma, serving);
}

Envelope wants_vector(std::string_view who = "imsi-001010000000001", std::string from = "ausf",
                      std::optional<nudm::ResynchronizationInfo> info = {}) {
    nudm::AuthenticationInfoRequest body;
    body.serving_network_name = network;
    body.ausf_instance_id = NfInstanceId("7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11");
    body.resynchronization_info = info;
    return request(sbi::generate_auth_data, std::move(from), "udm", body, who);
}

std::string concealed(std::string_view msin_octets, std::uint8_t key_id = 1, std::uint8_t scheme = 1) {
    const auto key =
        crypto::HomeNetworkKey::from(crypto::Scheme::profile_a, HomeNetworkPrivateKey::from_text(home_key).value());
    crypto::SeededRandom random(1, "SUCI");
    nas::Suci suci{nas::SupiFormat::imsi, "001", "01", "", "0012", scheme, key_id, {}};
    suci.scheme_output =
        crypto::conceal(crypto::Scheme::profile_a, key->public_key(), from_hex(msin_octets).value(), random).value();
    return suci.text().text();
}

// TS 33.501 6.1.3.2.0 step 1 and TS 33.535 6.1 step 2.
TEST(UdmAlone, MakesAVectorThatTheUsimAccepts) {
    Stage udm("udm", udm_configuration());
    const auto turned = udm.hears(wants_vector());
    turned.derives({"CK", "IK", "RESstar", "KAUSF"});
    const auto answer = turned.answers<nudm::AuthenticationInfoResult>(sbi::generate_auth_data);
    EXPECT_EQ(answer.supi, alice);
    EXPECT_EQ(answer.akma_ind, true);
    EXPECT_EQ(answer.routing_id, RoutingIndicator("0012"));
    const auto& made = std::get<nudm::Av5gHeAka>(answer.authentication_vector);
    const auto& autn = made.autn;
    EXPECT_EQ(autn.view()[6] & 0x80, 0x80) << "the separation bit is 1 whatever is configured";
    const crypto::Milenage usim(LongTermKey::from_text(k).value(), Opc::from_text(opc).value());
    const auto outputs = usim.vector(made.rand);
    Sqn sqn;
    for (std::size_t i = 0; i < 6; ++i) sqn.writable()[i] = autn.view()[i] ^ outputs.ak.view()[i];
    EXPECT_EQ(usim.f1(made.rand, sqn, AmfField({0x80, 0})).view()[0], autn.view()[8]);
    EXPECT_GT(SequenceNumber::of(sqn).seq(), 1U);
}

TEST(UdmAlone, NeverUsesASequenceNumberTwice) {
    Stage udm("udm", udm_configuration());
    auto before = udm.holds("sqn", alice.text());
    for (int i = 0; i < 40; ++i) {
        udm.hears(wants_vector());
        const auto now = udm.holds("sqn", alice.text());
        EXPECT_GT(now, before);
        before = now;
    }
}

TEST(UdmAlone, SaysNothingOfAkmaForASubscriberWithoutIt) {
    Stage udm("udm", udm_configuration("", false));
    const auto answer = udm.hears(wants_vector()).answers<nudm::AuthenticationInfoResult>(sbi::generate_auth_data);
    EXPECT_FALSE(answer.akma_ind.value_or(false));
    EXPECT_FALSE(answer.routing_id);
}

// TS 33.501 6.12.5, TS 29.503 6.3.7.3: what does not open or is not known gets its cause, and no sequence number is
// used.
TEST(UdmAlone, RefusesIdentitiesThatItCannotResolve) {
    Stage udm("udm", udm_configuration());
    const auto before = udm.holds("sqn", alice.text());
    udm.hears(wants_vector(concealed("0000000010"))).answers(200, "");
    EXPECT_GT(udm.holds("sqn", alice.text()), before);
    const auto after = udm.holds("sqn", alice.text());
    auto altered = concealed("0000000010");
    altered.back() = altered.back() == '0' ? '1' : '0';
    const std::vector<std::tuple<std::string, int, std::string>> refused{
        {altered, 403, "INVALID_SCHEME_OUTPUT"},
        {concealed("0000000010", 9), 403, "INVALID_HN_PUBLIC_KEY_IDENTIFIER"},
        {concealed("0000000010", 1, 7), 501, "UNSUPPORTED_PROTECTION_SCHEME"},
        {concealed("0000000020"), 404, "USER_NOT_FOUND"},
        {"suci-0-001-01-0012-0-0-999", 404, "USER_NOT_FOUND"},
        {"suci-0-001-01-0012-1-1-zz", 403, "INVALID_SCHEME_OUTPUT"},
        {"suci-", 403, "INVALID_SCHEME_OUTPUT"},
        {"imsi-001019999999999", 404, "USER_NOT_FOUND"},
        {"nobody", 404, "USER_NOT_FOUND"}};
    for (const auto& [who, status, cause] : refused) udm.hears(wants_vector(who)).derives({}).answers(status, cause);
    EXPECT_EQ(udm.holds("sqn", alice.text()), after);
}

// TS 33.501 6.12.2: a UDM opens SUCIs of its own MCC and MNC, and NAIs of its own realms; the same digits cut elsewhere
// are another network's subscriber.
TEST(UdmAlone, OpensSucisOfItsOwnNetworksAlone) {
    Stage udm("udm",
              R"({"homeNetworkKeys":[],"plmns":[{"mcc":"001","mnc":"01"},{"mcc":"999","mnc":"70"}],)"
              R"("realms":["example.com"],"servingNetworks":[],"subscribers":[)"
              R"({"supi":"imsi-001019976545660","key":"465b5ce8b199b49faa5f0a2ee238a6bc",)"
              R"("opc":"cd63cb71954a9f4e48a5994e37a02baf","amf":"8000","sqn":"000000000020","akma":true,)"
              R"("routingIndicator":"0012"},{"supi":"nai-bob@example.com","key":"465b5ce8b199b49faa5f0a2ee238a6bc",)"
              R"("opc":"cd63cb71954a9f4e48a5994e37a02baf","amf":"8000","sqn":"000000000020","akma":true,)"
              R"("routingIndicator":"0012"}]})");
    udm.hears(wants_vector("suci-0-001-01-0012-0-0-9976545660")).answers(200, "");
    udm.hears(wants_vector("suci-1-example.com-0012-0-0-bob")).answers(200, "");
    for (const auto* foreign : {"suci-0-001-019-0012-0-0-976545660", "suci-0-001-010-0012-0-0-976545660",
                                "suci-0-002-01-0012-0-0-9976545660", "suci-1-example.org-0012-0-0-bob",
                                "suci-1-sub.example.com-0012-0-0-bob"})
        udm.hears(wants_vector(foreign)).derives({}).answers(404, "USER_NOT_FOUND");
}

// TS 33.501 6.1.2: a network that may not serve this operator's subscribers gets no vector.
TEST(UdmAlone, RefusesAServingNetworkThatIsNotAuthorised) {
    Stage strict("udm", udm_configuration(R"("5G:mnc002.mcc001.3gppnetwork.org")"));
    strict.hears(wants_vector()).derives({}).answers(403, "SERVING_NETWORK_NOT_AUTHORIZED");
}

// TS 33.102 6.3.5 and TS 33.102 C.2.2: only a genuine AUTS moves the sequence number.
TEST(UdmAlone, FollowsAGenuineAutsAndRefusesAForgedOne) {
    Stage udm("udm", udm_configuration());
    const auto rand = filled<Rand>(0x11);
    const crypto::Milenage usim(LongTermKey::from_text(k).value(), Opc::from_text(opc).value());
    const SequenceNumber far_ahead{std::uint64_t{1} << 40};
    const auto mac_s = usim.f1_star(rand, far_ahead.octets(), AmfField{});
    Auts auts;
    for (std::size_t i = 0; i < 6; ++i)
        auts.writable()[i] = far_ahead.octets().view()[i] ^ usim.vector(rand).ak_star.view()[i];
    std::copy_n(mac_s.view().begin(), 8, auts.writable().begin() + 6);

    auto forged = auts;
    forged.writable()[13] ^= 1;
    const auto before = udm.holds("sqn", alice.text());
    udm.hears(wants_vector(alice.text(), "ausf", nudm::ResynchronizationInfo{rand, forged}))
        .derives({})
        .answers(403, "AUTHENTICATION_REJECTED");
    EXPECT_EQ(udm.holds("sqn", alice.text()), before);
    udm.hears(wants_vector(alice.text(), "ausf", nudm::ResynchronizationInfo{rand, auts})).answers(200, "");
    EXPECT_EQ(udm.holds("sqn", alice.text()), hex(far_ahead.next().octets().view()));
}

// TS 33.501 14.2.1: Nudm_UEAuthentication is for the AUSF.
TEST(UdmAlone, ServesTheAusfAloneAndSurvivesWhatIsNoRequest) {
    Stage udm("udm", udm_configuration());
    const auto before = udm.holds("sqn", alice.text());
    for (const auto* role : {"amf", "aanf", "msgin5g", "ue"})
        udm.hears(wants_vector(alice.text(), role)).refuses(Cause::wrong_sender, role);
    for (const auto* json : {"", "{", "[]", "{}", R"({"servingNetworkName":1})"})
        udm.hears(json_request(sbi::generate_auth_data, "ausf", "udm", json, alice.text()))
            .notes(Cause::malformed, "")
            .answers(400, "");
    auto elsewhere = wants_vector();
    elsewhere.link = Link::n61;
    udm.hears(elsewhere).notes(Cause::malformed, "no such method and path").answers(400, "INVALID_API");
    udm.hears(json_request(sbi::register_anchor_key, "ausf", "udm", "{}")).stays().sends_nothing();
    EXPECT_EQ(udm.holds("sqn", alice.text()), before);
}

// TS 33.501 6.1.4.1a: the result is kept for a subscriber of ours, and for nobody else.
TEST(UdmAlone, KeepsTheResultOfAnAuthentication) {
    Stage udm("udm", udm_configuration());
    const nudm::AuthEvent event{NfInstanceId("7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11"), true,
                                DateTime("2026-11-23T12:00:00Z"), nudm::AuthType::five_g_aka, network};
    udm.hears(request(sbi::confirm_auth, "ausf", "udm", event, alice.text())).answers(201, "");
    EXPECT_EQ(udm.holds("authEvents", alice.text()), "1");
    udm.hears(request(sbi::confirm_auth, "ausf", "udm", event, "imsi-001019999999999")).answers(404, "USER_NOT_FOUND");
    EXPECT_EQ(udm.holds("authEvents", alice.text()), "1");
}

const AKid a_kid("0012.firstfirstfirst@5gc.mnc001.mcc001.3gppnetwork.org");
const AKid newer("0012.secondsecond@5gc.mnc001.mcc001.3gppnetwork.org");

Envelope anchor(const AKid& under, Octet key = 0x66, std::string from = "ausf", std::optional<Supi> supi = alice) {
    return request(sbi::register_anchor_key, std::move(from), "aanf",
                   naanf::AkmaKeyInfo{std::move(supi), std::nullopt, under, filled<KAkma>(key)});
}

Envelope wants_key(const AKid& under, std::string_view af_id = "msgin5g.example.com:0100000007",
                   bool anonymous = false) {
    return request(sbi::retrieve_application_key, "msgin5g", "aanf",
                   naanf::AkmaAfKeyRequest{naanf::AfIdText(std::string(af_id)), under, anonymous, std::nullopt});
}

Stage aanf_with(std::string_view authorised = R"("msgin5g.example.com")") {
    return Stage("aanf", fmt::format(R"({{"keyLifetime":3600,"authorizedAfs":[{}]}})", authorised));
}

// TS 33.535 6.1 step 5, TS 33.535 6.2.1 and TS 33.535 4.2.1; TS 29.535 5.1.3.2 for the answers.
TEST(AanfAlone, KeepsAnAnchorKeyAndMakesKafFromIt) {
    auto aanf = aanf_with();
    const auto echoed = aanf.hears(anchor(a_kid)).answers<naanf::AkmaKeyInfo>(sbi::register_anchor_key);
    EXPECT_EQ(echoed.a_kid, a_kid);
    EXPECT_EQ(aanf.holds("A-KID", alice.text()), a_kid.text());
    const auto turned = aanf.hears(wants_key(a_kid));
    turned.derives({"KAF"});
    const auto data = turned.answers<naanf::AkmaAfKeyData>(sbi::retrieve_application_key);
    const keys::Kdf unwatched;
    EXPECT_EQ(data.k_af,
              keys::k_af(unwatched, filled<KAkma>(0x66), {Fqdn("msgin5g.example.com"), keys::ua_star_id("tls13-psk")}));
    EXPECT_EQ(data.supi, alice);
    EXPECT_EQ(data.expiry.text(), "2025-11-24T17:00:00Z") << "3600 s after the clock of the stage";
}

// TS 33.535 7.1.5: an anonymous user's identity is not told.
TEST(AanfAlone, TellsNoIdentityOfAnAnonymousUser) {
    auto aanf = aanf_with();
    aanf.hears(anchor(a_kid));
    const auto data = aanf.hears(wants_key(a_kid, "msgin5g.example.com:0100000007", true))
                          .answers<naanf::AkmaAfKeyData>(sbi::retrieve_application_key);
    EXPECT_FALSE(data.supi);
    EXPECT_FALSE(data.gpsi);
}

// TS 33.535 6.1 step 4: only the newest set of a subscriber counts.
TEST(AanfAlone, ForgetsAnOlderAKid) {
    auto aanf = aanf_with();
    aanf.hears(anchor(a_kid));
    aanf.hears(anchor(newer, 0x67));
    aanf.hears(wants_key(a_kid)).derives({}).answers(204, "");
    aanf.hears(wants_key(newer)).answers(200, "");
    // What becomes of the newer one, the older one tells nobody.
    aanf.now = 3'600'000'000'000;
    aanf.hears(wants_key(newer)).answers(403, "KAF_EXPIRED");
    aanf.hears(wants_key(a_kid)).answers(204, "");
}

Envelope anchored_at(const AKid& under, Octet key, std::int64_t milliseconds) {
    auto envelope = anchor(under, key);
    envelope.http->origination_timestamp = sbi_timestamp_of(milliseconds);
    return envelope;
}

// TS 33.535 6.1 step 3: the AAnF stores the latest, whatever comes late.
TEST(AanfAlone, LetsNoLateAnchorKeyWin) {
    auto aanf = aanf_with();
    aanf.hears(anchored_at(newer, 0x67, 2'000)).answers(200, "");
    aanf.hears(anchored_at(a_kid, 0x66, 1'999)).answers(403, "LATE_OVERLAPPING_REQUEST");
    EXPECT_EQ(aanf.holds("A-KID", alice.text()), newer.text());
    auto removal = request(sbi::remove_context, "ausf", "aanf", naanf::CtxRemove{alice});
    removal.http->origination_timestamp = sbi_timestamp_of(3'000);
    aanf.hears(removal).answers(204, "");
    aanf.hears(anchored_at(newer, 0x67, 2'000)).answers(403, "LATE_OVERLAPPING_REQUEST");
    EXPECT_EQ(aanf.holds("A-KID", alice.text()), "-");
    aanf.hears(anchored_at(a_kid, 0x66, 3'001)).answers(200, "");
    EXPECT_EQ(aanf.holds("A-KID", alice.text()), a_kid.text());
    EXPECT_EQ(aanf.counts("A-KIDs"), 1U);
}

// RFC 9110 9.2.2: what is said again changes nothing: an expired K_AF does not begin to live again.
TEST(AanfAlone, KnowsAnAnchorKeyThatIsSaidAgain) {
    auto aanf = aanf_with();
    aanf.hears(anchored_at(a_kid, 0x66, 1'000)).answers(200, "");
    aanf.hears(wants_key(a_kid)).answers(200, "");
    aanf.now = 3'600'000'000'000;
    aanf.hears(anchored_at(a_kid, 0x66, 1'000)).answers(200, "");
    aanf.hears(wants_key(a_kid)).answers(403, "KAF_EXPIRED");
    for (const auto* not_a_time : {"x", "Thu, 01 Jan 1970 00:00:01 GMT", "Thu, 01 Jan 1970 00:00:01.xyz GMT"}) {
        EXPECT_FALSE(milliseconds_of_sbi_timestamp(not_a_time)) << not_a_time;
    }
    EXPECT_EQ(sbi_timestamp_of(1'000), "Thu, 01 Jan 1970 00:00:01.000 GMT");
    EXPECT_EQ(milliseconds_of_sbi_timestamp("Sun, 04 Aug 2019 08:49:37.845 GMT"), 1'564'908'577'845);
}

TEST(AanfAlone, AnswersAnUnknownAKidWithNothingAndAStrangerWithARefusal) {
    auto aanf = aanf_with();
    aanf.hears(wants_key(a_kid)).derives({}).answers(204, "");
    aanf.hears(anchor(a_kid));
    aanf.hears(wants_key(a_kid, "rogue.example.com:0100000007")).derives({}).answers(403, "UNAUTHORIZED_AF");
}

// TS 33.535 7.1.2: an anchor key comes from the AUSF, with a SUPI.
TEST(AanfAlone, TakesAnAnchorKeyFromTheAusfAloneAndWithASupi) {
    auto aanf = aanf_with();
    for (const auto* role : {"amf", "msgin5g", "ue"})
        aanf.hears(anchor(a_kid, 0x66, role)).refuses(Cause::wrong_sender, role);
    aanf.hears(anchor(a_kid, 0x66, "ausf", std::nullopt)).answers(400, "MANDATORY_IE_MISSING");
    EXPECT_EQ(aanf.holds("A-KID", alice.text()), "-");
    aanf.hears(wants_key(a_kid)).answers(204, "");
}

TEST(AanfAlone, SurvivesWhatIsNoRequest) {
    auto aanf = aanf_with();
    for (const auto* operation : {&sbi::register_anchor_key, &sbi::retrieve_application_key}) {
        for (const auto* json :
             {"", "{", "[]", "{}", R"({"aKId":7})", R"({"supi":"imsi-x","aKId":"a@b","kAkma":"00"})"})
            aanf.hears(json_request(*operation, "ausf", "aanf", json)).notes(Cause::malformed, "").answers(400, "");
    }
    aanf.hears(json_request(sbi::authenticate, "ausf", "aanf", "{}")).refuses(Cause::unexpected, "not a service");
    aanf.hears(json_response(anchor(a_kid), 200, "{}")).refuses(Cause::unexpected, "no request of ours");
    aanf.hears(octets_from(Link::n1, {"ue", "alice"}, {"aanf", ""}, 1, {0x7e})).refuses(Cause::unexpected, "");
}

// What was said to a network function before it ended is not for the one that came in its place.
TEST(Restart, TakesNoAnswerToWhatItsFormerLifeAsked) {
    std::vector<std::uint64_t> streams;
    for (const std::uint64_t life : {0U, 1U, 2U}) {
        fabric::Start start{
            "ausf", "",   1,
            0,      true, R"({"nfInstanceId":"7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11","mcc":"001","mnc":"01"})"};
        start.life = life;
        const auto ausf = make(start).value();
        const auto effects = ausf->attend(
            request(sbi::authenticate, "amf", "ausf",
                    nausf::AuthenticationInfo{SupiOrSuci(alice.text()),
                                              ServingNetworkName("5G:mnc001.mcc001.3gppnetwork.org"), std::nullopt}),
            0);
        for (const auto& effect : effects) {
            const auto* asked = std::get_if<Envelope>(&effect);
            if (asked != nullptr && asked->link == Link::n13) streams.push_back(asked->stream);
        }
    }
    ASSERT_EQ(streams.size(), 3U);
    EXPECT_EQ(std::set(streams.begin(), streams.end()).size(), 3U);
}

// TS 33.501 Y.2: the association is found by the UE ID, and only for the MSGin5G server.
TEST(McfAlone, SaysWhichServiceIdsBelongToAUe) {
    Stage mcf("mcf", R"({"associations":[{"ueServiceId":"acct:a@x","ueId":"imsi-001010000000001"},)"
                     R"({"ueServiceId":"acct:b@x","ueId":"imsi-001010000000001"},)"
                     R"({"ueServiceId":"acct:c@x","ueId":"msisdn-358401234567"}]})");
    const auto asks = [&](const mcf::AssociationQuery& query, std::string from = "msgin5g") {
        return mcf.hears(request(sbi::association, std::move(from), "mcf", query));
    };
    const auto ids = [&](const mcf::AssociationQuery& query) {
        return asks(query).answers<mcf::Associations>(sbi::association).ue_service_ids;
    };
    EXPECT_EQ(ids({alice, std::nullopt}), (std::vector{UeServiceId("acct:a@x"), UeServiceId("acct:b@x")}));
    EXPECT_EQ(ids({std::nullopt, Gpsi("msisdn-358401234567")}), (std::vector{UeServiceId("acct:c@x")}));
    EXPECT_TRUE(ids({Supi("imsi-001019999999999"), std::nullopt}).empty());
    EXPECT_TRUE(ids({std::nullopt, std::nullopt}).empty());
    asks({alice, std::nullopt}, "ue").refuses(Cause::wrong_sender, "asked by ue");
    mcf.hears(json_request(sbi::association, "msgin5g", "mcf", "{"))
        .notes(Cause::malformed, "")
        .answers(400, "INVALID_MSG_FORMAT");
    mcf.hears(json_request(sbi::authenticate, "msgin5g", "mcf", "{}")).refuses(Cause::unexpected, "not a service");
    mcf.hears(octets_from(Link::ua, {"msgin5g", ""}, {"mcf", ""}, 1, {1})).refuses(Cause::unexpected, "");
}

}  // namespace
}  // namespace akmasim::nf::test
