"""The properties that a result's test has in a JUnit file."""

from pytest_realtime.report.finding_list import finding_name
from pytest_realtime.results import ResultRow

NAMES = ("realtime_contract", "realtime_client", "realtime_verdict", "realtime_findings")


def properties(row: ResultRow) -> list[tuple[str, str]]:
    """Return the properties of one result, as the strings that JUnit takes; empty ones are left out."""
    findings = "; ".join(sorted({finding_name(finding) for finding in row["findings"]}))
    values = (row["contract"], row["client"], row["verdict"], findings)
    return [(name, value) for name, value in zip(NAMES, values, strict=True) if value]
