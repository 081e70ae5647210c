"""What a JUnit file says of a result, as properties of its test."""

from typing import Any

NAMES = ("realtime_contract", "realtime_client", "realtime_verdict", "realtime_findings")


def properties(record: dict[str, Any]) -> list[tuple[str, str]]:
    """The properties of one result, as texts: JUnit knows nothing else."""
    findings = sorted({f"{finding['kind']} {finding['pointer']}".rstrip() for finding in record["findings"]})
    values = (record["contract"], record["client"], record["verdict"], "; ".join(findings))
    return [(name, value) for name, value in zip(NAMES, values, strict=True) if value]
