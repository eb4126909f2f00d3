// SPDX-License-Identifier: Apache-2.0
// What is exported, octet by octet where a decoder made by others would not say.
#include <gmock/gmock.h>

#include "simulator/view/capture.hpp"
#include "simulator/view/diagram.hpp"
#include "simulator/view/frames.hpp"
#include "simulator/view/http2.hpp"
#include "simulator/view/packets.hpp"
#include "simulator/view/parties.hpp"
#include "tests/unit/view/chain.hpp"

namespace akmasim::view {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

record::Recording recording() {
    record::Recording made;
    made.events = chain();
    made.header.clock_start = "2026-11-23T12:00:00Z";
    return made;
}

TEST(Parties, AreOrderedFromUeToApplicationAndInstancesStandWithTheirRole) {
    auto events = chain();
    events.push_back(message(11, "x", "N63", "nef", "aanf-west", "Any", "{}", ""));
    events.push_back(message(12, "x", "N99", "newcomer", "nrf", "Any", "{}", ""));
    EXPECT_THAT(parties_of(events),
                ElementsAre("ue", "amf", "ausf", "nrf", "aanf", "aanf-west", "nef", "msgin5g", "newcomer"));
}

// RFC 9113 4.1 and 6.2, RFC 7541 6.2.2.
TEST(Http2, SendsHeaderFieldsAsLiteralsAndEndsTheStreamOnce) {
    EXPECT_EQ(hex(http2_message(3, {{":status", "204"}}, {})),
              "00000d"
              "01"
              "05"
              "00000003"
              "00"
              "073a737461747573"
              "03323034");
    EXPECT_EQ(hex(http2_message(1, {{"a", "b"}}, view_of("{}"))),
              "000005"
              "01"
              "04"
              "00000001"
              "00"
              "0161"
              "0162"
              "000002"
              "00"
              "01"
              "00000001"
              "7b7d");
    const auto path = std::string(300, 'x');  // 7541 5.1: 127, then 300 - 127 = 173 as ad 01
    EXPECT_THAT(hex(http2_message(1, {{"p", path}}, {})), HasSubstr("0001707fad01787878"));
}

TEST(ExportedPdu, NamesItsDissectorAndPadsIt) {
    const auto octets = exported_pdu("nas-5gs", {{0x0a000001, 0}, {0x0a000002, 0}}, Octets{0x7e});
    EXPECT_EQ(hex(octets),
              "000c00086e61732d35677300"
              "001400040a000001"
              "001500040a000002"
              "00000000"
              "7e");
}

TEST(Capture, NeverHoldsWhatRanInsideTlsNorOrdersOfTheScenario) {
    auto made = recording();
    made.events.push_back(message(11, "x", "control", "runner", "ue", "Register", "{}", "00"));
    EXPECT_EQ(packets_of(made).size(), 4u);
}

TEST(Capture, ARequestAndItsAnswerShareAStream) {
    const auto packets = packets_of(recording());
    EXPECT_THAT(hex(packets[2].octets), HasSubstr("00000001"));
    EXPECT_THAT(packets[2].comment, AllOf(HasSubstr("step 6 (event 7), in 'open'"), HasSubstr("TS 33.535 6.2.1")));
}

TEST(Capture, IsPaddedToFourOctetsAndHoldsNoSecretsWhereNoneAreRevealed) {
    const auto file = pcapng(recording());
    EXPECT_EQ(file.size() % 4, 0u);
    EXPECT_EQ(hex(view_of(file).subspan(0, 4)), "0a0d0d0a");
    EXPECT_EQ(file.find("KSLT"), std::string::npos);
    EXPECT_EQ(keylog(recording()), "");
}

TEST(Capture, SurvivesEventsWithoutAnything) {
    record::Recording made;
    made.events = {event(1, "msg", ""), event(2, "derive", ""), event(3, "refused", "")};
    made.events[0].link = "Ua";
    made.events[0].raw = "xyz";
    EXPECT_FALSE(pcapng(made).empty());
    EXPECT_FALSE(pcapng({}).empty());
    EXPECT_FALSE(mermaid(made).empty());
    EXPECT_FALSE(plantuml({}).empty());
}

TEST(Keylog, HasOneLineForEachSecretAlthoughBothEndsKnowIt) {
    auto made = recording();
    for (const auto* at : {"ue", "msgin5g"}) {
        auto secret = birth(20, "open", at, "SERVER_TRAFFIC_SECRET_0", "KAF", "RFC 8446 7.1", "beef");
        secret.p = {"cafe"};
        made.events.push_back(secret);
    }
    EXPECT_EQ(keylog(made), "SERVER_TRAFFIC_SECRET_0 cafe beef\n");
}

TEST(Diagram, DrawsEachMessageKeyAndRefusal) {
    EXPECT_THAT(mermaid(recording()),
                AllOf(HasSubstr("sequenceDiagram\n"), HasSubstr("p_ue->>p_amf: N1 RegistrationRequest"),
                      HasSubstr("p_ue-->>p_msgin5g: Ua/TLS CoapRequest"), HasSubstr("Note over p_ausf: KAKMA")));
    EXPECT_THAT(plantuml(recording()), AllOf(HasSubstr("@startuml"), HasSubstr("== open =="), HasSubstr("@enduml")));
}

TEST(Diagram, TakesNoLanguageOutOfARecording) {
    auto made = recording();
    made.events[7].detail = "a; b\n# <script> \"x\"";
    EXPECT_THAT(mermaid(made), AllOf(Not(HasSubstr(";")), Not(HasSubstr("<script>"))));
}

// RFC 4180 2.
TEST(Csv, HasOneRowAnEventAndQuotesWhatNeedsIt) {
    auto made = recording();
    made.events[7].detail = "a,\"b\"";
    const auto text = csv(made);
    EXPECT_EQ(std::ranges::count(text, '\n'), 11);
    EXPECT_THAT(text, HasSubstr("\"a,\"\"b\"\"\"\r\n"));
}

}  // namespace
}  // namespace akmasim::view
