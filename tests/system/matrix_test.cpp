// SPDX-License-Identifier: Apache-2.0
// One file with a matrix as users run it: cases chosen, recorded and replayed, each by itself.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

// Two cases of the registration, three times each; the second fails where `fails` says so.
class TwoCases {
public:
    explicit TwoCases(const std::string& second = "success") {
        std::ofstream(path()) << "schema: akma-scenario/1\nname: two\ntitle: Two cases\nextends: "
                              << AKMASIM_SOURCE_DIR "/scenarios/base/one-ue.yaml\n"
                              << "matrix:\n  axes: { defence: [absent, present] }\n  repeat: 3\n  include:\n"
                              << "    - { defence: absent, outcome: success }\n    - { defence: present, outcome: "
                              << second << " }\n"
                              << "steps:\n  - { id: reg, register: { ue: alice }, expect: { outcome: "
                              << "'${axis.outcome}' } }\n";
    }
    [[nodiscard]] std::string path() const { return in("two.yaml"); }
    [[nodiscard]] std::string in(const std::string& name) const { return (folder_.path / name).string(); }

private:
    Folder folder_;
};

Answer run(const std::string& arguments) { return akmasim("run -q --host simulated " + arguments); }

TEST(MatrixRun, HasAVerdictAndALineForEachRepetitionOfEachCase) {
    const TwoCases two;
    const auto answer = run(two.path());
    EXPECT_EQ(answer.code, 0) << answer.output;
    for (const auto* name : {"absent#1", "absent#3", "present#1", "present#3"})
        EXPECT_THAT(answer.output, HasSubstr("PASS two[defence=" + std::string(name) + "]: Two cases\n"));
    EXPECT_THAT(answer.output, EndsWith("6 passed, 0 failed, 0 skipped\n"));
}

TEST(MatrixRun, TakesOnlyTheCasesThatAGlobChoosesAndSaysHowToRunAFailedOneAlone) {
    const TwoCases two("{ rejected: { by: amf } }");
    const auto all = run(two.path());
    EXPECT_EQ(all.code, 1);
    EXPECT_THAT(all.output, EndsWith("3 passed, 3 failed, 0 skipped\n"));
    EXPECT_THAT(all.output, HasSubstr("--case 'defence=present#2'"));
    EXPECT_THAT(run("--case 'defence=a*' " + two.path()).output, EndsWith("3 passed, 0 failed, 3 skipped\n"));
    EXPECT_THAT(run("--case defence=present#2 " + two.path()).output, EndsWith("0 passed, 1 failed, 5 skipped\n"));
    EXPECT_EQ(run("--case nothing " + two.path()).code, 77);
}

TEST(MatrixRun, RecordsEachCaseUnderItsNameWithASeedOfItsOwnAndEachReplaysAlone) {
    const TwoCases two;
    ASSERT_EQ(run(two.path() + " --record " + two.in("records")).code, 0);
    const auto recording = [&](const std::string& name) {
        return two.in("records/two.defence=" + name + ".rec.jsonl");
    };
    const auto first = content(recording("absent.1"));
    EXPECT_FALSE(first.empty());
    EXPECT_THAT(first, HasSubstr("\"case\":\"defence=absent\""));
    EXPECT_THAT(first, Not(HasSubstr("matrix")));
    EXPECT_NE(first, content(recording("absent.2")));
    const auto replayed = akmasim("replay --host simulated --scenario " + two.path() + " " + recording("absent.2") +
                                  " " + recording("present.3"));
    EXPECT_EQ(replayed.code, 0) << replayed.output;
    EXPECT_THAT(replayed.output, EndsWith("2 passed, 0 failed, 0 skipped\n"));
}

TEST(MatrixRun, OneCaseRunAloneRecordsWhatItRecordsAmongAll) {
    const TwoCases two;
    ASSERT_EQ(run(two.path() + " --seed 5 --record " + two.in("records")).code, 0);
    ASSERT_EQ(run(two.path() + " --seed 5 --case defence=present#2 --record " + two.in("alone")).code, 0);
    EXPECT_EQ(content(two.in("alone")), content(two.in("records/two.defence=present.2.rec.jsonl")));
}

TEST(MatrixRun, TwoScenariosOfOneNameAreNotRecordedOverEachOther) {
    const TwoCases two;
    fs::copy_file(two.path(), two.in("again.yaml"));
    const auto answer = run(two.path() + " " + two.in("again.yaml") + " --record " + two.in("records"));
    EXPECT_EQ(answer.code, 2);
    EXPECT_THAT(answer.output, HasSubstr("two scenarios are called two"));
}

}  // namespace
}  // namespace akmasim::test
