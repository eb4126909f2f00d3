// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/workers.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <map>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "simulator/cli/interruption.hpp"
#include "simulator/fabric/child.hpp"
#include "simulator/protocol/frames.hpp"

namespace akmasim::cli {
namespace {

// A process that plays one piece and writes its end into a pipe.
struct Worker {
    pid_t pid = -1;
    int pipe = -1;
    Octets said;
};

void write_whole(int pipe, View octets) {
    while (!octets.empty()) {
        const auto wrote = write(pipe, octets.data(), octets.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return;
        octets = octets.subspan(static_cast<std::size_t>(wrote));
    }
}

[[noreturn]] void be_worker(pid_t parent, int pipe, const Pieces& pieces, std::size_t index) {
    if (!fabric::end_with(parent)) _exit(1);
    be_quicker_than_the_parent();
    Octets octets;
    frames::append(octets, pieces.play(index));
    write_whole(pipe, octets);
    _exit(0);
}

class Workers {
public:
    Workers(const Pieces& pieces, const Take& take) : pieces_(pieces), take_(take) {}
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    ~Workers() {
        for (auto& [index, worker] : working_) {
            kill(worker.pid, SIGKILL);
            reap(worker);
        }
    }

    void play() {
        while (may_begin() || !working_.empty()) {
            while (may_begin() && working_.size() < static_cast<std::size_t>(pieces_.at_a_time)) begin();
            listen();
            for (auto end = ended_.find(taken_); end != ended_.end(); end = ended_.find(++taken_)) {
                take_(std::move(end->second));
                ended_.erase(end);
            }
        }
    }

private:
    [[nodiscard]] bool may_begin() const { return next_ < pieces_.count && interrupted_by() == 0; }
    void begin();
    void listen();
    void hear(std::size_t index);
    void end(std::size_t index, Finished finished) { ended_.emplace(index, std::move(finished)); }
    static int reap(Worker& worker) {
        int status = 0;
        while (waitpid(worker.pid, &status, 0) < 0 && errno == EINTR) {
        }
        close(worker.pipe);
        return status;
    }

    const Pieces& pieces_;
    const Take& take_;
    std::size_t next_ = 0;   // to begin
    std::size_t taken_ = 0;  // handed over
    std::map<std::size_t, Worker> working_;
    std::map<std::size_t, Finished> ended_;
    bool told_ = false;  // the workers know of the interruption
};

void Workers::begin() {
    const auto index = next_++;
    std::array<int, 2> ends{-1, -1};
    std::fflush(nullptr);
    const pid_t self = getpid();
    const pid_t pid = pipe2(ends.data(), O_CLOEXEC) == 0 ? fork() : -1;
    if (pid == 0) be_worker(self, ends[1], pieces_, index);
    const int error = errno;
    if (ends[1] >= 0) close(ends[1]);
    if (pid > 0) {
        working_[index] = {pid, ends[0], {}};
        return;
    }
    if (ends[0] >= 0) close(ends[0]);
    end(index, pieces_.broken(index, fmt::format("no process for this case: {}", std::strerror(error))));
}

// Waits until a worker says something, or a signal comes; the workers then drain too.
void Workers::listen() {
    std::vector<pollfd> polled;
    std::vector<std::size_t> indices;
    for (const auto& [index, worker] : working_) {
        polled.push_back({worker.pipe, POLLIN, 0});
        indices.push_back(index);
    }
    constexpr int attention_ms = 50;  // a signal between the look at it and poll() is not lost for longer
    const int ready = poll(polled.data(), polled.size(), attention_ms);
    if (interrupted_by() != 0 && !told_) {
        told_ = true;
        for (const auto& [index, worker] : working_) kill(worker.pid, interrupted_by());
    }
    for (std::size_t i = 0; ready > 0 && i < polled.size(); ++i) {
        if (polled[i].revents != 0) hear(indices[i]);
    }
}

void Workers::hear(std::size_t index) {
    auto& worker = working_.at(index);
    std::array<Octet, 65536> buffer{};
    const auto got = read(worker.pipe, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) return;
    if (got > 0) return append(worker.said, View(buffer).first(static_cast<std::size_t>(got)));
    const int status = reap(worker);
    auto finished = frames::read<Finished>(worker.said);
    working_.erase(index);
    if (finished && WIFEXITED(status)) return end(index, std::move(*finished));
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
