// SPDX-License-Identifier: Apache-2.0
// Claims about secrecy as they stand in a file: what is refused, so that nothing is claimed that was never looked at.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/scenario/files.hpp"

namespace akmasim::scenario::test {
namespace {

using testing::HasSubstr;

Loaded load_claim(const std::string& claim, const std::string& leak = "{ key: KAKMA, of: alice }") {
    return load_text(upon_base("adversary:\n  name: mallory\n  at: [N1]\n  can: [read]\n  leak: " + leak +
                               "\nsteps:\n  - id: reg\n    register: { ue: alice }\n"
                               "expect:\n  secrecy:\n    - " +
                               claim + "\n"));
}

TEST(Claims, AreTakenInEachOfTheirShapes) {
    for (const auto* claim : {"{ key: KAUSF, only: [ue, udm, ausf] }", "{ key: SUPI, never-on: [N1, Ua] }",
                              "{ value: pay bob, never-on: [Ua] }", "{ key: KAF, not-derivable-by: mallory }",
                              "{ key: K5GMSG, of: alice, derivable-by: mallory }",
                              "{ message: Ua.CoapRequest, step: reg, cannot-read: mallory }",
                              "{ message: { N1.RegistrationAccept: { result: 1 } }, can-read: mallory }",
                              "{ linkable: [reg, reg], by: mallory }", "{ key: GPSI, only: [udm] }"}) {
        const auto loaded = load_claim(claim);
        EXPECT_TRUE(loaded.scenario) << claim << "\n" << told(loaded);
    }
}

TEST(Claims, AreRefusedWhereTheyNameWhatIsNotThere) {
    const std::pair<std::string, std::string> refusals[]{
        {"{ key: KAUS, only: [ue] }", "nothing secret is called 'KAUS'; did you mean 'KAUSF'?"},
        {"{ key: KAUSF, only: [udn] }", "unknown party 'udn'; did you mean 'udm'?"},
        {"{ key: SUPI, never-on: [N99] }", "unknown link 'N99'"},
        {"{ key: KAF, not-derivable-by: malory }", "no adversary is called 'malory'"},
        {"{ key: KAF, of: bob, not-derivable-by: mallory }", "no subscriber is called 'bob'"},
        {"{ message: Ua.CoapRequets, cannot-read: mallory }", "unknown message 'CoapRequets'"},
        {"{ message: Ua.CoapRequest, step: open, cannot-read: mallory }", "no step is called 'open'"},
        {"{ linkable: [reg, open], by: mallory }", "no step is called 'open'"},
        {"{ linkable: [reg], by: mallory }", "expected two steps"},
        {"{ linkable: [reg, reg] }", "'by' is missing"},
    };
    for (const auto& [claim, wanted] : refusals) EXPECT_THAT(told(load_claim(claim)), HasSubstr(wanted)) << claim;
}

TEST(Claims, AreRefusedWithoutOneSubjectAndOneVerb) {
    const std::pair<std::string, std::string> refusals[]{
        {"{ key: KAF }", "expected one of only, never-on"},
        {"{ key: KAF, only: [ue], never-on: [N1] }", "expected one verb"},
        {"{ only: [ue] }", "expected one of key, value and message"},
        {"{ key: KAF, value: text, never-on: [N1] }", "expected one of key, value and message"},
        {"{ key: KAF, can-read: mallory }", "said of a message"},
        {"{ message: Ua.CoapRequest, only: [ue] }", "said of a message"},
        {"{ value: text, only: [ue] }", "of a text only never-on can be said"},
        {"{ key: KAF, never: [N1] }", "unknown key 'never'"},
    };
    for (const auto& [claim, wanted] : refusals) EXPECT_THAT(told(load_claim(claim)), HasSubstr(wanted)) << claim;
}

TEST(Claims, MustBeThereWhereAKeyLeaks) {
    const auto loaded =
        load_text(upon_base("adversary:\n  name: mallory\n  at: [N1]\n  can: [read]\n  leak: { key: KAF, of: alice }\n"
                            "steps:\n  - register: { ue: alice }\n"));
    EXPECT_THAT(told(loaded), HasSubstr("no claim under expect: secrecy looks at what follows"));
}

TEST(Claims, TakeALeakOfAKeyThatThereIsAtATimeThatThereIs) {
    const std::string claim = "{ key: KAF, not-derivable-by: mallory }";
    EXPECT_TRUE(load_claim(claim, "{ key: KAKMA, of: alice, at: after-run }").scenario);
    EXPECT_TRUE(load_claim(claim, "[ { key: K, of: alice, at: reg }, { key: OPc, of: alice } ]").scenario);
    EXPECT_THAT(told(load_claim(claim, "{ key: SUPI, of: alice }")), HasSubstr("no key is called 'SUPI'"));
    EXPECT_THAT(told(load_claim(claim, "{ key: KAKMA, of: bob }")), HasSubstr("no subscriber is called 'bob'"));
    EXPECT_THAT(told(load_claim(claim, "{ key: KAKMA }")), HasSubstr("'of' is missing"));
    EXPECT_TRUE(load_claim(claim, "{ key: KAF, of: alice, from: msgin5g-east }").scenario);
    EXPECT_THAT(told(load_claim(claim, "{ key: KAF, of: alice, from: msgin6g }")),
                HasSubstr("unknown party 'msgin6g'; did you mean 'msgin5g'?"));
    EXPECT_THAT(told(load_claim(claim, "{ key: KAKMA, of: alice, at: never }")), HasSubstr("the id of a step"));
}

}  // namespace
}  // namespace akmasim::scenario::test
