// SPDX-License-Identifier: Apache-2.0
// A child process and a private directory: both end with the object that holds them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

#include "simulator/base/result.hpp"

namespace akmasim::fabric {

// A directory of mode 0700 under XDG_RUNTIME_DIR, TMPDIR or /tmp, removed with its content at the end. Its file `lock` is
// locked as long as its process lives: those of processes that were killed are removed by the next that makes one.
class PrivateDirectory {
public:
    static Result<PrivateDirectory> make();
    PrivateDirectory(PrivateDirectory&& other) noexcept
        : path_(std::exchange(other.path_, {})), lock_(std::exchange(other.lock_, -1)) {}
    PrivateDirectory& operator=(PrivateDirectory&& other) noexcept;
    ~PrivateDirectory();

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    PrivateDirectory(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}
    std::string path_;
    int lock_ = -1;
};

// Called by a child: the kernel ends it when its parent ends, however that happens. false: the parent is gone already.
bool end_with(pid_t parent);

void keep_keys_out_of_cores();  // of this process: it has none, and nobody else of the same user reads its memory

// ZeroMQ aborts where it gets no thread. library: there are no more (ulimit -u).
Result<void> enough_threads();

// Spawned, never forked (a fork after a ZeroMQ context hangs), in a process group of its own so that a Ctrl-C reaches
// the supervisor alone.
class Child {
public:
    static Result<Child> spawn(const std::string& program, const std::vector<std::string>& arguments);
    Child(Child&& other) noexcept;
    Child& operator=(Child&&) = delete;
    ~Child();  // asks with SIGTERM, then SIGKILL, and waits

    [[nodiscard]] int descriptor() const { return pidfd_; }  // readable once the process has ended
    [[nodiscard]] bool ended();
    [[nodiscard]] bool is_stopped() const;  // by SIGSTOP and its like: it hears nothing until it goes on
    void ask_to_end() const;                // SIGTERM
    void end_at_once();                     // SIGKILL, and waits
    [[nodiscard]] std::string how_it_ended() const;  // "signal 9 (Killed)", "exit code 1"

private:
    Child(pid_t pid, int pidfd) : pid_(pid), pidfd_(pidfd) {}
    pid_t pid_ = -1;
    int pidfd_ = -1;
    int status_ = 0;
    bool reaped_ = false;
};

}  // namespace akmasim::fabric
