// SPDX-License-Identifier: Apache-2.0
#include "simulator/cli/interruption.hpp"

#include <csignal>
#include <initializer_list>

namespace akmasim::cli {
namespace {

volatile std::sig_atomic_t signal_received = 0;
void on_signal(int number) { signal_received = number; }

}  // namespace

void heed_signals() {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        if (std::signal(number, on_signal) == SIG_IGN) std::signal(number, SIG_IGN);  // as nohup wishes
    }
}

int interrupted_by() { return signal_received; }

}  // namespace akmasim::cli
