// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/interruption.hpp"

#include <csignal>
#include <initializer_list>
#include <string_view>

#include <sys/time.h>
#include <unistd.h>

namespace akmasim::cli {
namespace {

volatile std::sig_atomic_t signal_received = 0;
volatile std::sig_atomic_t patience_ms = 850;
void (*volatile restore_first)() = nullptr;

// The network functions end with this process, as the kernel sees to; what they left is removed by the next run.
void on_time_over(int) {
    if (restore_first != nullptr) restore_first();
    constexpr std::string_view words = "interrupted: ended in the midst of it, as it did not end by itself\n";
    [[maybe_unused]] const auto written = write(STDERR_FILENO, words.data(), words.size());
    _exit(128 + signal_received);
}

void handle(int number, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(number, &action, nullptr);
}

}  // namespace

void note_interruption(int signal) {
    if (signal_received != 0) return;
    signal_received = signal;
    handle(SIGALRM, on_time_over);
    const itimerval once{{0, 0}, {0, patience_ms * 1000}};
    setitimer(ITIMER_REAL, &once, nullptr);
}

void heed_signals() {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction before {};
        sigaction(number, nullptr, &before);
        if (before.sa_handler != SIG_IGN) handle(number, note_interruption);  // else as nohup wishes
    }
}

int interrupted_by() { return signal_received; }

void be_quicker_than_the_parent() { patience_ms = 600; }

void before_forced_end(void (*restore)()) { restore_first = restore; }

}  // namespace akmasim::cli
