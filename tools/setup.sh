# SPDX-License-Identifier: Apache-2.0
# What tools/demo, tools/test and .ci/run share: the lists of Debian packages, and how a missing one is installed. Sourced.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

build_packages=(g++ cmake ninja-build pkg-config libssl-dev libzmq3-dev cppzmq-dev libyaml-cpp-dev libfmt-dev
                libsimdjson-dev libcli11-dev libexpected-dev libre2-dev)
test_packages=(libgtest-dev libgmock-dev python3 tshark chromium openssl tmux)
bench_packages=(libbenchmark-dev)
fuzz_packages=(clang libclang-rt-14-dev)

say() { printf '== %s\n' "$*" >&2; }

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif ! command -v sudo >/dev/null; then
        say "not root and no sudo: run as root: $*"
        return 1
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"  # nobody is there to type a password
    fi
}

apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" </dev/null; }

# install_missing PACKAGE...: the package lists are fetched only when what is there does not do.
install_missing() {
    local missing=() package
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    if ! command -v apt-get >/dev/null; then
        say "no apt-get here; needed as on Debian 12: ${missing[*]}"
        return 1
    fi
    local log
    log="$(mktemp)"
    say "installing ${missing[*]}"
    if apt_get install --no-install-recommends "${missing[@]}" >"$log" 2>&1 ||
        { apt_get update >>"$log" 2>&1 && apt_get install --no-install-recommends "${missing[@]}" >>"$log" 2>&1; }; then
        rm -f "$log"
        return 0
    fi
    tail -n 20 "$log" >&2
    rm -f "$log"
    say "could not install ${missing[*]}"
    return 1
}

# configure PRESET OPTION...: quiet when it works.
configure() {
    local log
    log="$(mktemp)"
    say "configuring $1"
    if cmake --preset "$@" >"$log" 2>&1; then
        rm -f "$log"
        return 0
    fi
    cat "$log" >&2
    rm -f "$log"
    return 1
}

# build PRESET TARGET...: one moving line on a terminal, nothing but errors otherwise.
build() {
    local preset="$1" quiet=() targets=()
    shift
    [ $# -eq 0 ] || targets=(--target "$@")
    [ -t 2 ] || quiet=(-- --quiet)
    say "building ${preset}${*:+: $*}"
    cmake --build --preset "$preset" --parallel "${targets[@]}" "${quiet[@]}" >&2
}
