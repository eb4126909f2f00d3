// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/workers.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <list>
#include <map>
#include <optional>

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "simulator/cli/interruption.hpp"
#include "simulator/fabric/child.hpp"
#include "simulator/protocol/frames.hpp"

namespace akmasim::cli {
namespace {

// A process that plays one piece after the other: a process for each would pay each time for the copy of all scenarios
// and for a library that has to look up everything anew.
struct Worker {
    pid_t pid = -1;
    int line = -1;  // the number of a piece goes there, the length of its end and that come back
    std::optional<std::size_t> piece;
    Octets said;
};

bool write_whole(int line, View octets) {
    while (!octets.empty()) {
        const auto wrote = send(line, octets.data(), octets.size(), MSG_NOSIGNAL);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return false;
        octets = octets.subspan(static_cast<std::size_t>(wrote));
    }
    return true;
}

bool write_number(int line, std::uint64_t number) {
    std::array<Octet, sizeof number> octets{};
    std::memcpy(octets.data(), &number, sizeof number);
    return write_whole(line, octets);
}

std::optional<std::uint64_t> read_number(int line) {
    std::uint64_t number = 0;
    std::array<Octet, sizeof number> octets{};
    for (std::size_t have = 0; have < octets.size();) {
        const auto got = read(line, octets.data() + have, octets.size() - have);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return {};
        have += static_cast<std::size_t>(got);
    }
    std::memcpy(&number, octets.data(), sizeof number);
    return number;
}

[[noreturn]] void be_worker(pid_t parent, int line, const Pieces& pieces) {
    if (!fabric::end_with(parent)) _exit(1);
    be_quicker_than_the_parent();
    while (const auto index = read_number(line)) {
        Octets octets;
        frames::append(octets, pieces.play(*index));
        if (!write_number(line, octets.size()) || !write_whole(line, octets)) _exit(1);
    }
    _exit(0);
}

class Workers {
public:
    Workers(const Pieces& pieces, const Take& take) : pieces_(pieces), take_(take) {}
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    ~Workers() {
        for (auto& worker : workers_) {
            kill(worker.pid, SIGKILL);
            reap(worker);
        }
    }

    void play() {
        while (may_begin() || is_working()) {
            while (may_begin() && begin()) {
            }
            listen();
            for (auto end = ended_.find(taken_); end != ended_.end(); end = ended_.find(++taken_)) {
                take_(std::move(end->second));
                ended_.erase(end);
            }
        }
    }

private:
    [[nodiscard]] bool may_begin() const { return next_ < pieces_.count && interrupted_by() == 0; }
    [[nodiscard]] bool is_working() const {
        return std::ranges::any_of(workers_, [](const Worker& one) { return one.piece.has_value(); });
    }
    bool begin();
    Worker* idle();
    bool hire();
    void listen();
    void hear(Worker& worker);
    void lose(Worker& worker);
    void end(std::size_t index, Finished finished) { ended_.emplace(index, std::move(finished)); }
    static int reap(Worker& worker) {
        close(worker.line);
        int status = 0;
        while (waitpid(worker.pid, &status, 0) < 0 && errno == EINTR) {
        }
        return status;
    }

    const Pieces& pieces_;
    const Take& take_;
    std::size_t next_ = 0;   // to begin
    std::size_t taken_ = 0;  // handed over
    std::list<Worker> workers_;
    std::map<std::size_t, Finished> ended_;
    bool told_ = false;  // the workers know of the interruption
};

// The next piece to one who is idle; false: all are busy.
bool Workers::begin() {
    auto* worker = idle();
    if (worker == nullptr && workers_.size() >= static_cast<std::size_t>(pieces_.at_a_time)) return false;
    if (worker == nullptr) {
        if (!hire()) {
            const auto why = fmt::format("no process for this case: {}", std::strerror(errno));
            end(next_, pieces_.broken(next_, why));
            ++next_;
            return true;
        }
        worker = &workers_.back();
    }
    worker->piece = next_++;
    (void)write_number(worker->line, *worker->piece);  // who has ended is heard of
    return true;
}

Worker* Workers::idle() {
    const auto found = std::ranges::find_if(workers_, [](const Worker& one) { return !one.piece; });
    return found == workers_.end() ? nullptr : &*found;
}

bool Workers::hire() {
    std::array<int, 2> ends{-1, -1};
    std::fflush(nullptr);
    const pid_t self = getpid();
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
    const pid_t pid = fork();
    if (pid == 0) {
        // What the others are told by would stay open with this one.
        for (const auto& other : workers_) close(other.line);
        close(ends[0]);
        be_worker(self, ends[1], pieces_);
    }
    const int error = errno;
    close(ends[1]);
    if (pid < 0) close(ends[0]);
    errno = error;
    if (pid > 0) workers_.push_back({pid, ends[0], {}, {}});
    return pid > 0;
}

// Waits until a worker says something, or a signal comes; the workers then drain too.
void Workers::listen() {
    std::vector<pollfd> polled;
    std::vector<Worker*> heard;
    for (auto& worker : workers_) {
        if (!worker.piece) continue;
        polled.push_back({worker.line, POLLIN, 0});
        heard.push_back(&worker);
    }
    if (polled.empty()) return;
    constexpr int attention_ms = 50;  // a signal between the look at it and poll() is not lost for longer
    const int ready = poll(polled.data(), polled.size(), attention_ms);
    if (interrupted_by() != 0 && !told_) {
        told_ = true;
        for (const auto& worker : workers_) kill(worker.pid, interrupted_by());
    }
    for (std::size_t i = 0; ready > 0 && i < polled.size(); ++i) {
        if (polled[i].revents != 0) hear(*heard[i]);
    }
}

void Workers::hear(Worker& worker) {
    std::array<Octet, 65536> buffer{};
    const auto got = read(worker.line, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) return;
    if (got <= 0) return lose(worker);
    append(worker.said, View(buffer).first(static_cast<std::size_t>(got)));
    std::uint64_t length = 0;
    if (worker.said.size() < sizeof length) return;
    std::memcpy(&length, worker.said.data(), sizeof length);
    if (worker.said.size() - sizeof length < length) return;
    const auto index = *std::exchange(worker.piece, std::nullopt);
    const auto said = std::exchange(worker.said, {});
    auto finished = frames::read<Finished>(View(said).subspan(sizeof length));
    end(index, finished ? std::move(*finished) : pieces_.broken(index, "the process that played it said something else"));
}

// Its piece is told of; the next one gets a new process.
void Workers::lose(Worker& worker) {
    const auto index = *worker.piece;
    const auto pid = worker.pid;
    const int status = reap(worker);
    std::erase_if(workers_, [&](const Worker& one) { return one.pid == pid; });
    const auto how = WIFSIGNALED(status) ? fmt::format("signal {}", WTERMSIG(status))
                                         : fmt::format("exit code {}", WEXITSTATUS(status));
    end(index, pieces_.broken(index, "the process that played this case ended with " + how));
}

}  // namespace

void play_pieces(const Pieces& pieces, const Take& take) {
    if (pieces.at_a_time > 1 && pieces.count > 1) return Workers(pieces, take).play();
    for (std::size_t i = 0; i < pieces.count; ++i) {
        if (interrupted_by() != 0) return;
        take(pieces.play(i));
    }
}

void play_jobs(std::span<const Job> jobs, const RunOptions& options, const Take& take) {
    play_pieces({jobs.size(), options.jobs, [&](std::size_t i) { return play_job(jobs[i], options); },
                 [&](std::size_t i, const std::string& why) { return broken(jobs[i], options, why); }},
                take);
}

}  // namespace akmasim::cli
