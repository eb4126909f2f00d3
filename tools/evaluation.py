#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The tables of scenarios/README.md: what each variant costs, measured by akmasim itself.

    tools/evaluation.py AKMASIM           prints the tables
    tools/evaluation.py AKMASIM --write   puts them between their marks in scenarios/README.md
    tools/evaluation.py AKMASIM --check   exit code 1 if they do not stand there as they are printed
"""
import csv
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
README = ROOT / "scenarios" / "README.md"
BEGIN, END = "<!-- evaluation: begin, written by tools/evaluation.py -->\n", "<!-- evaluation: end -->\n"
LINKS = ["N1", "N8", "N12", "N13", "N61", "N62", "CmS", "Ua"]
PARTIES = ["ue", "amf", "ausf", "udm", "aanf", "msgin5g"]
PHASES = ["register", "connect", "send"]


def measured(akmasim):
    """The rows of run --csv for every variant."""
    with tempfile.TemporaryDirectory() as folder:
        table = pathlib.Path(folder) / "variants.csv"
        subprocess.run([akmasim, "run", ROOT / "scenarios" / "evaluation", "-q", "--host", "simulated", "--csv", table],
                       check=True, stdout=subprocess.DEVNULL)
        with open(table, newline="", encoding="utf-8") as rows:
            return list(csv.DictReader(rows))


def markdown(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def variant(row):
    return [row["axis.ua"], row["axis.mode"], row["axis.auth"]]


def link(row, name):
    """messages / round trips / octets"""
    if not row.get("messages." + name):
        return "-"
    return " / ".join(row[kind + name] for kind in ("messages.", "round_trips.", "octets."))


def party(row, name):
    """derivations / public-key operations"""
    return " / ".join(row.get(kind + name) or "0" for kind in ("derivations.", "public_key."))


def tables(rows):
    strangers = {key.split(".")[1] for row in rows for key in row if key.startswith("messages.")} - set(LINKS)
    if strangers:
        sys.exit(f"links that the tables leave out: {', '.join(sorted(strangers))}")
    heads = ["Ua", "start", "authentication"]
    return ("Messages / round trips / octets on each link:\n\n" +
            markdown(heads + LINKS, [variant(row) + [link(row, name) for name in LINKS] for row in rows]) +
            "\nKeys derived / public-key operations at each party, and virtual milliseconds of each procedure:\n\n" +
            markdown(heads + PARTIES + PHASES,
                     [variant(row) + [party(row, name) for name in PARTIES] +
                      [row["latency_ms." + name] for name in PHASES] for row in rows]))


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--write"], ["--check"]):
        sys.exit(__doc__)
    text = tables(measured(sys.argv[1]))
    if sys.argv[2:] == []:
        print(text, end="")
        return 0
    whole = README.read_text(encoding="utf-8")
    before, _, rest = whole.partition(BEGIN)
    there, _, after = rest.partition(END)
    if sys.argv[2] == "--write":
        README.write_text(before + BEGIN + text + END + after, encoding="utf-8")
        return 0
    if there != text:
        print(f"{README.name} differs from what is measured; run: tools/evaluation.py AKMASIM --write")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
