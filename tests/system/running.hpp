// SPDX-License-Identifier: Apache-2.0
// akmasim as a child of the test, while it runs: its network functions, its output, what is left of it.
#pragma once

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <map>
#include <set>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/system/program.hpp"

extern char** environ;

namespace akmasim::test {

namespace fs = std::filesystem;

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
inline void signal_one(pid_t pid, int signal) {
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

    [[nodiscard]] pid_t pid() const { return pid_; }
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

inline std::string last_line(const std::string& text) {
    const auto end = text.find_last_not_of('\n');
    return text.substr(text.rfind('\n', end) + 1, end - text.rfind('\n', end));
}

}  // namespace akmasim::test
