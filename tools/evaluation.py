#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The tables of scenarios/README.md: what each variant costs, measured by akmasim itself.

    tools/evaluation.py AKMASIM           prints the tables
    tools/evaluation.py AKMASIM --write   puts them between their marks in scenarios/README.md
    tools/evaluation.py AKMASIM --check   exit code 1 if they do not stand there as they are printed
"""
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
README = ROOT / "scenarios" / "README.md"
BEGIN, END = "<!-- evaluation: begin, written by tools/evaluation.py -->\n", "<!-- evaluation: end -->\n"
LINKS = ["N1", "N8", "N12", "N13", "N61", "N62", "CmS", "Ua"]
PARTIES = ["ue", "amf", "ausf", "udm", "aanf", "msgin5g"]
PHASES = ["register", "connect", "send"]
KEY_SHARE, SUPPORTED_GROUPS, PSK_KEY_EXCHANGE_MODES = 51, 10, 45


def measured(akmasim):
    """The rows of run --csv for every variant."""
    with tempfile.TemporaryDirectory() as folder:
        table = pathlib.Path(folder) / "variants.csv"
        subprocess.run([akmasim, "run", ROOT / "scenarios" / "evaluation", "-q", "--host", "simulated", "--csv", table],
                       check=True, stdout=subprocess.DEVNULL)
        with open(table, newline="", encoding="utf-8") as rows:
            return list(csv.DictReader(rows))


def handshake(row):
    """What TCP's own handshake adds before TLS: one way and back on Ua. Datagrams have none."""
    if row["axis.ua"].startswith("dtls"):
        return "-"
    said = (ROOT / "scenarios" / "evaluation" / "variants.yaml").read_text(encoding="utf-8")
    delay = float(re.search(r"Ua: \{ delay: ([0-9]+)ms \}", said)[1])
    return f"{2 * delay:.3f}"


def hello_alone(hello):
    """A ClientHello of psk_ke without what it offers beside that mode: Diffie-Hellman, its groups and key share."""
    at = 4 + 2 + 32
    at += 1 + hello[at]                                       # legacy_session_id
    at += 2 + int.from_bytes(hello[at:at + 2], "big")         # cipher_suites
    at += 1 + hello[at]                                       # legacy_compression_methods
    left, kept = hello[at + 2:], b""
    while left:
        kind, size = int.from_bytes(left[:2], "big"), int.from_bytes(left[2:4], "big")
        if kind == PSK_KEY_EXCHANGE_MODES:
            kept += left[:2] + bytes([0, 2, 1, 0])
        elif kind not in (KEY_SHARE, SUPPORTED_GROUPS):
            kept += left[:4 + size]
        left = left[4 + size:]
    body = hello[4:at] + len(kept).to_bytes(2, "big") + kept
    return hello[:1] + len(body).to_bytes(3, "big") + body


def psk_ke_note(akmasim, rows):
    """What OpenSSL's ClientHello costs beyond one that offers psk_ke alone."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([akmasim, "run", ROOT / "scenarios" / "evaluation", "-q", "--host", "simulated", "--case",
                        "ua=tls13-psk-ke,mode=implicit*", "--record", folder], check=True, stdout=subprocess.DEVNULL)
        (recording,) = pathlib.Path(folder).glob("*.rec.jsonl")
        with open(recording, encoding="utf-8") as lines:
            events = [json.loads(line) for line in lines]
    record = next(bytes.fromhex(event["raw"]) for event in events if event.get("msg") == "ClientHello")
    alone = 5 + len(hello_alone(record[5:]))
    row = next(row for row in rows if row["axis.ua"] == "tls13-psk-ke" and row["axis.mode"] == "implicit")
    octets, operations = int(row["octets.Ua"]), int(row["public_key.ue"])
    return (f"OpenSSL's client cannot offer psk_ke alone: its ClientHello of {len(record)} octets offers psk_dhe_ke, groups "
            f"and a key share beside it, and the UE makes that share. A client that offers psk_ke alone sends {alone} "
            f"octets: {octets - len(record) + alone} on Ua in place of {octets}, and {operations - 1} public-key operations "
            f"of the UE in place of {operations} (the two others conceal its SUCI).\n")


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


def tables(rows, note):
    strangers = {key.split(".")[1] for row in rows for key in row if key.startswith("messages.")} - set(LINKS)
    if strangers:
        sys.exit(f"links that the tables leave out: {', '.join(sorted(strangers))}")
    heads = ["Ua", "start", "authentication"]
    return ("Messages / round trips / octets on each link:\n\n" +
            markdown(heads + LINKS, [variant(row) + [link(row, name) for name in LINKS] for row in rows]) +
            "\nKeys derived / public-key operations at each party, and virtual milliseconds of each procedure:\n\n" +
            markdown(heads + PARTIES + PHASES + ["TCP adds"],
                     [variant(row) + [party(row, name) for name in PARTIES] +
                      [row["latency_ms." + name] for name in PHASES] + [handshake(row)] for row in rows]) +
            "\nTCP adds: its handshake, which is not played: three segments without data and one round trip more before the "
            "first octet of Ua.\nOver datagrams there is none; the round trip of the DTLS cookie, in its place, is counted.\n"
            "\n" + note)


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--write"], ["--check"]):
        sys.exit(__doc__)
    rows = measured(sys.argv[1])
    text = tables(rows, psk_ke_note(sys.argv[1], rows))
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
