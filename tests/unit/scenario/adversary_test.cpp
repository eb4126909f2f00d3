// SPDX-License-Identifier: Apache-2.0
// The adversary as it stands in a file: what is refused, so that no attack is claimed that was never tried.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/scenario/files.hpp"

namespace akmasim::scenario::test {
namespace {

using testing::HasSubstr;

Loaded load_rule(const std::string& rule) {
    return load_text(upon_base("adversary:\n  at: [N1]\n  can: [read, delay]\n  rules:\n    - " + rule +
                               "\nsteps:\n  - register: { ue: alice }\n"));
}

TEST(Adversary, IsRefusedAVerbWhoseCapabilityIsNotStated) {
    const std::pair<std::string, std::string> needs[]{
        {"drop", "drop"},
        {"{ duplicate: 1 }", "inject"},
        {"{ send: a }", "inject"},
        {"{ inject: { saved: a } }", "inject"},
        {"{ set: { cause: 3 } }", "modify"},
        {"{ flip: { offset: 1 } }", "modify"},
        {"{ truncate: 2 }", "modify"},
        {"{ append: '00' }", "modify"},
    };
    for (const auto& [verb, capability] : needs) {
        const auto loaded = load_rule("{ when: { msg: N1.any }, do: [ " + verb + " ] }");
        EXPECT_THAT(told(loaded), HasSubstr("needs the capability " + capability)) << verb;
    }
    for (const auto* verb : {"pass", "{ save: a }", "{ hold: a }", "{ reorder: 2 }", "{ delay: 20ms }"}) {
        const auto loaded = load_rule(std::string("{ when: { msg: N1.any }, do: [ ") + verb + " ] }");
        EXPECT_TRUE(loaded.scenario) << verb << "\n" << told(loaded);
    }
}

TEST(Adversary, IsRefusedARuleThatCouldNeverBeMeant) {
    const std::pair<std::string, std::string> refusals[]{
        {"{ when: { msg: Ua.Alert }, do: [ pass ] }", "the adversary is not at Ua"},
        {"{ when: { msg: N1.Registration }, do: [ pass ] }", "unknown message 'Registration' on N1"},
        {"{ when: { msg: N1.any, ue: bob }, do: [ pass ] }", "no subscriber is called 'bob'"},
        {"{ when: { msg: N1.any, nth: 0 }, do: [ pass ] }", "expected a number from 1"},
        {"{ when: { msg: N1.any, probability: 1.5 }, do: [ pass ] }", "expected a probability"},
        {"{ when: { msg: N1.any, probability: often }, do: [ pass ] }", "expected a probability"},
        {"{ when: { msg: N1.any }, do: [ dorp ] }", "unknown verb 'dorp'"},
        {"{ when: { msg: N1.any }, do: [ delay ] }", "'delay': expected pass, drop or { verb: value }"},
        {"{ when: { msg: N1.any }, do: [] }", "expected do: a list of verbs"},
        {"{ do: [ pass ] }", "'when' is missing"},
    };
    for (const auto& [rule, wanted] : refusals) EXPECT_THAT(told(load_rule(rule)), HasSubstr(wanted)) << rule;
}

TEST(Adversary, MustBeThereWhereAStepSpeaksOfIt) {
    const auto step = [](const std::string& more) {
        return told(load_text(upon_base("steps:\n  - { " + more + " }\n")));
    };
    EXPECT_THAT(step("inject: { saved: a }"), HasSubstr("'inject' needs an adversary"));
    EXPECT_THAT(step("register: { ue: alice }, adversary: { enable: [a] }"),
                HasSubstr("the scenario has no adversary"));
}

TEST(Exchange, IsAListOfOrdersAndNothingElse) {
    const auto exchange = [](const std::string& text) {
        return load_text(upon_base("steps:\n  - exchange: " + text + "\n"));
    };
    EXPECT_THAT(told(exchange("[]")), HasSubstr("expected a list of orders"));
    EXPECT_THAT(told(exchange("[ { register: { ue: alice }, expect: {} } ]")), HasSubstr("unknown key 'expect'"));
    const auto two = exchange("[ { register: { ue: alice } }, { connect: { ue: alice, to: msgin5g } } ]");
    ASSERT_TRUE(two.scenario) << told(two);
    EXPECT_EQ(two.scenario->steps.at(0).orders.size(), 2U);
}

}  // namespace
}  // namespace akmasim::scenario::test
