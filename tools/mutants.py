# SPDX-License-Identifier: Apache-2.0
"""How the lists of checks that protect something, mutants_*.py, are written: each check with its clause, where it stands,
and how it is taken out by mutate.py.

`text` stands exactly once in `file`; `without` is what the code reads when the check is gone. `shown` names what is most
likely to notice: scenarios by path, tests as PROGRAM:FILTER of GoogleTest. What they do not notice, everything else gets a
try at.
"""
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    name: str
    clause: str
    file: str
    text: str
    without: str
    shown: tuple


def never(name, clause, file, condition, *shown):
    """An `if` whose condition is the check: it never holds any more."""
    return Check(name, clause, file, f"if ({condition}", f"if (false && {condition}", shown)


def part(name, clause, file, text, without, *shown):
    return Check(name, clause, file, text, without, shown)
