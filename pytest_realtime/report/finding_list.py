"""The findings of a report's rows on one line each."""

from pytest_realtime.judge.findings import FindingRow
from pytest_realtime.report.causes import CauseRow
from pytest_realtime.results import ResultRow


def finding_name(finding: FindingRow) -> str:
    """Return kind and pointer, as a deviations file lists them; for the root just the kind."""
    return f"{finding['kind']} {finding['pointer']}".rstrip()


def finding_line(finding: FindingRow) -> str:
    """Return a whole finding on one line."""
    return f"{finding_name(finding)}: expected {finding['expected']}, observed {finding['observed']}"


def reason_with_rule(finding: FindingRow | CauseRow) -> str:
    """Return why a finding matters, and the number of the rule that it breaks; empty if neither is known."""
    rule = f"({finding['rule']})" if finding["rule"] else ""
    return " ".join(filter(None, (finding["reason"], rule)))


def first_finding(row: ResultRow) -> str:
    """Return the name of a result's first finding, and how many more there are."""
    first, *others = row["findings"]
    return finding_name(first) + (f" (+{len(others)})" if others else "")
