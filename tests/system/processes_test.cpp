// SPDX-License-Identifier: Apache-2.0
// akmasim among real processes when things go wrong: interrupted, an NF killed or hanging, a start that fails, company.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <map>
#include <set>
#include <thread>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/system/program.hpp"

extern char** environ;

namespace akmasim::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

template <class Condition>
bool soon(Condition condition, std::chrono::seconds limit = std::chrono::seconds{60}) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
    return true;
}

// A pid of 0, 1 or -1 would reach processes that are none of ours.
void signal_one(pid_t pid, int signal) {
    ASSERT_GT(pid, 1);
    kill(pid, signal);
}

// akmasim as a child of the test, with a runtime directory and output files of its own.
class Running {
public:
    explicit Running(std::vector<std::string> arguments, const fs::path& program = AKMASIM_BINARY_DIR "/akmasim") {
        fs::create_directory(runtime());
        setenv("XDG_RUNTIME_DIR", runtime().c_str(), 1);
        arguments.insert(arguments.begin(), program.string());
        std::vector<char*> argv;
        for (auto& argument : arguments) argv.push_back(argument.data());
        argv.push_back(nullptr);
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        const auto out = (folder_.path / "out").string();
        const auto err = (folder_.path / "err").string();
        posix_spawn_file_actions_addopen(&files, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        posix_spawn_file_actions_addopen(&files, 2, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        EXPECT_EQ(posix_spawn(&pid_, program.c_str(), &files, nullptr, argv.data(), environ), 0);
        posix_spawn_file_actions_destroy(&files);
        unsetenv("XDG_RUNTIME_DIR");
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        if (ended_ || pid_ <= 1) return;
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }

    void send(int signal) const { signal_one(pid_, signal); }
    int exit_code() {  // -N: it was ended by signal N; -1000: it does not end
        int status = 0;
        if (!soon([&] { return waitpid(pid_, &status, WNOHANG) == pid_; })) return -1000;
        ended_ = true;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

    // The NFs that live as its children, by role.
    std::map<std::string, pid_t> nfs() {
        std::map<std::string, pid_t> found;
        for (const auto& entry : fs::directory_iterator("/proc")) {
            const auto name = entry.path().filename().string();
            if (!std::all_of(name.begin(), name.end(), ::isdigit)) continue;
            const auto status = content(entry.path() / "status");
            if (status.find("\nPPid:\t" + std::to_string(pid_) + "\n") == std::string::npos) continue;
            const auto command = content(entry.path() / "cmdline");
            const auto first = command.find('\0');
            if (first == std::string::npos) continue;
            const auto role = command.substr(first + 1, command.find('\0', first + 1) - first - 1);
            found[role] = static_cast<pid_t>(std::stol(name));
            seen_.insert(found[role]);
        }
        return found;
    }
    // Waits until the MSGin5G server has heard many messages, and says which process it is.
    pid_t server_in_the_middle_of_a_run() {
        pid_t server = -1;
        const auto busy = [&] {
            const auto all = nfs();
            if (!all.contains("msgin5g")) return false;
            server = all.at("msgin5g");
            const auto status = content(fs::path("/proc") / std::to_string(server) / "status");
            const auto at = status.find("\nvoluntary_ctxt_switches:\t");
            return at != std::string::npos && std::stol(status.substr(at + 26)) > 150;
        };
        EXPECT_TRUE(soon(busy)) << stdout_text() << stderr_text();
        return server;
    }

    void expect_nothing_left() const {
        EXPECT_TRUE(fs::is_empty(runtime())) << "the private directory is still there";
        EXPECT_FALSE(seen_.empty());
        for (const pid_t nf : seen_) EXPECT_FALSE(fs::exists(fs::path("/proc") / std::to_string(nf))) << "NF " << nf;
    }

    [[nodiscard]] fs::path runtime() const { return folder_.path / "runtime"; }
    [[nodiscard]] std::string stdout_text() const { return content(folder_.path / "out"); }
    [[nodiscard]] std::string stderr_text() const { return content(folder_.path / "err"); }
    [[nodiscard]] fs::path recording() const { return folder_.path / "run.rec.jsonl"; }

private:
    Folder folder_;
    pid_t pid_ = -1;
    bool ended_ = false;
    std::set<pid_t> seen_;
};

// A scenario that keeps the NFs busy for longer than any test looks at it.
class LongScenario {
public:
    LongScenario() : path((folder_.path / "long.yaml").string()) {
        std::ofstream file(path);
        file << "schema: akma-scenario/1\nname: long\ntitle: Many messages\nextends: " AKMASIM_SOURCE_DIR
                "/scenarios/base/one-ue.yaml\nsteps:\n  - { id: reg, register: { ue: alice } }\n"
                "  - { id: open, connect: { ue: alice, to: msgin5g } }\n";
        for (int i = 0; i < 990; ++i)
            file << "  - { id: s" << i << ", send: { ue: alice, to: msgin5g, text: hello } }\n";
    }

private:
    Folder folder_;

public:
    std::string path;
};

std::string last_line(const std::string& text) {
    const auto end = text.find_last_not_of('\n');
    return text.substr(text.rfind('\n', end) + 1, end - text.rfind('\n', end));
}

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
