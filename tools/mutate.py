#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Takes the checks of tools/mutants_*.py out of the code, one at a time, and tells which test or scenario notices.

    tools/mutate.py                 every check; 1 if the removal of one goes unnoticed
    tools/mutate.py --only NAME     one of them (may be given several times)
    tools/mutate.py --sample N      N of them, drawn with --seed (default: the day)
    tools/mutate.py --list          names and clauses
    tools/mutate.py --verify        only whether every text stands exactly once where it should
    tools/mutate.py --tree FOLDER   works in this folder and leaves it there, so that the next run builds less

It works on a copy of the tree, with a build folder of its own. Nothing in this tree is changed.
"""
import argparse
import datetime
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

import mutants_af
import mutants_core
import mutants_house

CHECKS = mutants_house.CHECKS + mutants_core.CHECKS + mutants_af.CHECKS
ROOT = pathlib.Path(__file__).resolve().parent.parent
COPIED = ("CMakeLists.txt", "CMakePresets.json", "simulator", "nf", "scenarios", "tests", "tools")
PATIENCE_S = 300


def verify(root=ROOT, checks=CHECKS):
    """What is wrong with the list: a text that is gone, or that stands there more than once."""
    wrong = []
    for check in checks:
        file = root / check.file
        times = file.read_text(encoding="utf-8").count(check.text) if file.is_file() else 0
        if times != 1:
            wrong.append(f"{check.name}: its text stands {times} times in {check.file}: {check.text!r}")
        for shown in check.shown:
            if shown.startswith("scenarios/") and not (root / shown).is_file():
                wrong.append(f"{check.name}: there is no {shown}")
    names = [check.name for check in checks]
    wrong += [f"{name}: listed more than once" for name in sorted(set(names)) if names.count(name) > 1]
    return wrong


class Tree:
    """The copy, and what can be asked of it."""

    def __init__(self, folder):
        self.root = pathlib.Path(folder).resolve()
        self.root.mkdir(parents=True, exist_ok=True)
        for name in COPIED:
            self.refresh(ROOT / name)
        # Objects that were compiled elsewhere from the same text are found again: paths count from the tree's root.
        self.environment = os.environ | {"CCACHE_BASEDIR": str(self.root), "CCACHE_NOHASHDIR": "1", "NO_COLOR": "1"}
        self.bin = self.root / "build/release/bin"

    def refresh(self, source):
        """Copies what differs, so that what is the same keeps its time and is not built again; takes out what is gone."""
        target = self.root / source.relative_to(ROOT)
        if source.is_dir():
            target.mkdir(exist_ok=True)
            for gone in {p.name for p in target.iterdir()} - {p.name for p in source.iterdir()}:
                shutil.rmtree(target / gone) if (target / gone).is_dir() else (target / gone).unlink()
            for inner in source.iterdir():
                if inner.name != "__pycache__":
                    self.refresh(inner)
        elif not target.is_file() or target.read_bytes() != source.read_bytes():
            shutil.copy(source, target)

    def run(self, *command, quiet_s=PATIENCE_S):
        try:
            done = subprocess.run(command, cwd=self.root, env=self.environment, stdin=subprocess.DEVNULL, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=quiet_s, errors="replace")
            return done.returncode, done.stdout
        except subprocess.TimeoutExpired:
            return -1, f"no end after {quiet_s} s"

    def build(self, targets):
        code, said = 0, ""
        if not (self.root / "build/release/build.ninja").is_file():
            code, said = self.run("cmake", "--preset", "release", "-DBUILD_TESTING=ON")
        if code == 0:
            code, said = self.run("cmake", "--build", "--preset", "release", "--target", *sorted(targets), quiet_s=7200)
        return code == 0, said

    def notices(self, shown):
        """What fails in the scenarios or tests so named; nothing: all as if the check were there."""
        if shown.startswith("scenarios"):
            code, said = self.run(str(self.bin / "akmasim"), "run", shown, "--host", "simulated", "-q")
            failed = [line.split()[1].rstrip(":") for line in said.splitlines() if line.startswith("FAIL ")]
            return failed or ([f"{shown} ends with {code}"] if code != 0 else [])
        program, tests = shown.split(":", 1)
        code, said = self.run(str(self.bin / program), f"--gtest_filter={tests}", "--gtest_brief=1")
        failed = [line.split()[3] for line in said.splitlines() if line.startswith("[  FAILED  ]") and "." in line]
        if code == 0 and "[==========] 0 tests" in said:
            return [f"no test is called {tests}"]
        return sorted(set(failed)) or ([f"{program} ends with {code}"] if code != 0 else [])


def targets_of(shown):
    return {"akmasim" if one.startswith("scenarios") else one.split(":", 1)[0] for one in shown}


EVERYTHING = ("scenarios", "nf_tests:*", "unit_keys_tests:*", "unit_crypto_tests:*", "unit_protocol_tests:*")


def first_notice(tree, shown):
    for one in shown:
        if noticed := tree.notices(one):
            return noticed
    return []


def take_out(tree, check):
    """Whether somebody noticed, and who."""
    file = tree.root / check.file
    whole = file.read_text(encoding="utf-8")
    try:
        file.write_text(whole.replace(check.text, check.without), encoding="utf-8")
        rest = tuple(one for one in EVERYTHING if one not in check.shown)
        for shown in (check.shown, rest):
            built, said = tree.build(targets_of(shown))
            if not built:
                return False, "it does not build: " + " ".join(line for line in said.splitlines() if "error:" in line)[:300]
            if noticed := first_notice(tree, shown):
                more = f" and {len(noticed) - 1} more" if len(noticed) > 1 else ""
                return True, noticed[0] + more + ("" if shown == check.shown else " (not among those named)")
        return False, "nothing notices"
    finally:
        file.write_text(whole, encoding="utf-8")


def play(checks, folder):
    tree = Tree(folder)
    built, said = tree.build(set.union(*(targets_of(check.shown) for check in checks)))
    untouched = first_notice(tree, sorted({one for check in checks for one in check.shown})) if built else [said[-2000:]]
    if untouched:
        print("mutate: with every check in place:", ", ".join(untouched), file=sys.stderr)
        return 2
    unnoticed = 0
    print(f"{'check':<36} {'clause':<24} noticed by", flush=True)
    for check in checks:
        began = time.monotonic()
        noticed, by = take_out(tree, check)
        unnoticed += not noticed
        print(f"{check.name:<36} {check.clause:<24} {by if noticed else 'NOBODY: ' + by}"
              f"  ({time.monotonic() - began:.0f} s)", flush=True)
    print(f"mutate: {len(checks)} checks taken out, {unnoticed} unnoticed")
    return 1 if unnoticed else 0


def chosen(arguments):
    if arguments.only:
        unknown = set(arguments.only) - {check.name for check in CHECKS}
        if unknown:
            sys.exit(f"mutate: no check is called {', '.join(sorted(unknown))}; see --list")
        return [check for check in CHECKS if check.name in arguments.only]
    if arguments.sample:
        drawn = random.Random(arguments.seed).sample(range(len(CHECKS)), min(arguments.sample, len(CHECKS)))
        return [CHECKS[index] for index in sorted(drawn)]
    return CHECKS


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true", help="names and clauses")
    parser.add_argument("--verify", action="store_true", help="whether every text stands exactly once in the tree")
    parser.add_argument("--only", action="append", metavar="NAME", help="this check; may be given several times")
    parser.add_argument("--sample", type=int, metavar="N", help="so many, drawn")
    parser.add_argument("--seed", default=datetime.date.today().isoformat(), help="of the draw; the day")
    parser.add_argument("--tree", metavar="FOLDER", help="work here and leave it")
    arguments = parser.parse_args()
    if arguments.list:
        for check in CHECKS:
            print(f"{check.name:<36} {check.clause:<24} {check.file}")
        return 0
    if wrong := verify():
        print("\n".join(wrong))
        print(f"mutate: {len(wrong)} wrong in tools/mutants_*.py")
        return 1
    if arguments.verify:
        print(f"mutate: {len(CHECKS)} checks, each where it should be")
        return 0
    if arguments.sample:
        print(f"mutate: drawn with seed {arguments.seed}")
    if arguments.tree:
        return play(chosen(arguments), arguments.tree)
    with tempfile.TemporaryDirectory(prefix="akmasim-mutate-") as folder:
        return play(chosen(arguments), folder)


if __name__ == "__main__":
    sys.exit(main())
