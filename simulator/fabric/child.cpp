// SPDX-License-Identifier: Apache-2.0
// Processes and directories, with the system calls they need.
#include "simulator/fabric/child.hpp"

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <vector>

#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace akmasim::fabric {
namespace {

constexpr std::size_t longest_directory = 80;  // an ipc path holds 107 octets
constexpr int patience_ms = 2000;              // between SIGTERM and SIGKILL

// Where sockets may live, the best first; what is said elsewhere may be no use.
std::vector<std::string> runtime_directories() {
    std::vector<std::string> paths;
    for (const char* name : {"XDG_RUNTIME_DIR", "TMPDIR"}) {
        const char* path = std::getenv(name);
        if (path != nullptr && *path == '/' && std::strlen(path) < longest_directory) paths.emplace_back(path);
    }
    paths.emplace_back("/tmp");
    return paths;
}

}  // namespace

Result<PrivateDirectory> PrivateDirectory::make() {
    std::string path;
    for (const auto& parent : runtime_directories()) {
        path = parent + "/akmasim-XXXXXX";
        if (mkdtemp(path.data()) != nullptr) return PrivateDirectory(path);
    }
    return fail(Cause::library, fmt::format("cannot make a private directory {}: {}", path, std::strerror(errno)));
}

PrivateDirectory& PrivateDirectory::operator=(PrivateDirectory&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
}

PrivateDirectory::~PrivateDirectory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

bool end_with(pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    return getppid() == parent;  // a parent that was gone before cannot send it any more
}

Result<Child> Child::spawn(const std::string& program, const std::vector<std::string>& arguments) {
    std::vector<char*> argv{const_cast<char*>(program.c_str())};
    for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);

    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    pid_t pid = -1;
    const int error = posix_spawn(&pid, program.c_str(), nullptr, &attributes, argv.data(), environ);
    posix_spawnattr_destroy(&attributes);
    if (error != 0) return fail(Cause::library, fmt::format("cannot start {}: {}", program, std::strerror(error)));
    return Child(pid, static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      pidfd_(std::exchange(other.pidfd_, -1)),
      status_(other.status_),
      reaped_(other.reaped_) {}

Child::~Child() {
    if (pid_ < 0) return;
    if (!ended()) {
        kill(pid_, SIGTERM);
        pollfd end{pidfd_, POLLIN, 0};
        if (pidfd_ < 0 || poll(&end, 1, patience_ms) <= 0) kill(pid_, SIGKILL);
        waitpid(pid_, &status_, 0);
    }
    if (pidfd_ >= 0) close(pidfd_);
}

bool Child::ended() {
    if (!reaped_) reaped_ = waitpid(pid_, &status_, WNOHANG) == pid_;
    return reaped_;
}

std::string Child::how_it_ended() const {
    if (WIFSIGNALED(status_)) return fmt::format("signal {} ({})", WTERMSIG(status_), strsignal(WTERMSIG(status_)));
    return fmt::format("exit code {}", WEXITSTATUS(status_));
}

}  // namespace akmasim::fabric
