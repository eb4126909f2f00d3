// SPDX-License-Identifier: Apache-2.0
// The commands for those who write scenarios, as they are called.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/base/json.hpp"
#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string scenarios = AKMASIM_SOURCE_DIR "/scenarios";

TEST(ListCommand, SaysOfEachScenarioWhatItShows) {
    const auto text = akmasim("list " + scenarios);
    EXPECT_EQ(text.code, 0) << text.output;
    EXPECT_THAT(text.output, AllOf(HasSubstr(scenarios + "/refusals\n"), HasSubstr("wrong-opc.yaml"),
                                   HasSubstr("tags: negative, aka"), HasSubstr("abstract")));
    // Each case of a matrix has a title of its own.
    EXPECT_THAT(text.output, AllOf(HasSubstr("RES* is wrong, and the SEAF notices"),
                                   HasSubstr("RES* is wrong, and the AUSF notices")));
    const auto json = akmasim("list --json " + scenarios);
    json::Document document;
    const auto parsed = document.parse(json.output);
    ASSERT_TRUE(parsed) << json.output.substr(0, 400);
    EXPECT_GT(parsed->elements().size(), 70U);
    for (const auto& one : parsed->elements()) EXPECT_NE(one.at("expected")->string(), "invalid");
}

TEST(EventsCommand, ListsMessagesAndFieldsOfEachLink) {
    const auto all = akmasim("events --json");
    json::Document document;
    const auto parsed = document.parse(all.output);
    ASSERT_TRUE(parsed) << all.output.substr(0, 400);
    EXPECT_GT(parsed->elements().size(), 60U);
    const auto some = akmasim("events --fields 'N1.AuthenticationReq*'");
    EXPECT_THAT(some.output, AllOf(HasSubstr("N1.AuthenticationRequest"), HasSubstr("rand"), Not(HasSubstr("N61"))));
    const auto none = akmasim("events N1.RegistrationRequst");
    EXPECT_EQ(none.code, 2);
    EXPECT_THAT(none.output, HasSubstr("did you mean 'N1.RegistrationRequest'?"));
}

TEST(LintCommand, EndsWith3WhereSomethingIsWrongAndNotForAWarning) {
    EXPECT_EQ(akmasim("lint " + scenarios).code, 0);
    const Folder folder;
    const auto file = (folder.path / "a.yaml").string();
    shell("printf 'schema: akma-scenario/1\\nnam: a\\n' > " + file);
    const auto wrong = akmasim("lint " + file);
    EXPECT_EQ(wrong.code, 3);
    EXPECT_THAT(wrong.output,
                AllOf(HasSubstr("a.yaml:2:1"), HasSubstr("did you mean 'name'?"), HasSubstr("2 | nam: a")));
    ASSERT_EQ(akmasim("new " + (folder.path / "b.yaml").string()).code, 0);
    shell("sed -i '/^title/d' " + (folder.path / "b.yaml").string());
    const auto warned = akmasim("lint " + (folder.path / "b.yaml").string());
    EXPECT_EQ(warned.code, 0) << warned.output;
    EXPECT_THAT(warned.output, HasSubstr("warning: no title"));
}

TEST(NewCommand, WritesAScenarioThatRunsAndOverwritesNone) {
    const Folder folder;
    const auto in = [&](const std::string& name) { return (folder.path / name).string(); };
    EXPECT_EQ(akmasim("new " + in("own.yaml")).code, 0);
    EXPECT_EQ(akmasim("new " + in("child.yaml") + " --from " + scenarios + "/base/one-ue.yaml").code, 0);
    EXPECT_EQ(akmasim("new " + in("whole.yaml") + " --from " + main_scenario).code, 0);
    const auto run = akmasim("run -q --host simulated " + folder.path.string());
    EXPECT_EQ(run.code, 0) << run.output;
    EXPECT_THAT(run.output, HasSubstr("3 passed, 0 failed, 0 skipped"));
    EXPECT_EQ(akmasim("new " + in("own.yaml")).code, 2) << "it is there already";
    EXPECT_EQ(akmasim("new " + in("own.txt")).code, 2);
    EXPECT_EQ(akmasim("new " + in("other.yaml") + " --from " + in("absent.yaml")).code, 3);
}

TEST(NewCommand, WritesIntoTheWorkingDirectoryToo) {
    const Folder folder;
    const auto program = std::string(AKMASIM_BINARY_DIR "/akmasim");
    const auto answer = shell("cd " + folder.path.string() + " && " + program + " new a.yaml --from " + main_scenario +
                              " && " + program + " run -q --host simulated a.yaml");
    EXPECT_EQ(answer.code, 0) << answer.output;
}

}  // namespace
}  // namespace akmasim::test
