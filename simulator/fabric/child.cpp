// SPDX-License-Identifier: Apache-2.0
// Processes and directories, with the system calls they need.
#include "simulator/fabric/child.hpp"

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <latch>
#include <system_error>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
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

constexpr std::string_view directory_begins = "akmasim-";
constexpr std::size_t directory_letters = directory_begins.size() + 6;

// Who sees the name `lock` sees it locked: the file is locked before it is called so. -1: it cannot be made.
int locked_in(const std::string& directory) {
    const auto before = directory + "/making";
    const int file = open(before.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return -1;
    if (flock(file, LOCK_EX | LOCK_NB) == 0 && rename(before.c_str(), (directory + "/lock").c_str()) == 0) return file;
    close(file);
    return -1;
}

bool is_our_directory(const std::filesystem::path& path) {
    struct stat there {};
    const auto name = path.filename().string();
    return name.starts_with(directory_begins) && name.size() == directory_letters &&
           lstat(path.c_str(), &there) == 0 && S_ISDIR(there.st_mode) && there.st_uid == geteuid() &&
           (there.st_mode & 0777) == 0700;
}

// What runs left that were killed. Whose lock is held lives; what has none is not of this kind.
void sweep(const std::string& parent) {
    std::error_code ignored;
    std::filesystem::directory_iterator entry(parent, ignored);
    for (; !ignored && entry != std::filesystem::directory_iterator(); entry.increment(ignored)) {
        if (!is_our_directory(entry->path())) continue;
        const int lock = open((entry->path() / "lock").c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
        if (lock < 0) continue;
        std::error_code unremoved;
        if (flock(lock, LOCK_EX | LOCK_NB) == 0) std::filesystem::remove_all(entry->path(), unremoved);
        close(lock);
    }
}

}  // namespace

Result<PrivateDirectory> PrivateDirectory::make() {
    std::string path;
    for (const auto& parent : runtime_directories()) {
        path = parent + "/akmasim-XXXXXX";
        if (mkdtemp(path.data()) == nullptr) continue;
        const int lock = locked_in(path);
        if (lock < 0) return fail(Cause::library, fmt::format("cannot lock {}: {}", path, std::strerror(errno)));
        sweep(parent);
        return PrivateDirectory(path, lock);
    }
    return fail(Cause::library, fmt::format("cannot make a private directory {}: {}", path, std::strerror(errno)));
}

PrivateDirectory& PrivateDirectory::operator=(PrivateDirectory&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(lock_, other.lock_);
    return *this;
}

PrivateDirectory::~PrivateDirectory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
    if (lock_ >= 0) close(lock_);
}

void keep_keys_out_of_cores() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__  // whose search for leaks attaches to the process
    prctl(PR_SET_DUMPABLE, 0);
#endif
}

Result<void> enough_threads() {
    constexpr std::size_t needed = 2;  // ZeroMQ's reaper and its input and output
    std::vector<std::thread> threads;
    std::string why;
    std::latch all(1);
    try {
        for (std::size_t i = 0; i < needed; ++i) threads.emplace_back([&] { all.wait(); });
    } catch (const std::system_error& error) {
        why = error.what();
    }
    all.count_down();
    for (auto& thread : threads) thread.join();
    if (why.empty()) return {};
    return fail(Cause::library, "no more processes or threads are allowed (ulimit -u): " + why);
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
    if (error == EAGAIN)
        return fail(Cause::library, fmt::format("cannot start {}: no more processes are allowed (ulimit -u)", program));
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

// proc(5), /proc/PID/stat: the state stands behind the name, which is in parentheses and may hold any octet.
bool Child::is_stopped() const {
    std::ifstream file(fmt::format("/proc/{}/stat", pid_));
    std::string line;
    std::getline(file, line);
    const auto name_ends = line.rfind(')');
    return name_ends != std::string::npos && line.substr(name_ends, 3) == ") T";
}

void Child::ask_to_end() const {
    if (pid_ > 0 && !reaped_) kill(pid_, SIGTERM);
}

void Child::end_at_once() {
    if (pid_ < 0 || ended()) return;
    kill(pid_, SIGKILL);
    reaped_ = waitpid(pid_, &status_, 0) == pid_;
}

std::string Child::how_it_ended() const {
    if (WIFSIGNALED(status_)) return fmt::format("signal {} ({})", WTERMSIG(status_), strsignal(WTERMSIG(status_)));
    return fmt::format("exit code {}", WEXITSTATUS(status_));
}

}  // namespace akmasim::fabric
