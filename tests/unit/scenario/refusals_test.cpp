// SPDX-License-Identifier: Apache-2.0
// Every refusal of the loader: what stands in the file, what is said about it, and where.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/scenario/files.hpp"

namespace akmasim::scenario::test {
namespace {

using testing::HasSubstr;

struct Refusal {
    std::string text;
    std::string told;  // "line:column message", or a part of it
};

void expect_refused(const std::string& text, const std::string& wanted) {
    const auto loaded = load_text(text);
    EXPECT_FALSE(loaded.scenario) << text.substr(0, 500);
    EXPECT_THAT(told(loaded), HasSubstr(wanted)) << text.substr(0, 500);
}

const std::string step = "steps:\n  - register: { ue: alice }\n";

TEST(ScenarioFile, RefusesWhatYamlAllowsAndScenariosDoNot) {
    const std::vector<Refusal> refusals{
        {"name: a\nname: b\n", "2:1 duplicate key 'name'"},
        {"a: { b: 1, b: 2 }\n", "1:12 duplicate key 'b'"},
        {"a: &anchor 1\n", "an anchor"},
        {"a: &anchor { b: 1 }\nc: *anchor\n", "an anchor"},
        {"a: { <<: { b: 1 } }\n", "1:6 a merge key (<<)"},
        {"a: !!binary aGk=\n", "a tag"},
        {"a: 1\n---\nb: 2\n", "2:1 a second document"},
        {"? [a, b]\n: 1\n", "expected a name as key"},
        {"a: [1, 2\n", "not YAML"},
        {"a: '\xff'\n", "1:5 an octet that is no UTF-8 text"},
        {"a: b\nc: \xed\xa0\x80\n", "2:4 an octet that is no UTF-8 text"},
        {"a: \xc0\xaf\n", "1:4 an octet that is no UTF-8 text"},
        {std::string("a: b\0c\n", 7), "1:5 an octet that is no UTF-8 text"},
        {std::string(65, '[') + std::string(65, ']'), "more than 64 levels"},
        {std::string(200'000, '['), "more than 64 levels"},
        {"a: [" + std::string(250'000, ',') + "]", "more than 100000 values"},
        {std::string(1024 * 1024 + 1, ' '), "longer than 1 MiB"},
        {"", "1:1 expected a map"},
        {"- a\n", "1:1 expected a map"},
    };
    for (const auto& [text, wanted] : refusals) expect_refused(text, wanted);
}

TEST(ScenarioFile, RefusesMoreThanAHundredThousandValues) {
    std::string text = "a: [";
    for (int i = 0; i < 100'001; ++i) text += "1,";
    expect_refused(text + "1]\n", "more than 100000 values");
}

TEST(ScenarioFile, ThatCannotBeReadIsRefused) {
    EXPECT_THAT(told(load_file("/nowhere/at-all.yaml")), HasSubstr("cannot be read"));
    EXPECT_THAT(told(load_file("/tmp")), HasSubstr("cannot be read"));
    EXPECT_THAT(told(load_file("/dev/zero")), HasSubstr("cannot be read"));
}

TEST(Scenario, RefusesUnknownMissingAndMistypedMembers) {
    const std::vector<Refusal> refusals{
        {"schema: akma-scenario/2\nname: a\nabstract: true\n",
         "1:9 'akma-scenario/2' is not known; expected akma-scenario/1"},
        {"schema: akma-scenario/1\nabstract: true\n", "'name' is missing"},
        {"schema: akma-scenario/1\nname: a\nabstract: true\nstepz: []\n",
         "4:1 unknown key 'stepz'; did you mean 'steps'?"},
        {"schema: akma-scenario/1\nname: ../a\nabstract: true\n", "2:7 expected a name of letters"},
        {"schema: akma-scenario/1\nname: a\nabstract: yes\n", "3:11 expected true or false"},
        {"schema: akma-scenario/1\nname: a\nabstract: true\nseed: -1\n", "4:7 expected a whole number"},
        {"schema: akma-scenario/1\nname: a\nabstract: true\nseed: '1'\n", "4:7 expected a whole number"},
        {"schema: akma-scenario/1\nname: a\nabstract: true\ntags: a\n", "4:7 expected a list"},
        {upon_base("title: no steps\n"), "a scenario that is not abstract needs steps"},
        {upon_base("steps: []\n"), "a scenario that is not abstract needs steps"},
        {upon_base("steps: { a: 1 }\n"), "4:8 expected a list of at most 1000 steps"},
        {"schema: akma-scenario/1\nname: a\n" + step, "'plmn' is missing"},
    };
    for (const auto& [text, wanted] : refusals) expect_refused(text, wanted);
}

TEST(Scenario, RefusesDigitsAndKeysThatAreNotQuoted) {
    const std::vector<Refusal> refusals{
        {"plmn: { mcc: 001, mnc: '01' }\n", "4:14 expected quoted text: '001'"},
        {"plmn: { mcc: '001', mnc: 01 }\n", "4:26 expected quoted text: '01'"},
        {"plmn: { mcc: '01', mnc: '01' }\n", "4:14 expected an mcc of 3 digits"},
        {"plmn: { mcc: '0a1', mnc: '01' }\n", "4:14 expected an mcc of 3 digits"},
        {"plmn: { mcc: '001', mnc: '1' }\n", "4:26 expected an mnc of 2 or 3 digits"},
        {"subscribers: { alice: { amf: 8000 } }\n", "4:30 expected quoted hexadecimal digits"},
        {"subscribers: { alice: { key: '00' } }\n", "4:30 expected 32 hexadecimal digits"},
        {"subscribers: { alice: { op: 'zz5b5ce8b199b49faa5f0a2ee238a6bc' } }\n", "4:29 expected hexadecimal digits"},
        {"subscribers: { alice: { sqn: '20' } }\n", "4:30 expected 12 hexadecimal digits"},
        {"subscribers: { alice: { routingIndicator: 0000 } }\n", "expected quoted text: '0000'"},
        {"homeNetworkKeys: [ { id: 255, scheme: 1, privateKey: "
         "'c53c22208b61860b06c62e5406a7b330c2b577aa5558981510d128247d38bd1d' } ]\n",
         "4:26 expected an id of 1 to 254"},
        {"homeNetworkKeys: [ { id: 0, scheme: 1, privateKey: "
         "'c53c22208b61860b06c62e5406a7b330c2b577aa5558981510d128247d38bd1d' } ]\n",
         "4:26 expected an id of 1 to 254"},
        {"homeNetworkKeys: [ { id: 1, scheme: 1, privateKey: 'c5' } ]\n", "4:52 expected 64 hexadecimal digits"},
    };
    for (const auto& [text, wanted] : refusals) expect_refused(upon_base(text + step), wanted);
}

TEST(Scenario, RefusesSubscribersThatCannotBe) {
    const std::vector<Refusal> refusals{
        {"supi: 'imsi-999010000000001'", "expected a supi of the form imsi-00101"},
        {"supi: 'imsi-0010100000000012'", "expected a supi of the form imsi-00101"},
        {"supi: 'imsi-00101'", "expected a supi of the form imsi-00101"},
        {"supi: 'nai-alice'", "or of the form nai-alice@example.com"},
        {"supi: 'gci-alice@example.com'", "expected a supi of the form imsi-00101"},
        {"algorithm: Tuak", "'Tuak' is not known; expected milenage, tuak; did you mean 'tuak'?"},
        {"algorithm: tuak", "'OPC' is not known; expected TOP, TOPC"},
        {"algorithm: tuak, opType: TOPC", "expected 64 hexadecimal digits"},
        {"algorithm: tuak, opType: TOPC, key: '465b5ce8b199b49faa5f0a2ee238a6bc00'", "expected 32 or 64 hexadecimal"},
        {"algorithm: tuak, tuak: { iterations: 0 }", "expected 1 to 255 iterations"},
        {"algorithm: tuak, tuak: { resOctets: 32 }", "expected a RES of 4, 8 or 16 octets"},
        {"usim: { algorithm: tuak }", "expected 64 hexadecimal digits"},
        {"gpsi: '358401234567'", "expected a gpsi"},
        {"routingIndicator: '00000'", "expected a routingIndicator of 1 to 4 digits"},
        {"routingIndicator: ''", "expected a routingIndicator of 1 to 4 digits"},
        {"protectionScheme: 3", "4:43 expected a protectionScheme of 0"},
        {"protectionScheme: 2", "a key in homeNetworkKeys with id 1 and scheme 2"},
        {"homeNetworkPublicKeyId: 7", "a key in homeNetworkKeys with id 7 and scheme 1"},
        {"homeNetworkPublicKeyId: 255", "expected an id of 1 to 254"},
        {"homeNetworkPublicKeyId: 0", "expected an id of 1 to 254"},
        {"homeNetworkPublicKey: '00'", "expected 64 hexadecimal digits for scheme 1"},
        {"opType: OPc", "'OPc' is not known; expected OP, OPC, TOP, TOPC; did you mean"},
        {"usim: { opType: X }", "'X' is not known"},
        {"usim: { opc: '00' }", "unknown key 'opc'; did you mean 'op'?"},
        {"ueServiceId: 'a b'", "expected 1 to 255 visible characters"},
    };
    for (const auto& [text, wanted] : refusals)
        expect_refused(upon_base("subscribers: { alice: { " + text + " } }\n" + step), wanted);
}

TEST(Scenario, RefusesTwoSubscribersWithOneSupiAndTwoKeysWithOneId) {
    const std::string bob =
        "subscribers: { bob: { supi: 'imsi-001010000000001', key: '465b5ce8b199b49faa5f0a2ee238a6bc', "
        "op: 'cd63cb71954a9f4e48a5994e37a02baf' } }\n";
    expect_refused(upon_base(bob + step), "subscriber 'bob': another one has this supi");
    const std::string key =
        "{ id: 1, scheme: 1, privateKey: 'c53c22208b61860b06c62e5406a7b330c2b577aa5558981510d128247d38bd1d' }";
    expect_refused(upon_base("homeNetworkKeys: [" + key + ", " + key + "]\n" + step),
                   "a second key with id 1 and scheme 1");
}

TEST(Scenario, RefusesNetworkFunctionsThatCannotBe) {
    const std::vector<Refusal> refusals{
        {"amf: { ea: [NEA2] }", "4:20 'NEA2' is not known; expected EA0, EA1, EA2, EA3"},
        {"amf: { ia: [] }", "4:19 expected some of IA0, IA1, IA2, IA3"},
        {"ue: { ia: [IA12] }", "'IA12' is not known; expected IA0, IA1, IA2, IA3"},
        {"ue: { capability: seed }", "'seed' is not known"},
        {"msgin5g: { mode: explicitt }",
         "4:25 'explicitt' is not known; expected implicit, explicit; did you mean 'explicit'?"},
        {"msgin5g: { uaProtocol: tls14-psk }", "'tls14-psk' is not known"},
        {"msgin5g: { uaProtocol: [tls13-psk, dtls12-psk] }",
         "'tls13-psk' and 'dtls12-psk' cannot be asked for together"},
        {"msgin5g: { uaProtocol: [] }", "expected some of tls13-psk, "},
        {"msgin5g: { accepts: [tls13-psk, tls13] }", "'tls13' is not known"},
        {"msgin5g: { earlyData: acept }", "did you mean 'accept'?"},
        {"msgin5g: { cipherSuites: [TLS_NULL] }", "'TLS_NULL' is not known"},
        {"amf: { firstNasCount: 16777216 }", "expected a COUNT of 0 to 16777215"},
        {"ue: { uaStarId: '01000000' }", "expected 10 hexadecimal digits"},
        {"msgin5g: { fqdn: Server.example. }", "expected an FQDN in lower case, without a final dot"},
        {"aanf: { keyLifetime: 3600 }", "4:29 expected a duration with its unit"},
        {"aanf: { keyLifetime: 0s }", "expected a duration with its unit"},
        {"aanf: { keyLifetime: 8761h }", "'8761h' is longer than 8760h (365 days), the longest duration"},
        {"mcf: { associations: { 'acct:a': 'alice' } }", "expected a supi or a gpsi"},
        {"amff: {}", "4:8 unknown key 'amff'; did you mean 'amf'?"},
    };
    for (const auto& [text, wanted] : refusals) expect_refused(upon_base("nfs: { " + text + " }\n" + step), wanted);
}

// TR 33.862 key issue 2: the session request comes before TLS, so the key may not depend on what TLS agrees on.
TEST(Scenario, RefusesAnExplicitStartOfProtocolsThatCannotFollowOne) {
    const std::string tail =
        "expected mode: implicit, or uaProtocol: tls13-psk, tls13-psk-ke, tls13-0rtt, or http-digest with a uaStarId of "
        "nfs.msgin5g";
    const auto connect = [](const std::string& more) {
        return "steps:\n  - connect: { ue: alice, to: msgin5g" + more + " }\n";
    };
    const std::vector<Refusal> refusals{
        {"nfs: { msgin5g: { mode: explicit, uaProtocol: tls12-psk } }\n" + connect(""),
         "4:25 'tls12-psk' cannot be asked for with mode: explicit: K_AF depends on the cipher suite here"},
        {"nfs: { msgin5g: { mode: explicit, uaProtocol: dtls12-psk } }\n" + connect(""),
         "this goes over datagrams; " + tail},
        {"nfs: { msgin5g: { mode: explicit, uaProtocol: [tls13-psk, tls12-psk] } }\n" + connect(""),
         "4:25 'tls12-psk'"},
        {"nfs: { msgin5g: { mode: explicit, uaProtocol: http-digest } }\n" + connect(""),
         "4:25 'http-digest' cannot be asked for with mode: explicit: K_AF depends on the cipher suite here"},
        {"nfs: { msgin5g: { mode: explicit } }\n" + connect(", uaProtocol: tls12-ecdhe-psk"), "6:52 'tls12-ecdhe-psk'"},
        {"nfs: { msgin5g: { uaProtocol: baseline-static-psk } }\n" + connect(", mode: explicit"),
         "6:46 'baseline-static-psk' cannot be asked for with mode: explicit: the session request names an A-KID"},
        {"nfs: { msgin5g: { uaProtocol: tls12-psk } }\nsteps:\n  - exchange:\n      - wait: 1s\n      - connect: { ue: "
         "alice, to: msgin5g, mode: explicit }\n",
         "8:50 'tls12-psk'"},
    };
    for (const auto& [text, wanted] : refusals) expect_refused(upon_base(text), wanted);
    const auto twice = load_text(upon_base("nfs: { msgin5g: { mode: explicit, uaProtocol: tls12-psk } }\n" +
                                           connect("") + "  - connect: { ue: alice, to: msgin5g }\n"));
    EXPECT_EQ(twice.wrong.size(), 1U) << told(twice);
    for (const auto* protocol : {"tls13-psk", "tls13-psk-dhe-ke", "tls13-psk-ke", "tls13-0rtt",
                                 "http-digest, uaStarId: '0100011301'"}) {
        const auto loaded = load_text(upon_base(std::string("nfs: { msgin5g: { mode: explicit, uaProtocol: ") +
                                                protocol + " } }\n" + connect("")));
        EXPECT_TRUE(loaded.wrong.empty()) << told(loaded);
    }
    // What is asked for in the implicit way goes to a server of the explicit one all the same, and is not served.
    EXPECT_TRUE(load_text(upon_base("nfs: { msgin5g: { mode: explicit, uaProtocol: tls12-psk } }\n" +
                                    connect(", mode: implicit")))
                    .wrong.empty());
}

TEST(Scenario, RefusesAnNrfThatCannotBe) {
    const std::vector<Refusal> refusals{
        {"{ tokens: offf }", "4:16 'offf' is not known; expected on, off; did you mean 'off'?"},
        {"{ tokens: true }", "'true' is not known"},
        {"{ lifetime: 1500ms }", "4:18 expected whole seconds"},
        {"{ lifetime: 3600 }", "expected a duration with its unit"},
        {"{ faults: { mcf: { expired: true } } }", "4:18 'mcf' asks the NRF for no tokens; expected one of amf, ausf"},
        {"{ faults: { aanf-west: {} } }", "'aanf-west' asks the NRF for no tokens"},
        {"{ faults: { msgin5g: { signature: bad } } }", "'bad' is not known; expected wrong, none"},
        {"{ faults: { msgin5g: { audiense: UDM } } }", "unknown key 'audiense'; did you mean 'audience'?"},
        {"{ token: on }", "unknown key 'token'; did you mean 'tokens'?"},
    };
    for (const auto& [text, wanted] : refusals) expect_refused(upon_base("nrf: " + text + "\n" + step), wanted);
    expect_refused(upon_base("nfs: { nef: {}, msgin5g: { via: nef } }\nnrf: { faults: { msgin5g: {} } }\n" + step),
                   "'msgin5g' asks the NRF for no tokens");
}

TEST(Scenario, RefusesServersThatCannotBe) {
    const std::string two =
        "nfs: { msgin5gs: { east: { fqdn: east.example.com }, west: { fqdn: west.example.com } } }\n";
    const auto connect = [](const std::string& to) { return "steps:\n  - connect: { ue: alice, to: " + to + " }\n"; };
    const auto send = [](const std::string& to) {
        return "steps:\n  - send: { ue: alice, to: " + to + ", text: hi }\n";
    };
    const std::vector<Refusal> refusals{
        {two + connect("msgin5g"), "6:31 no server is called 'msgin5g'; expected msgin5g-east or msgin5g-west"},
        {two + connect("msgin5g-north"), "no server is called 'msgin5g-north'"},
        {connect("msgin5g-east"), "5:31 no server is called 'msgin5g-east'; expected msgin5g"},
        {connect("aanf"), "5:31 expected to: msgin5g"},
        {two + send("msgin5g"), "6:28 no server is called 'msgin5g'; expected msgin5g-east or msgin5g-west"},
        {two + "steps:\n  - restart: { nf: msgin5g }\n", "the scenario has no network function 'msgin5g'"},
        {"nfs: { msgin5gs: { the-east: { fqdn: a.example.com } } }\n" + step,
         "4:20 expected a name of letters and digits"},
        {"nfs: { msgin5gs: { a: { fqdn: a.example.com }, b: { fqdn: a.example.com } } }\n" + step,
         "4:59 a second server with the fqdn 'a.example.com'"},
        {"nfs: { msgin5gs: { a: { fqdn: a.example.com, via: nef } } }\n" + step, "4:51 expected via: nef, and an nef"},
        {"nfs: { msgin5gs: { a: { fqdn: a.example.com, mode: explicit, uaProtocol: tls12-psk } } }\n" +
             connect("msgin5g-a"),
         "'tls12-psk' cannot be asked for with mode: explicit"},
    };
    for (const auto& [text, wanted] : refusals) expect_refused(upon_base(text), wanted);
    EXPECT_TRUE(load_text(upon_base(two + connect("msgin5g-west"))).scenario);
    EXPECT_TRUE(load_text(upon_base(two + send("msgin5g-east"))).scenario);
    EXPECT_TRUE(load_text(upon_base(two + send("alice"))).scenario);
}

TEST(Scenario, RefusesClocksThatCannotBe) {
    expect_refused(upon_base("clock: { mode: real }\n" + step), "4:16 'real' is not known; expected virtual");
    expect_refused(upon_base("clock: { start: yesterday }\n" + step), "expected a time such as '2026-11-23T12:00:00Z'");
}

TEST(Scenario, TellsEverythingThatIsWrongAtOnce) {
    const auto loaded =
        load_text(upon_base("seed: x\nplmn: { mcc: 001, mnc: 01 }\nsubscribers: { alice: { gpsi: x } }\nsteps:\n  - "
                            "register: { ue: bob }\n"));
    EXPECT_EQ(loaded.wrong.size(), 5U) << told(loaded);
    EXPECT_THAT(told(loaded), HasSubstr("4:7 "));
    EXPECT_THAT(told(loaded), HasSubstr("8:21 no subscriber is called 'bob'"));
}

}  // namespace
}  // namespace akmasim::scenario::test
