// SPDX-License-Identifier: Apache-2.0
// Subscribers of other projects, as their files have them.
#include "simulator/scenario/import.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/scenario/configurations.hpp"
#include "tests/unit/scenario/files.hpp"

namespace akmasim::scenario::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string ueransim = R"(# IMSI number of the UE. IMSI = [MCC|MNC|MSISDN] (In total 15 digits)
supi: 'imsi-999700000000001'
mcc: '999'
mnc: '70'
protectionScheme: 1
homeNetworkPublicKey: '5a8d38864820197c3394b92613b20b91633cbd897119273bf8e4a6f4eec0a650'
homeNetworkPublicKeyId: 1
routingIndicator: '0000'
key: '465B5CE8B199B49FAA5F0A2EE238A6BC'
op: 'E8ED289DEBA952E4283B54E88E6183CA'
opType: 'OPC'
amf: '8000'
imei: '356938035643803'
gnbSearchList:
  - 127.0.0.1
sessions:
  - type: 'IPv4'
    apn: 'internet'
integrityMaxRate: { uplink: 'full', downlink: 'full' }
)";

const std::string open5gs =
    R"({"_id":{"$oid":"6"},"imsi":"999700000000001","msisdn":["358401234567"],"security":{"k":"465B5CE8 B199B49F AA5F0A2E E238A6BC","amf":"8000","op":null,"opc":"E8ED289D EBA952E4 283B54E8 8E6183CA","sqn":{"$numberLong":"97"}},"slice":[]})";

const std::string free5gc = R"({"plmnID":"20893","ueId":"imsi-208930000000003","AuthenticationSubscription":{
"authenticationMethod":"5G_AKA","permanentKey":{"permanentKeyValue":"8baf473f2f8fd09487cccbd7097c6862"},
"sequenceNumber":"16f3b3f70fc2","authenticationManagementField":"8000",
"milenage":{"op":{"opValue":"8e27b6af0e692e750f32667a3b14605d"}},"opc":{"opcValue":""}}})";

// What comes out is a scenario's part: it loads.
Subscriber imported(const std::string& text, const std::string& name = "ue1") {
    const auto out = import_subscribers(text, "file");
    EXPECT_TRUE(out) << out.error().detail;
    const auto loaded = load_text("schema: akma-scenario/1\nname: a\ntitle: a\nsteps: [{ register: { ue: ue1 } }]\n" +
                                  out.value_or(""));
    EXPECT_TRUE(loaded.scenario) << told(loaded) << out.value_or("");
    return loaded.scenario ? loaded.scenario->subscribers.at(name) : Subscriber{};
}

TEST(Import, TakesAUeYamlOfUeransim) {
    const auto ue = imported(ueransim);
    EXPECT_EQ(ue.supi, "imsi-999700000000001");
    EXPECT_EQ(ue.key.text, "465B5CE8B199B49FAA5F0A2EE238A6BC");
    EXPECT_EQ(ue.op_type, "OPC");
    EXPECT_EQ(ue.protection_scheme, 1);
    EXPECT_EQ(ue.home_network_public_key->text.size(), 64U);
    EXPECT_TRUE(ue.akma);
}

TEST(Import, TakesDocumentsOfOpen5gs) {
    for (const auto& text : {open5gs, "[" + open5gs + "]", open5gs + "\n"}) {
        const auto ue = imported(text);
        EXPECT_EQ(ue.supi, "imsi-999700000000001");
        EXPECT_EQ(ue.gpsi, "msisdn-358401234567");
        EXPECT_EQ(ue.key.text, "465B5CE8B199B49FAA5F0A2EE238A6BC") << "without the blanks";
        EXPECT_EQ(ue.sqn.text, "000000000061");
    }
    auto second = open5gs;
    second.replace(second.find("0000000001"), 10, "0000000002");
    EXPECT_EQ(imported(open5gs + "\n" + second + "\n", "ue2").supi, "imsi-999700000000002");
}

TEST(Import, TakesLinesOfOpen5gsDbctl) {
    const std::string keys = " 465B5CE8B199B49FAA5F0A2EE238A6BC E8ED289DEBA952E4283B54E88E6183CA\n";
    EXPECT_EQ(imported("open5gs-dbctl add 999700000000001" + keys).supi, "imsi-999700000000001");
    EXPECT_EQ(imported("# two\nadd 999700000000001 10.45.0.2" + keys).op.text, "E8ED289DEBA952E4283B54E88E6183CA");
}

TEST(Import, TakesASubscriberOfFree5gc) {
    const auto ue = imported(free5gc);
    EXPECT_EQ(ue.supi, "imsi-208930000000003");
    EXPECT_EQ(ue.op_type, "OP") << "where there is no OPc";
    EXPECT_EQ(ue.sqn.text, "16f3b3f70fc2");
    const auto newer = imported(
        R"({"plmnID":"20893","ueId":"imsi-208930000000003","authenticationSubscription":{"encPermanentKey":"8baf473f2f8fd09487cccbd7097c6862","encOpcKey":"8e27b6af0e692e750f32667a3b14605d","sequenceNumber":{"sqn":"000000000023"},"authenticationManagementField":"8000"}})");
    EXPECT_EQ(newer.op_type, "OPC");
    EXPECT_EQ(newer.sqn.text, "000000000023");
}

const std::string in_the_shell = R"(open5gs> db.subscribers.find()
[
  {
    _id: ObjectId('0123456789abcdef01234567'),
    schema_version: 1,
    msisdn: [],
    imsi: '001010000000107',
    security: { k: '00112233445566778899aabbccddeeff', amf: '8000', op: null,
      opc: '279eb54971771559879284fddde3ee0c', sqn: Long('1025') },
    __v: 0
  }
]
)";

TEST(Import, TakesWhatTheShellsOfMongodbPrint) {
    EXPECT_EQ(imported(in_the_shell).sqn.text, "000000000401");
    const std::string older =
        R"({ "_id" : ObjectId("01"), "imsi" : "001010000000105", "security" : { "k" : "00112233445566778899AABBCCDDEEFF", "opc" : "279EB54971771559879284FDDDE3EE0C", "sqn" : NumberLong(97), "amf" : "8000", "op" : null } })";
    EXPECT_EQ(imported(older).sqn.text, "000000000061");
    auto second = older;
    second.replace(second.find("0105"), 4, "0106");
    EXPECT_EQ(imported(older + "\n" + second, "ue2").supi, "imsi-001010000000106");
    const auto torn = import_subscribers("{\n  imsi: '0'", "file");
    ASSERT_FALSE(torn);
    EXPECT_THAT(torn.error().detail, HasSubstr("line 1: a bracket is not closed"));
}

TEST(Import, NamesEachMemberThatItDoesNotUse) {
    EXPECT_THAT(import_subscribers(ueransim, "file").value(),
                AllOf(HasSubstr("# not used: imei\n"), HasSubstr("# not used: sessions\n"),
                      Not(HasSubstr("# not used: supi"))));
    EXPECT_THAT(import_subscribers(in_the_shell, "file").value(),
                AllOf(HasSubstr("# not used: _id\n"), HasSubstr("# not used: schema_version\n"),
                      Not(HasSubstr("# not used: security"))));
}

TEST(Import, KnowsAnMncOfThreeDigitsWhereTheFileOrTheReaderSaysIt) {
    auto text = free5gc;
    text.replace(text.find("20893\""), 5, "001789");
    text.replace(text.find("208930000000003"), 15, "001789012345301");
    EXPECT_THAT(import_subscribers(text, "file").value(), HasSubstr("mnc: '789'"));
    auto open = open5gs;
    open.replace(open.find("999700000000001"), 15, "310260000000001");
    EXPECT_THAT(import_subscribers(open, "file").value(), HasSubstr("mnc: '260'"));
    EXPECT_THAT(import_subscribers(open5gs, "file", {3}).value(), HasSubstr("mnc: '700'"));
    open.replace(open.find("310260000000001"), 15, "001789012345301");
    const auto doubtful = import_subscribers("\n" + open, "file");
    ASSERT_FALSE(doubtful);
    EXPECT_THAT(doubtful.error().detail, HasSubstr("line 2: subscriber 1: nothing says whether the mnc of 001 is '78' or"));
    EXPECT_THAT(import_subscribers(open, "file", {3}).value(), HasSubstr("mnc: '789'"));
}

TEST(Import, TakesAPromptBeforeDbctlAndSaysTheLineOfWhatItDoesNotKnow) {
    const std::string keys = " 465B5CE8B199B49FAA5F0A2EE238A6BC E8ED289DEBA952E4283B54E88E6183CA";
    EXPECT_EQ(imported("root@host:~# open5gs-dbctl add 999700000000001" + keys).supi, "imsi-999700000000001");
    EXPECT_THAT(import_subscribers("open5gs-dbctl add_ue_with_apn 999700000000001" + keys + " internet\n", "f").value(),
                HasSubstr("# not used: internet\n"));
    const auto wrong = import_subscribers("open5gs-dbctl add 999700000000001" + keys + "\nopen5gs-dbctl remove 1\n", "f");
    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().detail, HasSubstr("line 2: expected open5gs-dbctl add"));
}

TEST(Import, TakesADocumentOfFree5gcsDatabaseWithItsMethod) {
    const std::string text =
        R"({"_id":{"$oid":"1"},"ueId":"imsi-001010000000121","authenticationMethod":"EAP_AKA_PRIME","encPermanentKey":"00112233445566778899aabbccddeeff","encOpcKey":"279eb54971771559879284fddde3ee0c","authenticationManagementField":"8000","sequenceNumber":{"sqn":"000000000023","lastIndexes":{"ausf":0}}})";
    EXPECT_EQ(imported(text).auth_method, "eap-aka-prime");
    EXPECT_THAT(import_subscribers(text, "file").value(), HasSubstr("# not used: sequenceNumber.lastIndexes\n"));
}

TEST(Import, LeavesAnUncompressedKeyOfProfileBAsItIs) {
    auto text = ueransim;
    text.replace(text.find("protectionScheme: 1"), 19, "protectionScheme: 2");
    const std::string point =
        "0472DA71976234CE833A6907425867B82E074D44EF907DFB4B3E21C1C2256EBCD15A7DED52FCBB097A4ED250E036C7B9C8C7004C4EEDC4F068C"
        "D7BF8D3F900E3B4";
    text.replace(text.find("5a8d"), 64, point);
    EXPECT_EQ(imported(text).home_network_public_key->text, point);
    EXPECT_EQ(compressed(point).substr(0, 4), "0272");
}

TEST(Import, RefusesWhatItDoesNotKnowAndShowsNoKey) {
    const auto refused = [](const std::string& text) {
        const auto out = import_subscribers(text, "file");
        EXPECT_FALSE(out) << text;
        return out ? std::string() : out.error().detail;
    };
    EXPECT_THAT(refused(""), HasSubstr("empty"));
    EXPECT_THAT(refused("a: b\n"), HasSubstr("expected a ue.yaml of UERANSIM"));
    EXPECT_THAT(refused("{}"), HasSubstr("expected a subscriber of Open5GS or free5GC"));
    EXPECT_THAT(refused("{"), Not(HasSubstr("expected a ue.yaml")));
    EXPECT_THAT(refused("a: [1\n"), HasSubstr("not YAML"));
    auto bad = ueransim;
    bad.replace(bad.find("465B"), 4, "465X");
    EXPECT_THAT(refused(bad),
                AllOf(HasSubstr("subscriber 1: key: expected 32 hexadecimal digits"), Not(HasSubstr("465X"))));
    bad = ueransim;
    bad.replace(bad.find("mnc: '70'"), 9, "mnc: '71'");
    EXPECT_THAT(refused(bad), HasSubstr("supi: it does not begin with mcc and mnc"));
    bad = ueransim;
    bad.replace(bad.find("'0000'"), 6, "\"'\\n x: y\"");
    EXPECT_THAT(refused(bad), HasSubstr("expected digits")) << "nothing gets out of its quotes";
}

}  // namespace
}  // namespace akmasim::scenario::test
