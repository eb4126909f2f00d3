// SPDX-License-Identifier: Apache-2.0
// Every run ends: within a second of a signal, whatever it is doing, and nothing of it is left, or is swept by the next.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include "tests/system/running.hpp"

namespace akmasim::test {
namespace {

using testing::HasSubstr;
using testing::Not;

// A second, and what a machine with other work needs to notice.
constexpr std::chrono::milliseconds at_once{1'700};

std::chrono::milliseconds since(std::chrono::steady_clock::time_point began) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
}

TEST(Interruption, OfARunWhoseNfsAreAllStoppedNamesThemAndEndsThemTogether) {
    const LongScenario scenario;
    for (const auto& [signal, code] : {std::pair{SIGINT, 130}, std::pair{SIGTERM, 143}, std::pair{SIGHUP, 129}}) {
        Running run({"run", scenario.path, "-q"});
        run.server_in_the_middle_of_a_run();
        for (const auto& [role, pid] : run.nfs()) signal_one(pid, SIGSTOP);
        const auto began = std::chrono::steady_clock::now();
        run.send(signal);
        EXPECT_EQ(run.exit_code(), code);
        EXPECT_LT(since(began), at_once);
        EXPECT_THAT(run.stderr_text(), testing::AllOf(HasSubstr("NF 'msgin5g' was stopped"), HasSubstr("NF 'udm' was stopped"),
                                                      HasSubstr("NF 'ue' was stopped")));
        run.expect_nothing_left();
    }
}

// Nobody ever reads there: what waits in the kernel ends as well.
TEST(Interruption, EndsAlsoWhatDoesNotDrain) {
    const Folder folder;
    const auto pipe = folder.path / "pipe";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
    Running run({"run", main_scenario, "-q", "--host", "simulated", "--record", pipe.string()});
    std::this_thread::sleep_for(std::chrono::seconds{3});
    const auto began = std::chrono::steady_clock::now();
    run.send(SIGINT);
    EXPECT_EQ(run.exit_code(), 130);
    EXPECT_LT(since(began), at_once);
    EXPECT_THAT(run.stderr_text(), HasSubstr("interrupted: ended in the midst of it"));
}

TEST(Interruption, LeavesNoDirectoryForLongerThanUntilTheNextRun) {
    const LongScenario scenario;
    const auto next_run_in = [](const fs::path& runtime) {
        return shell("XDG_RUNTIME_DIR=" + runtime.string() + " " AKMASIM_BINARY_DIR "/akmasim run -q " + main_scenario).code;
    };
    Running killed({"run", scenario.path, "-q"});
    killed.server_in_the_middle_of_a_run();
    killed.send(SIGKILL);
    EXPECT_EQ(killed.exit_code(), -SIGKILL);
    EXPECT_FALSE(fs::is_empty(killed.runtime())) << "a killed run cannot tidy up";
    EXPECT_EQ(next_run_in(killed.runtime()), 0);
    EXPECT_TRUE(fs::is_empty(killed.runtime()));

    Running lives({"run", scenario.path, "-q"});
    signal_one(lives.server_in_the_middle_of_a_run(), SIGSTOP);
    const auto foreign = lives.runtime() / "akmasim-abcdef";  // nothing in it is locked: none of ours
    fs::create_directory(foreign);
    fs::permissions(foreign, fs::perms::owner_all);
    EXPECT_EQ(next_run_in(lives.runtime()), 0);
    EXPECT_EQ(std::distance(fs::directory_iterator(lives.runtime()), fs::directory_iterator()), 2);
    fs::remove(foreign);
    lives.send(SIGINT);
    EXPECT_EQ(lives.exit_code(), 130);
    lives.expect_nothing_left();
}

TEST(Start, OfAnNfOfAnotherBuildIsRefusedByItsName) {
    const Folder folder;
    fs::copy_file(AKMASIM_BINARY_DIR "/akmasim", folder.path / "akmasim");
    fs::create_symlink(AKMASIM_BINARY_DIR "/old-nf", folder.path / "akmasim-nf");
    const auto answer = shell((folder.path / "akmasim").string() + " run -q " + main_scenario);
    EXPECT_EQ(answer.code, 5);
    EXPECT_THAT(answer.output, HasSubstr("is of another build: " + (folder.path / "akmasim-nf").string() +
                                         " is 0.0.9+of-another-day, akmasim is "));
}

// RLIMIT_NPROC holds for everybody but root.
TEST(Start, WithoutMoreProcessesEndsWith5AndSaysWhichLimit) {
    if (geteuid() == 0 && shell("command -v setpriv").code != 0) GTEST_SKIP() << "root has no such limit";
    const Folder folder;
    for (const auto* name : {"akmasim", "akmasim-nf"}) fs::copy_file(fs::path(AKMASIM_BINARY_DIR) / name, folder.path / name);
    fs::copy(fs::path(AKMASIM_SOURCE_DIR) / "scenarios/base", folder.path / "base", fs::copy_options::recursive);
    fs::copy_file(main_scenario, folder.path / "a.yaml");
    shell("chmod -R a+rX " + folder.path.string());
    const std::string other = geteuid() == 0 ? "setpriv --reuid=54321 --regid=54321 --clear-groups " : "";
    for (const auto* limit : {"1", "2", "3", "5"}) {
        const auto answer = shell("cd " + folder.path.string() + "; env TMPDIR=/tmp XDG_RUNTIME_DIR= " + other + "bash -c 'ulimit -u " +
                                  limit + "; exec ./akmasim run -q a.yaml'");
        EXPECT_EQ(answer.code, 5) << limit << "\n" << answer.output;
        EXPECT_THAT(answer.output, HasSubstr("ulimit -u")) << limit;
    }
}

// Neither is there a core that a key could be read from, nor does another process of the user read the memory.
TEST(Memory, OfBothProgramsIsTheirsAlone) {
    const LongScenario scenario;
    Running run({"run", scenario.path, "-q"});
    run.server_in_the_middle_of_a_run();
    auto processes = run.nfs();
    processes.emplace("akmasim", run.pid());
    for (const auto& [role, pid] : processes) {
        const auto limits = content(fs::path("/proc") / std::to_string(pid) / "limits");
        EXPECT_THAT(limits, testing::ContainsRegex("Max core file size +0 +0")) << role;
        struct stat memory {};  // proc(5): of a process that is not dumpable, root's
        ASSERT_EQ(stat(("/proc/" + std::to_string(pid) + "/mem").c_str(), &memory), 0) << role;
        EXPECT_EQ(memory.st_uid, 0U) << role;
    }
    run.send(SIGINT);
    EXPECT_EQ(run.exit_code(), 130);
}

TEST(VirtualTime, ThatWouldNotFitIsRefusedAtLoadOrEndsTheRun) {
    const Folder folder;
    const auto scenario = [&](const std::string& steps) {
        const auto path = (folder.path / "a.yaml").string();
        std::ofstream(path) << "schema: akma-scenario/1\nname: long\ntitle: Long\nextends: " AKMASIM_SOURCE_DIR
                               "/scenarios/base/one-ue.yaml\nsteps:\n" + steps;
        return akmasim("run -q --host simulated " + path);
    };
    for (const std::string too_long : {"1000000h", "8761h", "99999999999999999999s", "600000m", "9223372036854775807h"}) {
        const auto answer = scenario("  - { id: w, wait: " + too_long + " }\n");
        EXPECT_EQ(answer.code, 3) << answer.output;
        EXPECT_THAT(answer.output, HasSubstr(" is longer than 8760h (365 days)"));
    }
    std::string years = "  - { id: reg, register: { ue: alice } }\n";
    for (int i = 0; i < 120; ++i) years += "  - { id: w" + std::to_string(i) + ", wait: 8760h }\n";
    const auto ended = scenario(years);
    EXPECT_EQ(ended.code, 5) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("virtual time would pass 100 years"));
}

}  // namespace
}  // namespace akmasim::test
