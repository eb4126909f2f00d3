// SPDX-License-Identifier: Apache-2.0
// Inputs of the kinds that have crashed or fooled implementations, each before the resident that meets it first: it
// answers as the protocol foresees, alike for all of a kind, derives nothing and goes on serving.
#include <set>

#include "simulator/protocol/nudm.hpp"
#include "tests/nf/amf_story.hpp"

namespace akmasim::nf::test {
namespace {

const std::string null_suci = "0100f110f0ff00000000000010";  // of MSIN 0000000001

// A Registration Request with these octets as its mobile identity.
Octets registration_of(const std::string& identity) {
    return from_hex(fmt::format("7e004179{:04x}{}2e02e0e0", identity.size() / 2, identity)).value();
}

Stage home() {
    return {"udm",
            R"({"homeNetworkKeys":[{"id":1,"scheme":1,)"
            R"("privateKey":"c53c22208b61860b06c62e5406a7b330c2b577aa5558981510d128247d38bd1d"},{"id":2,"scheme":2,)"
            R"("privateKey":"f1ab1074477ebcc7f554ea1c5fc368b1616730155e0041ac447d6301975fecda"}],"subscribers":[)"
            R"({"supi":"imsi-001010000000001","key":"465b5ce8b199b49faa5f0a2ee238a6bc",)"
            R"("opc":"cd63cb71954a9f4e48a5994e37a02baf","amf":"8000","sqn":"000000000020","akma":true,)"
            R"("routingIndicator":"0000"}],"plmns":[{"mcc":"001","mnc":"01"}],"realms":[],"servingNetworks":[]})"};
}

// What the UE hears in the end: AMF, then the UDM with what the AMF asks of the AUSF, then the AMF again.
std::string answer_to(const Octets& registration, Stage& udm) {
    AmfStory story;
    const auto first = story.amf.hears(on_n1(registration));
    const auto asked = first.sent(Link::n12);
    if (asked.empty()) return hex(first.sent_once(Link::n1).octets);
    const auto info = body::read<nausf::AuthenticationInfo>(text_of(asked.front().octets)).value();
    nudm::AuthenticationInfoRequest body;
    body.serving_network_name = info.serving_network_name;
    body.ausf_instance_id = NfInstanceId("7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11");
    const auto refusal = udm.hears(request(sbi::generate_auth_data, "ausf", "udm", body, info.supi_or_suci.text()))
                             .derives({})
                             .sent_once(Link::n13);
    const auto problem = body::read<sbi::ProblemDetails>(text_of(refusal.octets)).value();
    const auto told = problem_response(asked.front(), refusal.http->status, problem.cause.value_or(""));
    return hex(story.amf.hears(told).becomes("Rejected").sent_once(Link::n1).octets);
}

// TS 33.501 6.12.5: a UE cannot tell a SUCI that does not open from a subscriber who does not exist.
TEST(SucisOfEveryBadKind, AreAllAnsweredWithTheSameOctets) {
    const std::string point_a(64, '9');
    const std::string no_point(64, 'f');  // an x beyond the field's prime: no point of secp256r1
    const std::string off_curve = "0000000000000000000000000000000000000000000000000000000000000001";  // x, no y
    const std::vector<std::pair<std::string, std::string>> sucis{
        {"an unknown subscriber", "0100f110f0ff00000000000099"},
        {"a network access identifier", "11" + hex(view_of("type1.rid0.schid0.useridalice@example.com"))},
        {"another home network", "0122f210f0ff00000000000010"},
        {"one digit alone", "0100f110f0ff0000f1"},
        {"a key id that is not there", "0100f110f0ff0109" + point_a + "0011223344" + "0011223344556677"},
        {"the key id of the other profile", "0100f110f0ff0102" + point_a + "0011223344" + "0011223344556677"},
        {"a MAC that does not verify", "0100f110f0ff0101" + point_a + "0011223344" + "0011223344556677"},
        {"an output shorter than its key", "0100f110f0ff0101" + std::string(20, '1')},
        {"a key and nothing more", "0100f110f0ff0101" + point_a},
        {"the neutral point of X25519", "0100f110f0ff0101" + std::string(64, '0') + "0011223344" + "0011223344556677"},
        {"a point of order 8 of X25519",
         "0100f110f0ff0101e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"
         "00112233440011223344556677"},
        {"a point that is not on secp256r1", "0100f110f0ff020202" + no_point + "0011223344" + "0011223344556677"},
        {"an x without a y on secp256r1", "0100f110f0ff020202" + off_curve + "0011223344" + "0011223344556677"},
        {"a point that is not compressed", "0100f110f0ff020204" + point_a + "0011223344" + "0011223344556677"},
        {"a scheme of the operator's own", "0100f110f0ff0c01aabbccdd"}};
    auto udm = home();
    for (const auto& [kind, suci] : sucis) {
        SCOPED_TRACE(kind);
        EXPECT_EQ(answer_to(registration_of(suci), udm), "7e004403") << "Registration Reject, 5GMM cause 3";
    }
}

// TS 24.501 5.5.1.2.8: what is no mobile identity at all gets the cause of a wrong mandatory element, nobody is asked.
TEST(SucisOfEveryBadKind, ThatAreNoIdentityAreRefusedByTheAmfAlready) {
    for (const std::string identity : {"", "01", "0100f110f0ff0000", "4100f110f0ff00000010", "0100f110f0ff01ff1010",
                                       "01aaf110f0ff00000010", "0100f110ffff00000010", "0100f110f0ff00000f10"}) {
        AmfStory story;
        const auto turned = story.amf.hears(on_n1(registration_of(identity)));
        EXPECT_EQ(turned.says<nas::RegistrationReject>().cause, nas::FiveGmmCause::invalid_mandatory_information)
            << identity;
        EXPECT_TRUE(turned.sent(Link::n12).empty()) << identity;
    }
}

// TS 29.571 5.3.2 (patterns of Supi and SupiOrSuci): what is none gets no further than the AUSF's door.
TEST(IdentitiesInJson, ThatAreNoneStopAtTheAusf) {
    Stage ausf("ausf", R"({"nfInstanceId":"7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11","mcc":"001","mnc":"01"})");
    for (const std::string identity :
         {R"()", R"(imsi-)", R"(imsi-0010100000000011)", R"(imsi-00101000000000a)", R"(imsi-001010000000001\u0000)",
          R"(imsi-001010000000001/../udm)", R"(imsi-001010000000001%2f)", R"(suci-0-001-01-0-0-0-00000\u0000001)",
          R"(suci-0-001-01-0-1-1-abc/def)", R"(alice)"}) {
        const auto json =
            fmt::format(R"({{"supiOrSuci":"{}","servingNetworkName":"5G:mnc001.mcc001.3gppnetwork.org"}})", identity);
        ausf.hears(json_request(sbi::authenticate, "amf", "ausf", json))
            .notes(Cause::malformed, "")
            .answers(400, "MANDATORY_IE_INCORRECT");
    }
    const auto endless = fmt::format(
        R"({{"supiOrSuci":"suci-0-001-01-0-1-1-{}","servingNetworkName":"5G:mnc001.mcc001.3gppnetwork.org"}})",
        std::string(100'000, 'a'));
    ausf.hears(json_request(sbi::authenticate, "amf", "ausf", endless)).stays();
    const auto good =
        R"({"supiOrSuci":"imsi-001010000000001","servingNetworkName":"5G:mnc001.mcc001.3gppnetwork.org"})";
    EXPECT_EQ(ausf.hears(json_request(sbi::authenticate, "amf", "ausf", good)).sent(Link::n13).size(), 1U);
}

// TS 24.501 9.11.3.54: 2 to 8 octets of capability; TS 24.501 5.5.1.2.8 for others.
TEST(CapabilitiesOfEveryLength, AreTakenOrRefusedAndNeverReadBeyondTheirEnd) {
    for (unsigned length = 0; length < 12; ++length) {
        auto octets =
            from_hex(fmt::format("7e004179{:04x}{}2e{:02x}", null_suci.size() / 2, null_suci, length)).value();
        octets.insert(octets.end(), length, Octet{0xe0});
        AmfStory story;
        const auto turned = story.amf.hears(on_n1(octets));
        if (length >= 2 && length <= 8)
            turned.becomes("AwaitingVector");
        else
            EXPECT_EQ(turned.says<nas::RegistrationReject>().cause, nas::FiveGmmCause::invalid_mandatory_information)
                << length;
    }
    AmfStory beyond;
    const auto cut = beyond.amf.hears(on_n1(from_hex("7e004179000d" + null_suci + "2effe0e0").value()));
    EXPECT_TRUE(cut.sent(Link::n12).empty());
}

// TS 33.501 6.4.6 step 5: the container of Security Mode Complete holds a Registration Request or is refused.
TEST(SecurityModeCompletesOfEveryBadKind, ChangeNothing) {
    const std::vector<std::pair<std::string, Octets>> containers{
        {"no message", {0xff, 0xff, 0xff}},
        {"another message", nas::encode(deregistration())},
        {"a Registration Request cut in its middle", from_hex("7e004179000d0100f1").value()},
        {"a protected message", from_hex("7e0200112233007e0041").value()}};
    for (const auto& [kind, container] : containers) {
        SCOPED_TRACE(kind);
        AmfStory story;
        story.up_to("AwaitingSecurityMode");
        nas::SecurityModeComplete complete;
        complete.nas_message_container = container;
        story.hears_protected(complete, SecurityHeader::ciphered_new_context).refuses(Cause::malformed, "");
        story.ue_is_let_in().becomes("AwaitingComplete");
    }
    AmfStory clear;
    clear.up_to("AwaitingSecurityMode");
    clear.hears_plain(nas::SecurityModeComplete{}).refuses(Cause::integrity, "");
    clear.hears_protected(nas::RegistrationComplete{}, SecurityHeader::ciphered_new_context)
        .refuses(Cause::unexpected, "");
}

// The AUSF after its challenge: what ends a session ends it in the same octets.
TEST(EapPacketsOfEveryBadKind, EndTheSessionAlikeAndLeaveNoKey) {
    const std::vector<std::pair<std::string, std::string>> packets{
        {"nothing", ""},
        {"a header cut", "0201"},
        {"a length beyond the packet", "0201002832010000"},
        {"an attribute cut", "0201000c320100000303004028"},
        {"an attribute of length 0", "020100103201000003000040aabbccdd"},
        {"a subtype that is not known", "0201000832630000"},
        {"another method", "0201000815000000"},
        {"RES of 2 octets", "0201000c3201000003010010aabb0000"},
        {"RES of 17 octets", "020100203201000003060088000102030405060708090a0b0c0d0e0f10000000"},
        {"a response without AT_MAC", "020100143201000003030040aabbccddaabbccdd"},
        {"a request", "0101000532"},
        {"EAP-Success", "03010004"}};
    std::set<std::string> answers;
    for (const auto& [kind, packet] : packets) {
        SCOPED_TRACE(kind);
        Stage ausf("ausf", R"({"nfInstanceId":"7f0c2a52-6d0a-4a77-9d4b-0c1a6e2f9b11","mcc":"001","mnc":"01"})");
        const nausf::AuthenticationInfo info{SupiOrSuci("suci-0-001-01-0000-0-0-0000000001"),
                                             ServingNetworkName(serving_network), std::nullopt};
        const auto asked = ausf.hears(request(sbi::authenticate, "amf", "ausf", info));
        nudm::AuthenticationInfoResult result;
        result.auth_type = nausf::AuthType::eap_aka_prime;
        result.authentication_vector =
            nudm::AvEapAkaPrime{nudm::AvType::eap_aka_prime, filled<Rand>(0x11),    Res::from(Octets(8, 0x22)).value(),
                                filled<Autn>(0x33),          filled<CkPrime>(0x44), filled<IkPrime>(0x55)};
        result.supi = supi_of_alice;
        ausf.hears(response(asked.sent_once(Link::n13), sbi::generate_auth_data, result));
        nausf::EapSession session;
        session.eap_payload.value = eap::Payload{from_hex(packet).value()};
        const auto ended = ausf.hears(request(sbi::eap_session, "amf", "ausf", session, "1"));
        ended.becomes("Failed").derives({});
        answers.insert(std::string(text_of(ended.sent_once(Link::n12).octets)));
        EXPECT_EQ(ausf.holds("KAUSF", supi_of_alice.text()), "-");
    }
    EXPECT_EQ(answers.size(), 1U) << "EAP-Failure, whatever was wrong";
}

}  // namespace
}  // namespace akmasim::nf::test
