// SPDX-License-Identifier: Apache-2.0
// Parents, variables, the resolved text, and the scenarios that are shipped.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/base/json.hpp"
#include "tests/unit/scenario/files.hpp"

namespace akmasim::scenario::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string step = "steps:\n  - register: { ue: alice }\n";

TEST(Extends, MergesMapsReplacesListsAndRemovesWithNull) {
    const auto loaded = load_text(upon_base(
        "seed: ~\nsubscribers: { alice: { gpsi: ~, akma: false, af: ['a.example', 'b.example'] } }\n" + step));
    ASSERT_TRUE(loaded.scenario) << told(loaded);
    const auto& alice = loaded.scenario->subscribers.at("alice");
    EXPECT_FALSE(loaded.scenario->seed);
    EXPECT_FALSE(loaded.scenario->abstract);
    EXPECT_FALSE(alice.gpsi);
    EXPECT_FALSE(alice.akma);
    EXPECT_EQ(alice.supi, "imsi-001010000000001");
    EXPECT_THAT(alice.af, ElementsAre("a.example", "b.example"));
}

TEST(Extends, RefusesACircleAndAMissingFile) {
    const Folder folder;
    folder.write("a.yaml", "schema: akma-scenario/1\nname: a\nextends: b.yaml\n");
    const auto b = folder.write("b.yaml", "extends: a.yaml\n");
    EXPECT_THAT(told(load_file(b)), HasSubstr("extends itself, by way of 'b.yaml'"));
    EXPECT_THAT(told(load_text("name: a\nextends: nothing.yaml\n")),
                HasSubstr("2:10 extends 'nothing.yaml', but there is no file"));
    EXPECT_THAT(told(load_text("extends: [a.yaml, b.yaml]\n")),
                HasSubstr("1:10 expected the path of one file to extend"));
}

TEST(Extends, SaysInWhichFileAFaultStands) {
    const Folder folder;
    folder.write("parent.yaml", upon_base("seed: none\n"));
    const auto loaded = load_file(folder.write("child.yaml", "extends: parent.yaml\nabstract: true\n"));
    ASSERT_EQ(loaded.wrong.size(), 1U) << told(loaded);
    EXPECT_THAT(loaded.wrong[0].mark.file, HasSubstr("parent.yaml"));
}

TEST(Variables, AreReplacedWholeAndInsideAText) {
    const std::string text = upon_base(
        "vars: { who: alice, n: 7, text: hello }\nsteps:\n  - register: { ue: '${vars.who}' }\n"
        "  - send: { ue: alice, to: msgin5g, text: '${vars.text} number ${vars.n}' }\n"
        "  - send: { ue: alice, to: msgin5g, bytes: '${vars.n}' }\n");
    const auto loaded = load_text(text, {{"text", "goodbye"}});
    ASSERT_TRUE(loaded.scenario) << told(loaded);
    EXPECT_EQ(std::get<SendStep>(loaded.scenario->steps[1].orders.at(0)).text, "goodbye number 7");
    EXPECT_EQ(std::get<SendStep>(loaded.scenario->steps[2].orders.at(0)).bytes, 7);
    EXPECT_THAT(to_json(loaded.resolved), Not(HasSubstr("vars")));
}

TEST(Variables, AreRefusedWhenUnknownNestedOrUnfinished) {
    EXPECT_THAT(told(load_text(upon_base("vars: { text: a }\ntitle: '${vars.txt}'\n" + step))),
                HasSubstr("5:8 no variable for '${vars.txt}'"));
    EXPECT_THAT(told(load_text(upon_base("vars: { text: a }\ntitle: '${vars.txt}'\n" + step))),
                HasSubstr("did you mean '${vars.text}'?"));
    EXPECT_THAT(told(load_text(upon_base("title: '${vars.text'\n" + step))), HasSubstr("no variable for"));
    EXPECT_THAT(told(load_text(upon_base("title: '${env.HOME}'\n" + step))),
                HasSubstr("no variable for '${env.HOME}'"));
    EXPECT_THAT(told(load_text(upon_base("vars: { a: 'x', b: '${vars.a}' }\n" + step))),
                HasSubstr("it may not refer to another"));
    EXPECT_THAT(told(load_text(upon_base("vars: { a: [1] }\n" + step))), HasSubstr("variable 'a': expected one value"));
    EXPECT_THAT(told(load_text(upon_base(step), {{"speed", "1"}})),
                HasSubstr("--var speed: the scenario has no such variable"));
}

TEST(ResolvedText, IsJsonThatGivesTheSameScenarioAgain) {
    const auto loaded = load_file(AKMASIM_SOURCE_DIR "/scenarios/akma-tls13.yaml");
    ASSERT_TRUE(loaded.scenario) << told(loaded);
    const auto text = to_json(loaded.resolved);
    json::Document document;
    ASSERT_TRUE(document.parse(text));
    const auto again = load_resolved(text, "recording");
    ASSERT_TRUE(again.scenario) << told(again);
    EXPECT_EQ(to_json(again.resolved), text);
    EXPECT_EQ(again.scenario->steps.size(), loaded.scenario->steps.size());
    EXPECT_EQ(again.scenario->plmn->mcc.text, "001");
}

TEST(ShippedScenarios, AllLoadAndSayWhatTheyAreAbout) {
    int loaded_files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(AKMASIM_SOURCE_DIR "/scenarios")) {
        if (entry.path().extension() != ".yaml") continue;
        const auto loaded = load_file(entry.path().string());
        ASSERT_TRUE(loaded.scenario) << entry.path() << "\n" << told(loaded);
        ++loaded_files;
        if (loaded.scenario->abstract) continue;
        EXPECT_FALSE(loaded.scenario->title.empty()) << entry.path();
        EXPECT_FALSE(loaded.scenario->clauses.empty()) << entry.path();
        EXPECT_FALSE(loaded.scenario->tags.empty()) << entry.path();
    }
    EXPECT_GE(loaded_files, 18);
}

}  // namespace
}  // namespace akmasim::scenario::test
