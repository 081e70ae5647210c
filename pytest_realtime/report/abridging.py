"""The first failures of a run are told in full; those after them in a few lines, so that one can read on."""

import json
from collections.abc import Iterable
from typing import Any

from pytest_realtime.report.visible import safe_line
from pytest_realtime.run.recording import PROPERTY

MOST_IN_FULL = 10
MOST_FINDINGS = 3


def abridge(reports: Iterable[Any]) -> None:
    """Shorten the text of failed contracts after the first ten, in pytest's reports of their tests.

    What was sent and received, why, and the command are in the written reports and in a run of the contract alone.
    Failures that are no results of contracts, and listed deviations that hold by now, keep their text.
    """
    in_full = 0
    for report in reports:
        record = _record(report)
        if not record or not record["findings"]:
            continue
        in_full += 1
        if in_full > MOST_IN_FULL:
            report.longrepr = "\n".join(_in_short(record))


def _record(report: Any) -> dict[str, Any] | None:
    return next((json.loads(value) for name, value in report.user_properties if name == PROPERTY), None)


def _in_short(record: dict[str, Any]) -> list[str]:
    findings = record["findings"]
    lines = [
        f"{one['kind']} {one['pointer']}: expected {one['expected']}, observed {one['observed']}"
        for one in findings[:MOST_FINDINGS]
    ]
    if len(findings) > MOST_FINDINGS:
        lines.append(f"… and {len(findings) - MOST_FINDINGS} more")
    head = f"{record['contract']}, client {record['client']}; in full with -v, or with -k {record['contract']}"
    return [safe_line(line) for line in (head, *lines)]
