#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which clause of which specification is written where in the code, and which test or scenario shows it.

    tools/clauses.py             the table: clause, then the places in code, tests and scenarios
    tools/clauses.py --check     fails when a clause cited in nf/ or simulator/keys/ is cited by no test and no scenario;
                                 compared by document and the first two numbers (TS 33.501 6.1, TS 33.535 A.4)
    tools/clauses.py --selftest  shows that citations are read as meant and that the check can fail

Read are: citations in comments and strings of C++ files, the opening comments of vector files that a test names, and
`clauses:` of scenarios. `A.2 to A.8`, `5.5.1 and 5.5.2` and `6.1, 6.2` are read as lists under one document.
"""
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
NUMBER = r"(?:[A-Z](?![A-Za-z])|\d+)(?:\.\d+[a-z]?)*"
DOTTED = r"(?:[A-Z]|\d+)(?:\.\d+[a-z]?)+"
CITATION = re.compile(rf"\b(T[SR] \d\d\.\d{{3}}|RFC \d{{3,5}}) ({NUMBER})((?:(?:, | and | to | or ){DOTTED})*)")
MUST_BE_SHOWN = ("nf/", "simulator/keys/")


def span(first, last):
    """A.2 to A.8 -> A.2 ... A.8; what is no such span -> its last member only."""
    (stem, low), (other, high) = first.rpartition(".")[::2], last.rpartition(".")[::2]
    if stem != other or not (low.isdigit() and high.isdigit()):
        return [last]
    return [f"{stem}.{n}" for n in range(int(low) + 1, int(high) + 1)]


def citations(line):
    """The clauses that a line cites, as ('TS 33.501', '6.1.3.2.0')."""
    for found in CITATION.finditer(line):
        document, first, more = found.groups()
        yield document, first
        for joint, number in re.findall(rf"(, | and | to | or )({DOTTED})", more):
            yield from ((document, n) for n in (span(first, number) if joint == " to " else [number]))
            first = number


def coarse(clause):
    """Document and the first two numbers; the granularity of the check."""
    document, number = clause
    return document, ".".join(number.split(".")[:2])


def scenario_clauses(text):
    """Lines with their numbers inside `clauses:`."""
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        inside = line.startswith("clauses:") or (inside and line.startswith((" ", "-", "\t")))
        if inside:
            yield number, line


def opening_comment(text):
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#"):
            yield number, line


def relevant(path, text, test_texts):
    if path.startswith("scenarios/"):
        return scenario_clauses(text)
    if path.startswith("tests/vectors/"):
        named = any(pathlib.PurePosixPath(path).name in test for test in test_texts)
        return opening_comment(text) if named else []
    return enumerate(text.split("\n"), 1)


def kind_of(path):
    return "scenarios" if path.startswith("scenarios/") else "tests" if path.startswith("tests/") else "code"


def index_of(files):
    """files: path -> text. Returns clause -> kind -> [(path, line)]."""
    test_texts = [text for path, text in files.items() if path.startswith("tests/") and path.endswith(".cpp")]
    index = collections.defaultdict(lambda: collections.defaultdict(list))
    for path, text in files.items():
        for number, line in relevant(path, text, test_texts):
            for clause in citations(line):
                index[clause][kind_of(path)].append((path, number))
    return index


def is_shown(clause, shown):
    """A whole chapter or annex, cited without a further number, is shown by any of its clauses."""
    document, number = coarse(clause)
    return any(d == document and (n == number or n.startswith(number + ".") and "." not in number) for d, n in shown)


def unshown(index):
    """(clause, where) of each citation in nf/ or keys/ that neither a test nor a scenario cites."""
    shown = {coarse(clause) for clause, kinds in index.items() if kinds.get("tests") or kinds.get("scenarios")}
    for clause in sorted(index, key=order):
        where = [place for place in index[clause].get("code", []) if place[0].startswith(MUST_BE_SHOWN)]
        if where and not is_shown(clause, shown):
            yield clause, where


def order(clause):
    return clause[0], [(part.isdigit(), part.zfill(6)) for part in clause[1].split(".")]


def read_files():
    files = {}
    for top, ends in (("simulator", (".cpp", ".hpp")), ("nf", (".cpp", ".hpp")), ("tests", (".cpp", ".hpp", ".txt")),
                      ("scenarios", (".yaml",))):
        for file in sorted((ROOT / top).rglob("*")):
            path = file.relative_to(ROOT).as_posix()
            if file.is_file() and path.endswith(ends) and "/corpus/" not in path:
                files[path] = file.read_text(encoding="utf-8", errors="replace")
    return files


def places(found):
    by_file = collections.defaultdict(list)
    for path, line in found:
        by_file[path].append(str(line))
    return " ".join(f"{path}:{','.join(lines)}" for path, lines in by_file.items())


def print_table(index):
    for clause in sorted(index, key=order):
        print(" ".join(clause))
        for kind in ("code", "tests", "scenarios"):
            if found := index[clause].get(kind):
                print(f"    {kind:<10}{places(found)}")
    print(f"clauses: {len(index)} of {len({clause[0] for clause in index})} documents")
    return 0


def check(index):
    missing = list(unshown(index))
    for clause, where in missing:
        path, line = where[0]
        print(f"{path}:{line}: {' '.join(clause)} is cited by no test and no scenario; "
              f"expected: one that cites {' '.join(coarse(clause))}")
    print(f"clauses: {len(missing)} without a test or scenario")
    return 1 if missing else 0


READ_AS = {
    "// TS 33.501 6.1.3.2.0 step 9: why": ["TS 33.501 6.1.3.2.0"],
    "// TS 33.501 5.5.1 and 5.5.2: the first": ["TS 33.501 5.5.1", "TS 33.501 5.5.2"],
    "// TS 33.501 A.2 to A.4 and TS 33.535 A.3.": ["TS 33.501 A.2", "TS 33.501 A.3", "TS 33.501 A.4", "TS 33.535 A.3"],
    'clause = "TS 24.501 8.2.6";': ["TS 24.501 8.2.6"],
    "// RFC 7252 5.8, 5.10: method": ["RFC 7252 5.8", "RFC 7252 5.10"],
    "// TS 33.501 6.1.4.1a step 1": ["TS 33.501 6.1.4.1a"],
    "// TS 33.220 H: identifiers; TS 29.571 NfInstanceId": ["TS 33.220 H"],
}
CODE = {"nf/udm/udm.cpp": "// TS 33.501 6.12.5: why\n// TS 33.501 6.1.2: why"}
SHOWN = [  # further files, how many of CODE's two clauses are then without a test
    ({}, 2),
    ({"tests/nf/udm.cpp": "// TS 33.501 6.12.2\n// TS 33.501 6.1.3"}, 0),
    ({"scenarios/a.yaml": "clauses: ['TS 33.501 6.1.3.2']\n# TS 33.501 6.12"}, 1),
    ({"scenarios/a.yaml": "clauses:\n  - TS 33.501 6.1.3.2\n  - TS 33.501 6.12.5\nsteps:"}, 0),
    ({"tests/vectors/suci.txt": "# TS 33.501 6.12.2"}, 2),
    ({"tests/vectors/suci.txt": "# TS 33.501 6.12.2", "tests/unit/a.cpp": 'read("vectors/suci.txt")'}, 1),
    ({"simulator/crypto/a.cpp": "// TS 33.501 6.12: code is no test"}, 2),
    ({"nf/udm/a.cpp": "// TS 33.501 9: a chapter", "tests/nf/udm.cpp": "// TS 33.501 6.12, 6.1, 9.3.1"}, 0),
    ({"nf/udm/a.cpp": "// TS 33.501 9.2: a clause", "tests/nf/udm.cpp": "// TS 33.501 6.12, 6.1, 9.20"}, 1),
]


def selftest():
    wrong = 0
    for line, expected in READ_AS.items():
        if (got := [" ".join(clause) for clause in citations(line)]) != expected:
            wrong += 1
            print(f"{line!r} is read as {got}, expected {expected}")
    for files, expected in SHOWN:
        if (got := len(list(unshown(index_of(CODE | files))))) != expected:
            wrong += 1
            print(f"with {files}: {got} clauses without a test, expected {expected}")
    print(f"clauses: {len(READ_AS) + len(SHOWN)} samples, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--check"], ["--selftest"]):
        sys.exit(__doc__)
    if sys.argv[1:] == ["--selftest"]:
        sys.exit(selftest())
    sys.exit((check if sys.argv[1:] else print_table)(index_of(read_files())))
