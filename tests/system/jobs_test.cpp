// SPDX-License-Identifier: Apache-2.0
// Choosing by tag, bugs that are known, verdicts in their order, and several cases at the same time.
#include <csignal>
#include <fstream>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

const std::string fails = ", expect: { outcome: { rejected: { by: amf } } }";

class Files {
public:
    std::string put(const std::string& name, const std::string& rest, const std::string& more_of_step = "") const {
        const auto path = in(name + ".yaml");
        std::ofstream(path) << "schema: akma-scenario/1\nname: " << name
                            << "\ntitle: A test\nextends: " << AKMASIM_SOURCE_DIR "/scenarios/base/one-ue.yaml\n"
                            << rest << "steps: [{ id: reg, register: { ue: alice }" << more_of_step << " }]\n";
        return path;
    }
    [[nodiscard]] std::string in(const std::string& name) const { return (folder_.path / name).string(); }
    [[nodiscard]] std::map<std::string, std::string> recordings(const std::string& folder) const {
        std::map<std::string, std::string> all;
        for (const auto& entry : fs::directory_iterator(in(folder)))
            all[entry.path().filename().string()] = content(entry.path());
        return all;
    }

private:
    Folder folder_;
};

Answer run(const std::string& arguments) { return akmasim("run -q --host simulated " + arguments); }

TEST(Tag, ChoosesScenariosByWhatTheyHaveAndHaveNot) {
    const Files files;
    files.put("one", "tags: [a, b]\n");
    files.put("two", "tags: [a]\n");
    files.put("three", "tags: [c]\n");
    const auto chosen = [&](const std::string& tags) { return run("--tag " + tags + " " + files.in("")).output; };
    EXPECT_THAT(chosen("a"), EndsWith("2 passed, 0 failed, 1 skipped\n"));
    EXPECT_THAT(chosen("'a,!b'"), HasSubstr("PASS two"));
    EXPECT_THAT(chosen("'a,!b'"), EndsWith("1 passed, 0 failed, 2 skipped\n"));
    EXPECT_THAT(chosen("b,c"), EndsWith("2 passed, 0 failed, 1 skipped\n"));
    EXPECT_THAT(chosen("'!a'"), EndsWith("1 passed, 0 failed, 2 skipped\n"));
    EXPECT_THAT(chosen("a --tag b"), EndsWith("1 passed, 0 failed, 2 skipped\n"));
    EXPECT_EQ(run("--tag nothing " + files.in("")).code, 77);
}

TEST(Xfail, ExcusesAFailureUntilItsDayAndReportsASuccess) {
    const Files files;
    const std::string known = "xfail: { reason: the AMF does not reject }\n";
    const auto excused = run(files.put("known", known, fails));
    EXPECT_EQ(excused.code, 0) << excused.output;
    EXPECT_THAT(excused.output, HasSubstr("XFAIL known: A test\n"));
    EXPECT_THAT(excused.output, HasSubstr("known: the AMF does not reject"));
    EXPECT_THAT(excused.output, EndsWith("1 passed, 0 failed, 0 skipped\n"));
    const auto mended = run(files.put("mended", known));
    EXPECT_EQ(mended.code, 1);
    EXPECT_THAT(mended.output, HasSubstr("XPASS mended"));
    EXPECT_THAT(mended.output, HasSubstr("passes, though xfail says: the AMF does not reject"));
    EXPECT_EQ(run(files.put("late", "xfail: { reason: x, until: '2001-01-01' }\n", fails)).code, 1);
    EXPECT_EQ(run(files.put("early", "xfail: { reason: x, until: '2999-12-31' }\n", fails)).code, 0);
}

TEST(Xfail, IsRefusedWithoutAReasonOrWithADayThatIsNone) {
    const Files files;
    EXPECT_THAT(run(files.put("a", "xfail: { until: '2999-12-31' }\n")).output, HasSubstr("'reason' is missing"));
    EXPECT_THAT(run(files.put("b", "xfail: { reason: '' }\n")).output, HasSubstr("expected a reason"));
    const auto answer = run(files.put("c", "xfail: { reason: x, until: tomorrow }\n"));
    EXPECT_EQ(answer.code, 3);
    EXPECT_THAT(answer.output, HasSubstr("expected a day such as '2026-12-31'"));
}

// pass < inconclusive < fail < error: a rule that met nothing does not hide an expectation that was not met.
TEST(Verdict, OfARunIsTheWorstOfWhatItSaw) {
    const Files files;
    const std::string idle =
        "adversary: { name: mallory, at: [N1], can: [read], rules: [ { id: idle, when: { msg: N1.DeregistrationRequest "
        "}, do: [pass] } ] }\n";
    const auto inconclusive = run(files.put("idle", idle));
    EXPECT_EQ(inconclusive.code, 5) << inconclusive.output;
    EXPECT_THAT(inconclusive.output, HasSubstr("INCONCLUSIVE idle"));
    const auto failed = run(files.put("both", idle, fails));
    EXPECT_EQ(failed.code, 1) << failed.output;
    EXPECT_THAT(failed.output, HasSubstr("FAIL both"));
}

TEST(OutputFolder, GetsTheRecordingOfEachCase) {
    const Files files;
    const auto one = files.put("one", "");
    ASSERT_EQ(run(one + " --output-dir " + files.in("out/deep")).code, 0);
    EXPECT_TRUE(fs::exists(files.in("out/deep/one.rec.jsonl")));
}

class SeveralAtATime : public testing::TestWithParam<std::string> {};

TEST_P(SeveralAtATime, RecordTheSameAndSayItInTheSameOrderAsOneAfterTheOther) {
    const Files files;
    const auto matrix = files.put("many", "matrix: { axes: { n: [1, 2, 3] }, repeat: 2 }\n");
    const auto single = files.put("single", "");
    const auto arguments = "run -q " + matrix + " " + single + " --host " + GetParam() + " --output-dir ";
    const auto one = akmasim(arguments + files.in("one"));
    const auto three = akmasim(arguments + files.in("three") + " --jobs 3");
    EXPECT_EQ(one.code, 0) << one.output;
    EXPECT_EQ(one.output, three.output);
    EXPECT_EQ(files.recordings("one").size(), 10U) << "seven recordings and three reports";
    EXPECT_EQ(files.recordings("one"), files.recordings("three"));
}

INSTANTIATE_TEST_SUITE_P(Hosts, SeveralAtATime, testing::Values("simulated", "processes"),
                         [](const auto& one) { return one.param; });

TEST(Jobs, GiveTheWorstExitCodeOfAll) {
    const Files files;
    const auto good = files.put("good", "");
    const auto bad = files.put("bad", "", fails);
    const auto answer = run(good + " " + bad + " " + good + " --jobs 2");
    EXPECT_EQ(answer.code, 1) << answer.output;
    EXPECT_THAT(answer.output, EndsWith("2 passed, 1 failed, 0 skipped\n"));
    EXPECT_EQ(run(good + " " + bad + " --jobs 2 --record /proc/nowhere").code, 5);
    EXPECT_EQ(run(good + " --jobs 0").code, 2);
}

// The shell sends the signal once the first case has been printed; 20 repetitions would take longer.
TEST(Jobs, InterruptedDrainAndLeaveOutTheRest) {
    const Files files;
    const auto matrix = files.put("many", "matrix: { axes: { n: [1] }, repeat: 400 }\n");
    const auto out = files.in("out.txt");
    const auto answer =
        shell("{ " AKMASIM_BINARY_DIR "/akmasim run -q " + matrix + " --jobs 2 --record " + files.in("rec") + " >" +
              out + " & p=$!; while ! grep -q PASS " + out + "; do sleep 0.05; done; kill -TERM $p; wait $p; }");
    EXPECT_EQ(answer.code, 143) << answer.output;
    EXPECT_THAT(content(out), testing::ContainsRegex("skipped\n$"));
    EXPECT_THAT(content(out), Not(HasSubstr(" 0 skipped")));
    for (const auto& [name, text] : files.recordings("rec")) EXPECT_THAT(text, HasSubstr("\"kind\":\"end\"")) << name;
}

}  // namespace
}  // namespace akmasim::test
