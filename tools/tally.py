#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts a ctest report (JUnit form) into the one line `N passed, N failed, N skipped`."""
import sys
import xml.etree.ElementTree as ElementTree


def verdict(case):
    """ctest also says `notrun` of a test whose program is missing: only what a test itself skipped counts as skipped."""
    status = case.get("status")
    if status == "run":
        return "passed"
    reason = " ".join(part.get("message", "") for part in case.findall("skipped"))
    if status == "disabled" or (status == "notrun" and reason.startswith("SKIP_")):
        return "skipped"
    return "failed"


def main(path):
    try:
        cases = list(ElementTree.parse(path).getroot().iter("testcase"))
    except (OSError, ElementTree.ParseError) as error:
        print(f"tally: no readable report: {error}", file=sys.stderr)
        cases = None
    count = {"passed": 0, "failed": 0, "skipped": 0}
    for case in cases or []:
        count[verdict(case)] += 1
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**count))
    return 0 if cases and not count["failed"] else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: tally.py REPORT.xml")
    sys.exit(main(sys.argv[1]))
