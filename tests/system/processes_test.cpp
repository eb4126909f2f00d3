// SPDX-License-Identifier: Apache-2.0
// akmasim among real processes when things go wrong: interrupted, an NF killed or hanging, a start that fails, company.
#include <sys/stat.h>

#include <gmock/gmock.h>

#include "tests/system/running.hpp"

namespace akmasim::test {
namespace {

using testing::HasSubstr;

class InTheMiddleOfARun : public testing::TestWithParam<std::pair<int, int>> {};

TEST_P(InTheMiddleOfARun, ASignalEndsItWithAPartialRecordingAndNothingLeft) {
    const auto& [signal, code] = GetParam();
    const LongScenario scenario;
    const Folder folder;
    const auto recording = folder.path / "partial.rec.jsonl";
    Running run({"run", scenario.path, "-q", "--record", recording.string()});
    run.server_in_the_middle_of_a_run();
    run.send(signal);
    EXPECT_EQ(run.exit_code(), code) << run.stderr_text();
    EXPECT_THAT(run.stderr_text(), HasSubstr("interrupted"));
    EXPECT_EQ(last_line(run.stdout_text()), "0 passed, 1 failed, 0 skipped");
    EXPECT_THAT(last_line(content(recording)), HasSubstr(R"({"kind":"end","complete":false)"));
    run.expect_nothing_left();
    EXPECT_EQ(akmasim("show " + recording.string()).code, 0) << "what was recorded so far can be read";
}

INSTANTIATE_TEST_SUITE_P(Processes, InTheMiddleOfARun,
                         testing::Values(std::pair{SIGINT, 130}, std::pair{SIGTERM, 143}, std::pair{SIGHUP, 129}));

TEST(Processes, AnNfThatIsKilledEndsTheRunWithExitCode5AndItsName) {
    const LongScenario scenario;
    Running run({"run", scenario.path, "-q"});
    signal_one(run.server_in_the_middle_of_a_run(), SIGKILL);
    EXPECT_EQ(run.exit_code(), 5);
    EXPECT_THAT(run.stderr_text(), HasSubstr("NF 'msgin5g' ended with signal 9"));
    EXPECT_THAT(run.stdout_text(), HasSubstr("reproduce: akmasim run"));
    run.expect_nothing_left();
}

TEST(Processes, AnInterruptionNeedNotWaitForAnNfThatHangs) {
    const LongScenario scenario;
    Running run({"run", scenario.path, "-q"});
    signal_one(run.server_in_the_middle_of_a_run(), SIGSTOP);
    run.send(SIGINT);
    EXPECT_EQ(run.exit_code(), 130);
    run.expect_nothing_left();
}

TEST(Processes, NoneOutlivesAnAkmasimThatIsKilled) {
    const LongScenario scenario;
    Running run({"run", scenario.path, "-q"});
    run.server_in_the_middle_of_a_run();
    const auto nfs = run.nfs();
    run.send(SIGKILL);
    EXPECT_EQ(run.exit_code(), -SIGKILL);
    EXPECT_TRUE(soon([&] {
        return std::none_of(nfs.begin(), nfs.end(), [](const auto& nf) {
            return content(fs::path("/proc") / std::to_string(nf.second) / "cmdline").find("akmasim-nf") !=
                   std::string::npos;
        });
    }));
}

TEST(Processes, NoneBeginsForAnAkmasimThatIsGoneAlready) {
    Running orphan({"aanf", "--fabric", "ipc:///nowhere", "--party", "aanf", "--supervisor", "1"},
                   AKMASIM_BINARY_DIR "/akmasim-nf");
    EXPECT_EQ(orphan.exit_code(), 1);
}

TEST(Processes, TwoRunsAtTheSameTimeDoNotDisturbEachOther) {
    const Folder folder;
    const auto one = (folder.path / "one").string();
    const auto two = (folder.path / "two").string();
    Running first({"run", main_scenario, "-q", "--record", one});
    Running second({"run", main_scenario, "-q", "--record", two});
    EXPECT_EQ(first.exit_code(), 0);
    EXPECT_EQ(second.exit_code(), 0);
    EXPECT_FALSE(content(one).empty());
    EXPECT_EQ(content(one), content(two));
}

// A folder with a copy of akmasim, beside which stands what the test wants as akmasim-nf.
class Elsewhere {
public:
    Elsewhere() {
        fs::create_directory(folder_.path / "runtime");
        fs::copy_file(AKMASIM_BINARY_DIR "/akmasim", folder_.path / "akmasim");
    }
    [[nodiscard]] fs::path nf() const { return folder_.path / "akmasim-nf"; }
    [[nodiscard]] Answer run() const {
        const auto answer = shell("XDG_RUNTIME_DIR=" + (folder_.path / "runtime").string() + " " +
                                  (folder_.path / "akmasim").string() + " run " + main_scenario + " -q");
        EXPECT_TRUE(fs::is_empty(folder_.path / "runtime"));
        return answer;
    }

private:
    Folder folder_;
};

TEST(Processes, AnNfThatCannotBeStartedGivesExitCode5AndSaysWhatIsMissing) {
    const Elsewhere elsewhere;
    const auto missing = elsewhere.run();
    EXPECT_EQ(missing.code, 5);
    EXPECT_THAT(missing.output, HasSubstr("akmasim-nf: No such file or directory"));
    std::ofstream(elsewhere.nf()) << "no program\n";
    const auto forbidden = elsewhere.run();
    EXPECT_EQ(forbidden.code, 5);
    EXPECT_THAT(forbidden.output, HasSubstr("akmasim-nf: Permission denied"));
    fs::remove(elsewhere.nf());
    fs::create_symlink("/bin/false", elsewhere.nf());
    const auto failing = elsewhere.run();
    EXPECT_EQ(failing.code, 5);
    EXPECT_THAT(failing.output, HasSubstr("ended with exit code 1 while the NFs start"));
}

TEST(Processes, TooFewOpenFilesGiveExitCode5AndTheNumberThatIsNeeded) {
    const auto answer = shell("ulimit -n 20; " AKMASIM_BINARY_DIR "/akmasim run -q " + main_scenario);
    EXPECT_EQ(answer.code, 5) << answer.output;
    EXPECT_THAT(answer.output, HasSubstr("7 NFs need 30 open files, but only 20 are allowed (ulimit -n)"));
    EXPECT_EQ(shell("ulimit -S -n 20; " AKMASIM_BINARY_DIR "/akmasim run -q " + main_scenario).code, 0)
        << "the limit can be raised";
}

TEST(Processes, ARuntimeDirectoryThatCannotBeUsedIsPassedOver) {
    const Folder folder;
    const auto deep = folder.path / std::string(90, 'd');  // too long for the path of a socket
    fs::create_directory(deep);
    for (const auto& path : {deep.string(), std::string("/nowhere/at/all"), std::string("relative"),
                             std::string("/proc"), main_scenario}) {
        const auto answer = shell("XDG_RUNTIME_DIR=" + path + " TMPDIR=" + path +
                                  " " AKMASIM_BINARY_DIR "/akmasim run " + main_scenario + " -q");
        EXPECT_EQ(answer.code, 0) << path << "\n" << answer.output;
    }
    EXPECT_TRUE(fs::is_empty(deep));
}

TEST(Processes, AReaderThatLeavesEarlyLeavesNothingBehind) {
    const Folder folder;
    const auto run = "XDG_RUNTIME_DIR=" + folder.path.string() +
                     " " AKMASIM_BINARY_DIR "/akmasim run " AKMASIM_SOURCE_DIR "/scenarios/registration";
    EXPECT_EQ(shell(run + " | true").code, 0);
    EXPECT_TRUE(fs::is_empty(folder.path));
    const auto full = shell("(" + run + " >/dev/full)");
    EXPECT_EQ(full.code, 5);
    EXPECT_THAT(full.output, HasSubstr("error: "));
    EXPECT_TRUE(fs::is_empty(folder.path));
}

}  // namespace
}  // namespace akmasim::test
