#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The taste test: what the house asks of its source files and a compiler does not see.

    tools/tidy.py             prints `file:line: what is wrong; expected: ...` for each finding, exit code 1 if there is one
    tools/tidy.py --selftest  shows that each rule can fail, and that it lets the right thing pass

A rule is a function from a Source to findings, listed in RULES. Why a room may enter another: simulator/README.md.
"""
import pathlib
import re
import sys

import cpp_functions

ROOT = pathlib.Path(__file__).resolve().parent.parent
FUNCTION_LINES, FILE_LINES = 70, 400

ROOMS = {
    "base": set(),
    "crypto": {"base"},
    "keys": {"base", "crypto"},
    "protocol": {"base"},
    "machine": {"base", "crypto", "keys", "protocol"},
    "record": {"base", "crypto", "keys", "protocol"},
    "fabric": {"base", "protocol", "machine", "record"},
    "knowledge": {"base", "crypto", "keys", "protocol", "record"},
    "scenario": {"base", "protocol", "record", "fabric", "knowledge"},
    "view": {"base", "protocol", "record", "knowledge"},
}
ROLE_MAY_ENTER = {"base", "crypto", "keys", "protocol", "machine"}  # never another role
PROGRAM = re.compile(r"simulator/(main\.cpp|cli)|nf/[^/]+$")  # what ties the rooms together into a program

DOORS = {  # library: how its includes begin, who may write them
    "OpenSSL": ("openssl/", r"simulator/crypto/"),
    "ZeroMQ": ("zmq", r"simulator/fabric/"),
    "yaml-cpp": ("yaml-cpp/", r"simulator/scenario/"),
    "simdjson": ("simdjson", r"simulator/base/"),
    "RE2": ("re2/", r"simulator/scenario/expression\."),
    "CLI11": ("CLI/", r"simulator/(main\.cpp|cli)"),
}
MAY_EXPOSE = re.compile(r"simulator/(crypto|keys|protocol|base)/")

CPP = (".cpp", ".hpp")
OPENS_WITH_SPDX = CPP + (".py", ".sh", ".yaml", "CMakeLists.txt", "tools/test", "tools/demo", "tools/bench", "tools/pages", "tools/fresh", ".ci/run")
TEXT = OPENS_WITH_SPDX + (".md", ".json", ".txt", ".js", ".css", ".html")


class Source:
    def __init__(self, path, text):
        self.path, self.text, self.lines = path, text, text.split("\n")
        self.is_cpp, self.is_house = path.endswith(CPP), path.startswith(("simulator/", "nf/"))

    def includes(self):
        """(line number, what is included) of each #include."""
        for number, line in enumerate(self.lines, 1):
            if found := re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line):
                yield number, found[1]

    def matches(self, pattern):
        for number, line in enumerate(self.lines, 1):
            if found := re.search(pattern, line):
                yield number, found[0]


def room_of(path):
    """simulator/keys/kdf.hpp -> keys; nf/amf/amf.hpp -> nf/amf; None for what is in no room."""
    parts = path.split("/")
    if len(parts) < 3:
        return None
    return parts[1] if parts[0] == "simulator" else f"nf/{parts[1]}" if parts[0] == "nf" else None


def layering(source):
    if not source.is_cpp or not source.is_house or PROGRAM.match(source.path):
        return
    own = room_of(source.path)
    may = ROLE_MAY_ENTER if own and own.startswith("nf/") else ROOMS.get(own)
    if may is None:
        yield 1, "in no room of the table", "a folder named in tools/tidy.py and simulator/README.md"
        return
    for number, included in source.includes():
        if not included.startswith(("simulator/", "nf/")):
            continue
        other = room_of(included)
        if other != own and other not in may:
            yield number, f"{own} includes {included}", f"only {', '.join(sorted(may)) or 'its own room'}"


def doors(source):
    if not source.is_cpp or not source.is_house:
        return
    for number, included in source.includes():
        for library, (prefix, who) in DOORS.items():
            if included.startswith(prefix) and not re.match(who, source.path):
                yield number, f"{library} included here", f"its one door, {who}"


WRITERS = {  # what writes, and where alone it may stand: what came from a file is made harmless there, or written whole
    "to a terminal": (r"\bfmt::print\b|\bstd::(cout|cerr|clog)\b|\b(f?printf|f?puts|fwrite|putchar)\s*\(",
                      r"simulator/base/console\.cpp$", "console::say, complain or data"),
    "a file": (r"\bstd::ofstream\b|\bfopen\s*\(", r"simulator/cli/output\.cpp$", "cli::write_file"),
}


def writing(source):
    if not source.is_cpp or not source.is_house:
        return
    for what, (pattern, who, expected) in WRITERS.items():
        for number, found in source.matches(pattern):
            if not re.match(who, source.path):
                yield number, f"`{found}` writes {what} here", expected


def exposure(source):
    if not source.is_cpp or not source.is_house or MAY_EXPOSE.match(source.path):
        return
    for number, _ in source.matches(r"\bexpose(_writable)?\s*\("):
        yield number, "a secret is exposed", "that only in crypto, keys and the codecs (protocol, base)"


def function_length(source):
    if source.is_cpp:
        for first, length in cpp_functions.functions(source.text):
            if length > FUNCTION_LINES:
                yield first, f"a function of {length} lines", f"at most {FUNCTION_LINES}; aim at one screen"


def file_length(source):
    length = len(source.lines) - 1
    if source.path.endswith(CPP + (".py",)) and length > FILE_LINES:
        yield length, f"{length} lines", f"at most {FILE_LINES}; aim at 300"


def licence(source):
    if not source.path.endswith(OPENS_WITH_SPDX):
        return
    first = 1 if source.lines[0].startswith("#!") else 0
    if not re.match(r"(//|#) SPDX-License-Identifier: Apache-2\.0$", (source.lines + [""])[first]):
        yield first + 1, "no licence line", "SPDX-License-Identifier: Apache-2.0 as the first comment"
    elif source.path.endswith(".hpp") and not (source.lines + [""])[first + 1].startswith("// "):
        yield first + 2, "the file does not say what it is", "a sentence after the licence line"


def clause_spelling(source):
    wrong = r"\b(TS|TR)[-_ ]?\d\d\.?\d{3}\b|\b3GPP T[SR]\b|\bRFC[-_]?\d{3,}\b|\bclauses? \d+\.\d|\b(TS|TR) \d\d\.\d{3}[,:]? (clause|section|§)"
    right = re.compile(r"(TS|TR) \d\d\.\d{3}$")
    for number, line in enumerate(source.lines, 1):
        for found in re.finditer(wrong, line):
            if not right.match(found[0]):
                yield number, f"a clause spelled `{found[0]}`", "TS 33.501 6.1.3.2, TR 33.862 6 or RFC 8323 3.2"


def forbidden_words(source):
    for number, word in source.matches(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b"):
        yield number, f"`{word}`", "the work done, or `Not modelled: ...` and why"


def machine_paths(source):
    for number, path in source.matches(r"(?<![\w.])/(home|root|work|Users|mnt)/\w+"):
        yield number, f"a path of one machine, `{path}`", "a path from the root of the project"


RULES = [layering, doors, writing, exposure, function_length, file_length, licence, clause_spelling, forbidden_words, machine_paths]


def findings(source):
    for rule in RULES:
        for number, what, expected in rule(source):
            yield rule, f"{source.path}:{number}: {what}; expected: {expected}"


def sources():
    for top in ("simulator", "nf", "tests", "tools", "scenarios", ".ci", "CMakeLists.txt", "README.md"):
        for file in sorted([ROOT / top] if (ROOT / top).is_file() else (ROOT / top).rglob("*")):
            path = file.relative_to(ROOT).as_posix()
            if file.is_file() and path.endswith(TEXT) and "/corpus/" not in path and "__pycache__" not in path:
                yield Source(path, file.read_text(encoding="utf-8", errors="replace"))


def measure(all_sources):
    """The 90th percentile of the lengths of the functions in simulator/ and nf/."""
    lengths = sorted(length for source in all_sources if source.is_cpp and source.is_house
                     for _, length in cpp_functions.functions(source.text))
    if lengths:
        print(f"tidy: {len(lengths)} functions, median {lengths[len(lengths) // 2]} lines, "
              f"90 of 100 within {lengths[len(lengths) * 9 // 10]}, longest {lengths[-1]}")


def main():
    all_sources = list(sources())
    found = [text for source in all_sources for _, text in findings(source)]
    print("\n".join(found), end="\n" if found else "")
    measure(all_sources)
    print(f"tidy: {len(all_sources)} files, {len(found)} findings")
    return 1 if found else 0


# Rule, path, a text it must refuse, a text it must let pass. Texts are put under a proper opening where that matters.
OPENING = "// SPDX-License-Identifier: Apache-2.0\n// A sample.\n"
LONG = "void f() {\n" + "    g();\n" * FUNCTION_LINES + "}\n"
SAMPLES = [
    (layering, "simulator/base/a.hpp", '#include "simulator/keys/kdf.hpp"', '#include "simulator/base/octets.hpp"'),
    (layering, "simulator/protocol/a.hpp", '#include "simulator/crypto/hash.hpp"', '#include "simulator/base/json.hpp"'),
    (layering, "nf/amf/amf.cpp", '#include "nf/udm/udm.hpp"', '#include "nf/amf/amf.hpp"'),
    (layering, "nf/amf/amf.cpp", '#include "simulator/fabric/host.hpp"', '#include "simulator/machine/turn.hpp"'),
    (layering, "simulator/scenario/a.cpp", '#include "nf/udm/udm.hpp"', '#include "simulator/record/event.hpp"'),
    (doors, "simulator/keys/a.cpp", "#include <openssl/evp.h>", "#include <vector>"),
    (doors, "nf/main.cpp", "#include <zmq.hpp>", "#include <cstdio>"),
    (doors, "simulator/view/a.cpp", "#include <yaml-cpp/yaml.h>", '#include "simulator/base/json.hpp"'),
    (doors, "simulator/scenario/a.cpp", "#include <re2/re2.h>", '#include "simulator/scenario/expression.hpp"'),
    (doors, "simulator/record/a.cpp", "#include <simdjson.h>", '#include "simulator/base/json.hpp"'),
    (doors, "simulator/scenario/a.cpp", "#include <CLI/CLI.hpp>", "#include <yaml-cpp/yaml.h>"),
    (writing, "simulator/cli/a.cpp", 'fmt::print("{}", title);', 'console::say("{}", title);'),
    (writing, "simulator/view/a.cpp", "std::cout << title;", '"printf 0a | xxd -r -p"'),
    (writing, "simulator/cli/a.cpp", "std::ofstream file(path);", "std::ifstream file(path);"),
    (exposure, "nf/ausf/a.cpp", "auto octets = k_ausf.expose();", "auto key = k_ausf.clone();"),
    (exposure, "simulator/view/a.cpp", "fill(key->expose_writable());", "// exposed to view"),
    (function_length, "nf/ue/a.cpp", LONG, LONG.replace("    g();\n", "", 5)),
    (function_length, "tests/nf/a.cpp", "template <class T>\n" + LONG, "namespace n {\n" + "int a;\n" * 99 + "}\n"),
    (file_length, "nf/ue/a.cpp", "int a;\n" * FILE_LINES, "int a;\n" * (FILE_LINES - 5)),
    (clause_spelling, "nf/ue/a.cpp", "// TS" "33.501 6.1: why", "// TS 33.501 6.1.3.2.0 step 9: why"),
    (clause_spelling, "nf/ue/a.cpp", "// 3GPP" " TS 33.501", "// TR 33.862 6: why"),
    (clause_spelling, "scenarios/a.yaml", "# see clause" " 6.1", "# RFC 8323 3.2"),
    (clause_spelling, "nf/ue/a.cpp", "// RFC" "8323 3.2", "// TS 33.535 A.4"),
    (forbidden_words, "nf/ue/a.cpp", "// TO" "DO: later", '"/akmasim-X" "XXXXX"'),
    (machine_paths, "nf/ue/a.cpp", '"/ho' 'me/alice/akmasim"', '"/tmp/akmasim"'),
]

MEASURED = """\
namespace n {
struct A : B<int> {
    A(int a = {}) : B{a}, c_{1} {
        d([&] { return "}"; });
    }
    int one() const { return '}'; }  // }
};
template <class T>
    requires requires(T t) { t.x(); }
auto two(T t) -> int
{
    if (t) {
        struct Inside { int e = 1'000; };
    }
    return 2;
}
const char* text = R"({(})";
std::array<int, 2> value{1, 2};
}
"""
MEASURED_AS = [(3, 3), (6, 1), (8, 9)]


def selftest():
    wrong = 0
    for rule, path, refused, passed in SAMPLES:
        opening = OPENING if path.endswith(CPP) else OPENING.replace("//", "#")
        if rule not in [r for r, _ in findings(Source(path, opening + refused))]:
            wrong += 1
            print(f"{rule.__name__} lets pass: {refused[:60]!r} in {path}")
        if said := [text for _, text in findings(Source(path, opening + passed))]:
            wrong += 1
            print(f"{rule.__name__}: the right thing is refused: {said}")
    for bare in ("int a;\n", "// SPDX-License-Identifier: Apache-2.0\nint a;\n"):
        if licence not in [r for r, _ in findings(Source("nf/ue/a.hpp", bare))]:
            wrong += 1
            print(f"licence lets pass: {bare!r}")
    if (measured := list(cpp_functions.functions(MEASURED))) != MEASURED_AS:
        wrong += 1
        print(f"functions are measured as {measured}, expected {MEASURED_AS}")
    if untested := {r.__name__ for r in RULES} - {s[0].__name__ for s in SAMPLES} - {"licence"}:
        wrong += 1
        print(f"without a sample: {', '.join(sorted(untested))}")
    print(f"tidy: {len(SAMPLES) + 2} samples of {len(RULES)} rules, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--selftest"]):
        sys.exit(__doc__)
    sys.exit(selftest() if sys.argv[1:] else main())
