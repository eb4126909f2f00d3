// SPDX-License-Identifier: Apache-2.0
// Plain ANSI sequences: the alternate screen, no cursor, no echo. One signal handler only notes what came; the one for
// crashes puts the terminal back first.
#include "simulator/cli/terminal.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "simulator/base/console.hpp"
#include "simulator/cli/interruption.hpp"
#include "simulator/view/keyboard.hpp"

namespace akmasim::cli {
namespace {

constexpr std::string_view enter_page = "\x1b[?1049h\x1b[?25l\x1b[2J";
constexpr std::string_view leave_page = "\x1b[0m\x1b[?25h\x1b[?1049l";

termios before;  // as it was when the page was entered
volatile std::sig_atomic_t entered = 0;
volatile std::sig_atomic_t suspending = 0;
int wake[2] = {-1, -1};

// Safe in a signal handler: write and tcsetattr are (POSIX.1-2017 2.4.3).
void put(std::string_view text) {
    while (!text.empty()) {
        const auto written = write(STDOUT_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

void leave() {
    if (entered == 0) return;
    entered = 0;
    put(leave_page);
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
}

bool enter() {
    if (tcgetattr(STDIN_FILENO, &before) != 0) return false;
    termios raw = before;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    raw.c_iflag &= ~static_cast<tcflag_t>(IXON | ICRNL);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    if (tcsetattr(STDIN_FILENO, TCSANOW, &raw) != 0) return false;
    entered = 1;
    put(enter_page);
    return true;
}

void on_signal(int number) {
    const int saved = errno;
    if (number == SIGTSTP)
        suspending = 1;
    else if (number != SIGWINCH && number != SIGCONT)
        note_interruption(number);
    const char one = 1;
    [[maybe_unused]] const auto written = write(wake[1], &one, 1);
    errno = saved;
}

void on_crash(int number) {
    leave();
    std::signal(number, SIG_DFL);
    raise(number);
}

void handle(int number, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    sigaction(number, &action, nullptr);
}

void handle_all() {
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGCONT, SIGTSTP}) handle(number, on_signal);
    for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) handle(number, on_crash);
}

// Ctrl-Z: the shell gets its terminal as it was, and the page comes back with the program.
void suspend() {
    suspending = 0;
    leave();
    handle(SIGTSTP, SIG_DFL);
    raise(SIGTSTP);
    handle(SIGTSTP, on_signal);
    enter();
}

}  // namespace

bool has_full_screen() {
    const char* term = std::getenv("TERM");
    return isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0 && term != nullptr && std::strcmp(term, "dumb") != 0;
}

Result<Terminal> Terminal::open() {
    if (pipe(wake) != 0 || !enter()) return fail(Cause::library, std::string("the terminal: ") + std::strerror(errno));
    std::atexit(leave);
    before_forced_end(leave);
    handle_all();
    return Terminal();
}

Terminal::Terminal(Terminal&& other) noexcept : hung_up_(other.hung_up_), pending_(std::move(other.pending_)) {
    other.owner_ = false;
}

Terminal::~Terminal() {
    if (owner_) leave();
}

view::Size Terminal::size() const {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return {};
    return {size.ws_row, size.ws_col};
}

void Terminal::show(const std::vector<std::string>& frame) {
    std::string text = "\x1b[H";
    for (std::size_t i = 0; i < frame.size(); ++i) text += (i == 0 ? "" : "\r\n") + console::shown(frame[i]) + "\x1b[K";
    put(text + "\x1b[J");
}

int Terminal::signal() const { return interrupted_by(); }

void Terminal::read_more() {
    char octets[4096];
    const auto count = read(STDIN_FILENO, octets, sizeof octets);
    if (count > 0) pending_.append(octets, static_cast<std::size_t>(count));
    if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) hung_up_ = true;
}

std::vector<std::string> Terminal::keys() {
    constexpr int rest_of_a_sequence_ms = 50;
    pollfd waited[] = {{STDIN_FILENO, POLLIN, 0}, {wake[0], POLLIN, 0}};
    const int ready = poll(waited, 2, pending_.empty() ? -1 : rest_of_a_sequence_ms);
    if (ready > 0 && (waited[1].revents & POLLIN) != 0) {
        char noted[64];
        [[maybe_unused]] const auto count = read(wake[0], noted, sizeof noted);
    }
    if (suspending != 0) suspend();
    if (ready > 0 && waited[0].revents != 0) read_more();
    return view::keys_in(pending_, ready == 0);
}

}  // namespace akmasim::cli
