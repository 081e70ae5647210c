"""The findings of a report's rows on one line each."""

from pytest_realtime.judge.findings import FindingRow
from pytest_realtime.results import ResultRow


def finding_name(finding: FindingRow) -> str:
    """Return kind and pointer, as a deviations file lists them; for the root just the kind."""
    return f"{finding['kind']} {finding['pointer']}".rstrip()


def finding_line(finding: FindingRow) -> str:
    """Return a whole finding on one line."""
    return f"{finding_name(finding)}: expected {finding['expected']}, observed {finding['observed']}"


def first_finding(row: ResultRow) -> str:
    """Return the name of a result's first finding, and how many more there are."""
    first, *others = row["findings"]
    return finding_name(first) + (f" (+{len(others)})" if others else "")
