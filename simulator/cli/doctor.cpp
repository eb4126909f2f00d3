// SPDX-License-Identifier: Apache-2.0
// akmasim doctor: what is there, what is missing, what to install. Looks, and changes nothing.
#include <langinfo.h>
#include <clocale>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include "simulator/base/console.hpp"
#include "simulator/cli/manual.hpp"
#include "simulator/cli/screen.hpp"
#include "simulator/crypto/library.hpp"

namespace akmasim::cli {
namespace {

namespace fs = std::filesystem;

bool is_program(const std::string& path) {
    std::error_code error;
    return fs::is_regular_file(path, error) && access(path.c_str(), X_OK) == 0;
}

std::string found_in_path(const std::string& program) {
    const char* path = std::getenv("PATH");
    std::string folders = path == nullptr ? "" : path;
    while (!folders.empty()) {
        const auto end = std::min(folders.find(':'), folders.size());
        const auto candidate = folders.substr(0, end) + "/" + program;
        if (is_program(candidate)) return candidate;
        folders.erase(0, end + 1);
    }
    return "";
}

void say(bool good, bool needed, std::string_view what, std::string_view words) {
    console::say("{} {:<14} {}\n", good ? "ok     " : needed ? "MISSING" : "absent ", what, words);
}

bool network_functions() {
    const auto program = fs::read_symlink("/proc/self/exe").parent_path() / "akmasim-nf";
    const bool there = is_program(program);
    say(there, true, "akmasim-nf",
        there ? program.string()
              : program.string() + ": build the target akmasim-nf; until then: run --host simulated");
    return there;
}

// Sockets of the network functions live in a folder of their own there (see fabric/child.cpp).
bool socket_folder() {
    for (const char* name : {"XDG_RUNTIME_DIR", "TMPDIR"}) {
        const char* value = std::getenv(name);
        if (value != nullptr && access(value, W_OK | X_OK) == 0) {
            say(true, true, "socket folder", fmt::format("{} ({})", value, name));
            return true;
        }
    }
    const bool there = access("/tmp", W_OK | X_OK) == 0;
    say(there, true, "socket folder", there ? "/tmp" : "neither XDG_RUNTIME_DIR, TMPDIR nor /tmp can be written to");
    return there;
}

bool descriptors() {
    constexpr rlim_t needed = 256;
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    const bool enough = limit.rlim_cur >= needed;
    say(enough, true, "open files",
        fmt::format("{} allowed{}", limit.rlim_cur, enough ? "" : ", 256 needed: ulimit -n 256"));
    return enough;
}

void terminal() {
    std::setlocale(LC_CTYPE, "");
    const std::string_view codeset = nl_langinfo(CODESET);
    const bool utf8 = codeset == "UTF-8";
    say(utf8, false, "UTF-8",
        utf8 ? "the locale has it" : fmt::format("the locale says {}: ladders need LC_ALL=C.UTF-8", codeset));
    const char* term = std::getenv("TERM");
    say(term != nullptr, false, "terminal", fmt::format("{}, {} columns", term == nullptr ? "none" : term, width()));
}

void companion(const std::string& program, std::string_view package, std::string_view what_for) {
    const auto path = found_in_path(program);
    say(!path.empty(), false, program,
        path.empty() ? fmt::format("{}; to have it: apt-get install {}", what_for, package)
                     : fmt::format("{} ({})", path, what_for));
}

}  // namespace

int doctor() {
    console::say("akmasim {}, OpenSSL {}, C++ library of {}\n", AKMASIM_VERSION, crypto::openssl_version(), __VERSION__);
    const bool all[] = {network_functions(), socket_folder(), descriptors()};
    terminal();
    companion("tshark", "tshark", "reads exported captures");
    companion("openssl", "openssl", "checks derivations by hand");
    companion("xxd", "xxd", "the same");
    companion("python3", "python3", "tests and tools");
    companion("chromium", "chromium", "tests of the page");
    companion("tmux", "tmux", "tests of the stepper");
    companion("man", "man-db", "akmasim man | man -l -");
    for (const bool good : all) {
        if (!good) return 5;
    }
    console::say("all that is needed is there\n");
    return 0;
}

}  // namespace akmasim::cli
