"""The first failures of a run are told in full; those after them in a few lines, so that one can read on."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pytest_realtime.pytest_integration.recording import TAKEN
from pytest_realtime.safe_text import safe_line

MOST_IN_FULL = 10
MOST_FINDINGS = 3


class Told:
    """What pytest tells of a failure: a text, and one line of it in the list of what failed.

    pytest repeats the whole text in that list where it runs in CI or with ``-vv``.
    """

    def __init__(self, text: str, line: str) -> None:
        self.text = text
        self.reprcrash = Headline(line)

    def __str__(self) -> str:
        return self.text

    def toterminal(self, out: Any) -> None:
        """Write the text, as pytest does."""
        out.line(self.text)


class Headline:
    """The line under the name by which pytest looks for it."""

    def __init__(self, message: str) -> None:
        self.message = message


def abridge(reports: Iterable[Any], most_in_full: int | None = MOST_IN_FULL) -> None:
    """Shorten the text of failed contracts after the first ten, in pytest's reports of their tests.

    With ``most_in_full=None`` all are told in full. What was sent and received, why, and the command are in the
    written reports and in a run of the contract alone. Failures that are no results of contracts, and listed
    deviations that hold by now, keep their text.
    """
    in_full = 0
    for report in reports:
        record = _record(report)
        if not record or not record["findings"]:
            continue
        in_full += 1
        first, *others = findings = list(_findings(record))
        whole = most_in_full is None or in_full <= most_in_full
        text = str(report.longrepr) if whole else "\n".join([_head(record), *findings])
        report.longrepr = Told(text, f"{first} …" if others else first)


def _record(report: Any) -> dict[str, Any] | None:
    result = getattr(report, TAKEN, None)
    return json.loads(result) if result else None


def _head(record: dict[str, Any]) -> str:
    return safe_line(
        f"{record['contract']}, client {record['client']}; in full with -v, or with -k {record['contract']}"
    )


def _findings(record: dict[str, Any]) -> Iterator[str]:
    findings = record["findings"]
    for one in findings[:MOST_FINDINGS]:
        yield safe_line(f"{one['kind']} {one['pointer']}: expected {one['expected']}, observed {one['observed']}")
    if len(findings) > MOST_FINDINGS:
        yield f"… and {len(findings) - MOST_FINDINGS} more"
