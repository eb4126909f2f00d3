// SPDX-License-Identifier: Apache-2.0
// The stepper, its cards, and the verdict block.
#include <sstream>

#include <gmock/gmock.h>

#include "simulator/view/result.hpp"
#include "simulator/view/step.hpp"
#include "simulator/view/wording.hpp"
#include "tests/unit/view/chain.hpp"

namespace akmasim::view {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Stepper stepper() { return Stepper({{}, chain(), {}}); }

TEST(Stepper, GoesFromStepToStepForthAndBack) {
    auto at = stepper();
    EXPECT_EQ(at.seq(), 1u);
    EXPECT_TRUE(at.next());
    EXPECT_EQ(at.seq(), 3u) << "a burst of keys is a step";
    EXPECT_TRUE(at.next());
    EXPECT_EQ(at.seq(), 4u);
    EXPECT_EQ(at.number(), 3u);
    EXPECT_TRUE(at.back());
    EXPECT_TRUE(at.back());
    EXPECT_EQ(at.seq(), 1u);
    EXPECT_FALSE(at.back());
    EXPECT_EQ(at.seq(), 1u);
}

TEST(Stepper, StopsAtRefusalsAndAtTheLastMessage) {
    auto at = stepper();
    ASSERT_TRUE(at.go_to(7));
    EXPECT_TRUE(at.next());
    EXPECT_EQ(at.seq(), 8u);
    EXPECT_TRUE(at.next());
    EXPECT_FALSE(at.next());
    EXPECT_EQ(at.seq(), 9u);
}

TEST(Stepper, GoesToAnyEventByItsNumber) {
    auto at = stepper();
    EXPECT_TRUE(at.go_to(3));
    EXPECT_THAT(at.card(), HasSubstr("+ KAKMA at ausf"));
    EXPECT_FALSE(at.go_to(11));
    EXPECT_FALSE(at.go_to(0));
    EXPECT_EQ(at.seq(), 3u);
}

TEST(Stepper, ReadsCommandsUntilTheInputEnds) {
    auto at = stepper();
    std::istringstream in("n\nb\ng 6\ng6\ng x\ng\n\nk\nl\nh\nwhat\n");
    std::ostringstream out;
    run(at, in, [&](std::string_view text) { out << text; }, false);
    EXPECT_THAT(out.str(), AllOf(HasSubstr("N61 RegisterAnchorKeyRequest"), HasSubstr("no step ' x'"),
                                 HasSubstr("known by"), HasSubstr("q quit"), Not(HasSubstr("[n]ext"))));
    EXPECT_EQ(at.seq(), 8u);
}

TEST(Stepper, PromptsOnlyAPersonAndStopsAtQ) {
    auto at = stepper();
    std::istringstream in("q\nn\n");
    std::ostringstream out;
    run(at, in, [&](std::string_view text) { out << text; }, true);
    EXPECT_THAT(out.str(), HasSubstr("[n]ext"));
    EXPECT_EQ(at.seq(), 1u);
}

TEST(Stepper, ShowsTheKeysKnownAtItsEvent) {
    auto at = stepper();
    EXPECT_THAT(at.keys(), Not(HasSubstr("KAKMA")));
    EXPECT_TRUE(at.next());
    EXPECT_TRUE(at.next());
    EXPECT_THAT(at.keys(), AllOf(HasSubstr("ausf aanf"), Not(HasSubstr("KAF"))));
}

TEST(Stepper, ARecordingWithoutEventsHasAnEmptyCard) {
    Stepper empty{record::Recording{}};
    EXPECT_FALSE(empty.next());
    EXPECT_FALSE(empty.back());
    EXPECT_EQ(empty.seq(), 0u);
    EXPECT_THAT(empty.card(), HasSubstr("no event"));
    EXPECT_THAT(empty.keys(), HasSubstr("key"));
}

TEST(Card, ShowsMessageFieldsClauseOctetsAndState) {
    const auto text = card(chain(), 1);
    EXPECT_THAT(text, AllOf(HasSubstr("N1 RegistrationRequest    ue → amf    (alice)"), HasSubstr("TS 24.501 8.2.6"),
                            HasSubstr("suci.mcc"), HasSubstr("0000  7e 00 41 79"), HasSubstr("~.Ay")));
    EXPECT_THAT(text, HasSubstr("ue: Deregistered → AwaitingChallenge"));
}

TEST(Card, ShowsTheKeysBornAtItsStepAndWhoKnowsThem) {
    const auto text = card(chain(), 3);
    EXPECT_THAT(text, AllOf(HasSubstr("step 2 of 8"), HasSubstr("+ KAKMA at ausf   from KAUSF   TS 33.535 A.2"),
                            HasSubstr("known by ausf")));
    EXPECT_THAT(text, Not(HasSubstr("Deregistered")));
    EXPECT_THAT(card(chain(), 4), HasSubstr("KAKMA, fingerprint 00000000000000MA"));
    EXPECT_THAT(card(chain(), 9), HasSubstr("msgin5g: AwaitingKey → Idle"));
}

TEST(Card, ShowsWhatRunsInsideARecordWithIt) {
    auto events = chain();
    events.insert(events.begin() + 6, message(7, "open", "Ua", "ue", "msgin5g", "ApplicationData", "{}", "170303"));
    for (const std::size_t at : {6u, 7u})
        EXPECT_THAT(card(events, at), AllOf(HasSubstr("step 5 of 8"), HasSubstr("Ua ApplicationData"),
                                            HasSubstr("inside"), HasSubstr("Ua/TLS CoapRequest REG")));
}

TEST(Card, OutsideOfTheRecordingIsEmpty) {
    EXPECT_EQ(card(chain(), 0), "");
    EXPECT_EQ(card(chain(), 11), "");
}

// TS 33.220 B.2.0: the line's input is FC || P0 || L0 || P1 || L1.
TEST(Card, SaysHowToCheckADerivationByHand) {
    const std::string parent(64, 'a');
    const auto line = check_by_hand(birth(1, "reg", "ue", "KAKMA", "KAUSF", "TS 33.535 A.2"), parent);
    EXPECT_EQ(line,
              "printf 80414b4d410004303031303130303030303030303031000f | xxd -r -p | openssl dgst -sha256 -mac HMAC "
              "-macopt hexkey:" +
                  parent);
    auto events = chain();
    events.insert(events.begin(), birth(0, "reg", "ausf", "KAUSF", "CK", "TS 33.501 A.2", parent));
    EXPECT_THAT(card(events, 4), HasSubstr("hexkey:" + parent));
    EXPECT_THAT(card(chain(), 3), HasSubstr("hexkey:'KAUSF'"));
}

TEST(Result, SaysTheVerdictAndHowToSeeItAgain) {
    EXPECT_EQ(verdict({Outcome::passed, "akma-tls13", "the chain", {}, ""}), "PASS akma-tls13: the chain\n");
    EXPECT_EQ(verdict({Outcome::failed, "x", "y", {"error: a\n  --> b\n"}, "akmasim run x.yaml --seed 1"}),
              "FAIL x: y\nerror: a\n  --> b\n  reproduce: akmasim run x.yaml --seed 1\n");
}

TEST(Result, CountsInOneLine) {
    const std::vector<CaseResult> results{
        {}, {}, {Outcome::failed, "x", "", {}, ""}, {Outcome::skipped, "y", "", {}, ""}};
    EXPECT_EQ(tally(results), "2 passed, 1 failed, 1 skipped\n");
    EXPECT_EQ(tally({}), "0 passed, 0 failed, 0 skipped\n");
}

}  // namespace
}  // namespace akmasim::view
