"""Known deviations: what a client is known to do differently, with the reason, in the user's own words."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pytest_realtime.judge.findings import Finding


@dataclass(frozen=True, slots=True)
class Deviation:
    """One entry of a deviations file."""

    client: str | None
    """The client's name on its card; None holds for the client under test, whichever it is."""
    contract: str
    """The contract as written in the file: an id, or a pattern with ``*``."""
    reason: str
    findings: tuple[str, ...] | None
    """Exactly these findings, each as ``kind /pointer``; None takes any."""
    contracts: frozenset[str]
    """The ids of all contracts that ``contract`` stands for."""


class KnownDeviations:
    """The entries of a deviations file, found by client and contract."""

    def __init__(self, deviations: Iterable[Deviation] = ()) -> None:
        self._listed = {
            (deviation.client, contract): deviation for deviation in deviations for contract in deviation.contracts
        }

    def expected(self, client: str, contract: str) -> Deviation | None:
        """The entry for a contract and a client: one that names the client, else one without a client."""
        return self._listed.get((client, contract)) or self._listed.get((None, contract))


class Listed(StrEnum):
    """How a listed contract turned out."""

    EXPECTED = "expected"
    """It fails as listed."""
    FIXED = "fixed"
    """It passes: the entry is to be removed."""
    DIFFERENTLY = "differently"
    """It fails in another way than listed."""


def judge_listed(deviation: Deviation, findings: Sequence[Finding]) -> Listed:
    """How a contract that ``deviation`` lists turned out with these findings."""
    if not findings:
        return Listed.FIXED
    if any(finding.kind.is_error for finding in findings):
        return Listed.DIFFERENTLY
    if deviation.findings is None or set(deviation.findings) == {str(finding) for finding in findings}:
        return Listed.EXPECTED
    return Listed.DIFFERENTLY


def entry(client: str | None, contract: str, findings: Iterable[Finding], reason: str = "…") -> str:
    """The entry that lists these findings, as TOML text to paste into a deviations file.

    Empty where nothing can be listed: without findings, and after a crash, time-out or driver error.
    """
    found = list(findings)
    if not found or any(finding.kind.is_error for finding in found):
        return ""
    members = {"client": client, "contract": contract, "reason": reason}
    lines = [f"{name:<8} = {_quoted(text)}" for name, text in members.items() if text is not None]
    listed = [_quoted(text) for text in dict.fromkeys(str(finding) for finding in found)]
    return "\n".join(["[[deviation]]", *lines, f"findings = {_array(listed)}", ""])


def _array(items: list[str]) -> str:
    if len(items) == 1:
        return f"[{items[0]}]"
    return "\n".join(["[", *(f"    {item}," for item in items), "]"])


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string, but for the one control character that JSON leaves alone.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
