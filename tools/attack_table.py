#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The table of attacks in scenarios/README.md, made of runs: what each attack needs, what comes of it, per TLS mode and
per method of authentication.

    tools/attack_table.py --check AKMASIM [SCENARIOS]    exit code 1 if the table is not what the runs say
    tools/attack_table.py --write AKMASIM [SCENARIOS]
    tools/attack_table.py --selftest

The title of a scenario in attacks/ ends with ": the attack succeeds" or "fails" and what that means; the run's verdict
says whether it is so. A run that does not pass makes no table; a title that says nothing leaves its row empty.
"""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BEGIN, END = "<!-- attacks: made by tools/attack_table.py -->", "<!-- attacks: end -->"
MODES = {
    "tls13-psk-dhe-ke": "1.3 dhe",
    "tls13-psk-ke": "1.3 ke",
    "tls13-0rtt": "0-RTT",
    "tls12-psk": "1.2 psk",
    "tls12-ecdhe-psk": "1.2 ecdhe",
    "dtls12-psk": "DTLS 1.2",
    "http-digest": "Digest",
}
METHODS = {"5g-aka": "5G-AKA", "eap-aka-prime": "EAP-AKA'"}
MARK = ": the attack "


class Case:
    """What the header and the trailer of one recording say."""

    def __init__(self, lines):
        resolved = lines[0]["resolved"]
        self.passed = lines[-1]["verdict"] == "pass"
        self.name = resolved["name"].split("[")[0]
        self.title, mark, self.result = resolved["title"].rpartition(MARK)
        if not mark:
            self.title, self.result = resolved["title"], "is told in the file"
        self.adversary = resolved.get("adversary", {})
        orders = [order for step in resolved["steps"] for order in [step, *step.get("exchange", [])]]
        servers = resolved["nfs"].get("msgin5gs") or {"": resolved["nfs"]["msgin5g"]}
        modes = next(iter(servers.values())).get("uaProtocol", "tls13-psk")
        connects = [order["connect"] for order in orders if "connect" in order]
        modes = next((connect["uaProtocol"] for connect in connects if "uaProtocol" in connect), modes)
        mode = modes if isinstance(modes, str) else modes[0]
        self.mode = "tls13-psk-dhe-ke" if mode == "tls13-psk" else mode
        self.on_ua = bool(connects)
        registers = [order["register"] for order in orders if "register" in order]
        self.method = registers[0].get("auth", "5g-aka") if registers else "5g-aka"

    def outcome(self):
        """succeeds or fails; "is" of a case for contrast and where nothing is said."""
        return self.result.split(",")[0].split(" ")[0]

    def leaks(self):
        leak = self.adversary.get("leak", [])
        leaks = leak if isinstance(leak, list) else [leak]
        return [one["key"] + (" out of " + one["from"] if "from" in one else "") for one in leaks]


def needs(cases):
    links, can, leaks = [], [], []
    for case in cases:
        for into, more in ((links, case.adversary.get("at", [])), (can, case.adversary.get("can", []))):
            into.extend(one for one in more if one not in into)
        leaked = " and ".join(case.leaks())
        if leaked and leaked not in leaks:
            leaks.append(leaked)
    words = [" and ".join(links)] if links else ["a party of its own"]
    if can:
        words.append(", ".join(can))
    if leaks:
        words.append("leak of " + " or ".join(leaks))
    return "; ".join(words)


def cell(cases):
    """yes, no, or both where it depends on the defence."""
    words = {case.outcome() for case in cases} - {"is"}
    return {frozenset(): "", frozenset({"succeeds"}): "yes", frozenset({"fails"}): "no"}.get(frozenset(words), "yes/no")


def row(name, cases):
    results = list(dict.fromkeys(case.result for case in cases))
    titles = list(dict.fromkeys(case.title for case in cases))
    title = titles[0] if len(titles) == 1 else name.replace("-", " ")
    by_mode = [cell([case for case in cases if case.on_ua and case.mode == mode]) for mode in MODES]
    by_method = [cell([case for case in cases if case.method == method]) for method in METHODS]
    return [f"[{title}](attacks/{name}.yaml)", needs(cases), "; ".join(results), *by_mode, *by_method]


def table(cases):
    names = sorted({case.name for case in cases})
    rows = [["attack", "needs", "the attack", *MODES.values(), *METHODS.values()]]
    rows.append(["---"] * len(rows[0]))
    rows += [row(name, [case for case in cases if case.name == name]) for name in names]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)


def cases_of(akmasim, scenarios):
    with tempfile.TemporaryDirectory() as folder:
        command = [akmasim, "run", "-q", "--host", "simulated", "--record", folder, os.path.join(scenarios, "attacks")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise ValueError(f"the attacks do not run as they should:\n{done.stdout}{done.stderr}")
        cases = []
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                lines = file.read().splitlines()
            cases.append(Case([json.loads(lines[0]), json.loads(lines[-1])]))
        return cases


def put_in(text, made):
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"README.md has no section from {BEGIN} to {END}")
    return f"{before}{BEGIN}\n\n{made}\n\n{END}{after}"


def selftest():
    def recorded(title, verdict="pass", **nfs):
        return [{"resolved": {"name": "a", "title": title, "nfs": {"msgin5g": nfs}, "steps": [{"connect": {}}]}}, {"verdict": verdict}]

    both = [Case(recorded("T: the attack succeeds, x")), Case(recorded("T: the attack fails, y"))]
    made = table(both)
    good = "| [T](attacks/a.yaml) | a party of its own | succeeds, x; fails, y | yes/no |" in made
    good = good and "| is told in the file |  |" in table([Case(recorded("A title that says nothing"))])
    return good and put_in(f"a{BEGIN}old{END}b", "new") == f"a{BEGIN}\n\nnew\n\n{END}b"


def main(arguments):
    if arguments == ["--selftest"]:
        return 0 if selftest() else 1
    if len(arguments) not in (2, 3) or arguments[0] not in ("--check", "--write"):
        print(__doc__)
        return 2
    scenarios = arguments[2] if len(arguments) == 3 else os.path.join(HERE, "..", "scenarios")
    path = os.path.join(scenarios, "README.md")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    wanted = put_in(text, table(cases_of(arguments[1], scenarios)))
    if arguments[0] == "--write":
        with open(path, "w", encoding="utf-8") as file:
            file.write(wanted)
        return 0
    if wanted != text:
        print("scenarios/README.md: the table of attacks is not what the runs say; tools/attack_table.py --write")
    return 0 if wanted == text else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except ValueError as error:
        print(error)
        sys.exit(1)
