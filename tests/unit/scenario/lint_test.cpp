// SPDX-License-Identifier: Apache-2.0
// What is told about a scenario beyond the first fault: all faults at once, rules that no run comes to, and what is
// merely useless.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/scenario/files.hpp"

namespace akmasim::scenario::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Loaded load_rules(const std::string& rules, const std::string& steps) {
    return load_text(upon_base("adversary:\n  at: [N1]\n  can: [read, drop, delay, modify]\n  rules:\n" + rules +
                               "steps:\n" + steps));
}

const std::string plain_step = "  - { id: reg, register: { ue: alice } }\n";

TEST(Scenario, IsToldAllThatIsWrongAtOnce) {
    const auto loaded =
        load_text(upon_base("titel: a\nseed: x\nsteps:\n  - register: { ue: '${vars.who}' }\n    expect: { sees: "
                            "[N1.RegistrationRequst] }\n"));
    EXPECT_THAT(told(loaded),
                AllOf(HasSubstr("unknown key 'titel'"), HasSubstr("5:7 expected a whole number"),
                      HasSubstr("no variable for '${vars.who}'"), HasSubstr("unknown message 'RegistrationRequst'"),
                      Not(HasSubstr("no subscriber"))));
}

TEST(Rule, ThatNoRunCanReachIsRefused) {
    const auto told_of = [](const std::string& rules, const std::string& steps) {
        return told(load_rules(rules, steps));
    };
    EXPECT_THAT(told_of("    - { id: a, when: { msg: N1.any, step: rge }, do: [pass] }\n", plain_step),
                HasSubstr("8:7 rule 'a' can never be reached: no step has the id 'rge'; did you mean 'reg'?"));
    EXPECT_THAT(
        told_of(
            "    - { id: a, when: { msg: N1.any }, do: [pass] }\n    - { id: b, when: { msg: N1.any }, do: [pass] }\n",
            "  - { id: reg, register: { ue: alice }, adversary: { enable: [a] } }\n"),
        HasSubstr("rule 'b' can never be reached: no step in which it could meet a message enables it"));
    EXPECT_THAT(told_of("    - { id: a, when: { msg: N1.any }, do: [drop] }\n    - { id: b, when: { msg: "
                        "N1.RegistrationRequest }, do: [pass] }\n",
                        plain_step),
                HasSubstr("rule 'b' can never be reached: rule 'a' lets no such message through to it"));
}

TEST(Rule, ThatSomeRunMayReachIsNotRefused) {
    for (const auto* first :
         {"when: { msg: N1.any, nth: 1 }, do: [drop]", "when: { msg: N1.any, probability: 0.5 }, do: [drop]",
          "when: { msg: N1.any, from: amf }, do: [drop]", "when: { msg: N1.any }, do: [pass]",
          "when: { msg: N1.RegistrationAccept }, do: [drop]"}) {
        const auto loaded = load_rules(std::string("    - { id: a, ") + first +
                                           " }\n    - { id: b, when: { msg: N1.RegistrationRequest }, do: [pass] }\n",
                                       plain_step);
        EXPECT_TRUE(loaded.scenario) << first << "\n" << told(loaded);
    }
}

TEST(Rule, SetsAndReadsOnlyFieldsThatItsMessageHas) {
    const auto told_of = [](const std::string& rule) { return told(load_rules("    - " + rule + "\n", plain_step)); };
    EXPECT_THAT(told_of("{ when: { msg: N1.RegistrationRequest }, do: [{ set: { ueSecurityCapabilty.ea: [EA0] } }] }"),
                HasSubstr("8:62 unknown field 'ueSecurityCapabilty.ea' of N1.RegistrationRequest; did you mean "
                          "'ueSecurityCapability.ea'?"));
    EXPECT_THAT(told_of("{ when: { msg: N1.RegistrationReject, fields: { reason: 3 } }, do: [pass] }"),
                HasSubstr("unknown field 'reason' of N1.RegistrationReject"));
    EXPECT_TRUE(
        load_rules(
            "    - { when: { msg: N1.RegistrationReject, fields: { cause: 3 } }, do: [{ set: { cause: 7 } }] }\n",
            plain_step)
            .scenario);
}

TEST(Warning, IsGivenForAnUnusedVariableAndAMissingTitleAndStopsNothing) {
    const auto loaded =
        load_text(upon_base("vars: { used: a, idle: b }\ntitle: '${vars.used}'\nsteps:\n" + plain_step));
    ASSERT_TRUE(loaded.scenario) << told(loaded);
    ASSERT_EQ(loaded.warnings.size(), 1U);
    EXPECT_EQ(loaded.warnings[0].message, "variable 'idle' is used nowhere");
    EXPECT_EQ(loaded.warnings[0].mark.line, 4);
    EXPECT_EQ(loaded.warnings[0].mark.column, 18);
    const auto untitled = load_text(upon_base("title: ~\nsteps:\n" + plain_step));
    ASSERT_TRUE(untitled.scenario) << told(untitled);
    ASSERT_EQ(untitled.warnings.size(), 1U);
    EXPECT_EQ(untitled.warnings[0].message, "no title: nothing says what the scenario shows");
}

}  // namespace
}  // namespace akmasim::scenario::test
