"""Check one payload against its wire type and the API rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pytest_realtime.judge.findings import Finding, FindingKind, defect_findings
from pytest_realtime.judge.formatting import cut, render
from pytest_realtime.levels import Level
from pytest_realtime.payloads.lint import violations_of
from pytest_realtime.safe_text import printable
from pytest_realtime.wire.direction import Direction
from pytest_realtime.wire.json.pointer import follow, pointer_of
from pytest_realtime.wire.json.reader import Reading
from pytest_realtime.wire.rules import api_rules
from pytest_realtime.wire.violations import Violation

KINDS: dict[str, FindingKind] = {
    "missing": FindingKind.MEMBER_DROPPED,
    "missing_one_of": FindingKind.MEMBER_DROPPED,
    "unknown_member": FindingKind.MEMBER_INVENTED,
    "excluded": FindingKind.MEMBER_INVENTED,
    "no_such_variant": FindingKind.TYPE_CHANGED,
    "unknown_type": FindingKind.VALUE_CHANGED,
    "unknown_value": FindingKind.VALUE_CHANGED,
    "out_of_bounds": FindingKind.VALUE_CHANGED,
    "empty": FindingKind.VALUE_CHANGED,
    "object_key": FindingKind.NOT_JSON,
    "json_value": FindingKind.NOT_JSON,
}
"""Codes of violations and the kinds of their findings; a code ``…_type`` is a wrong JSON type."""
_EXPECTED = {
    FindingKind.MEMBER_DROPPED: "a value",
    FindingKind.MEMBER_INVENTED: "absent",
    FindingKind.NULL_INVENTED: "absent",
}
_DEFECT_RULES = {"duplicate-key": "C4"}
_DEFECT_REASONS = {
    "duplicate-key": "If a key occurs twice, JSON parsers keep either value, or reject the text.",
    "not-json": "JSON parsers reject the whole text.",
}


@dataclass(frozen=True)
class PayloadFinding:
    """One thing that is wrong with a payload."""

    finding: Finding
    level: Level
    rule: str
    """The number of the API rule; empty for plain JSON types."""
    message: str
    reason: str = ""
    """Why it matters, if no API rule says so."""
    hint: str = ""
    """What was probably meant, where that was looked up: ``did you mean 'threshold'?``."""

    @property
    def kind(self) -> FindingKind:
        """What is wrong: ``member-invented``, ``value-changed`` and so on."""
        return self.finding.kind

    @property
    def pointer(self) -> str:
        """The JSON pointer of the place; empty for the whole payload."""
        return self.finding.pointer

    @property
    def expected(self) -> str:
        """The expected value, in words or as JSON."""
        return self.finding.expected

    @property
    def observed(self) -> str:
        """The value in the payload as JSON, cut if it is long; ``absent`` if there is none."""
        return self.finding.observed

    @property
    def why(self) -> str:
        """The sentence of the API rule, or the reason; empty for plain JSON types."""
        return api_rules().get(self.rule) or self.reason


def defects_of(reading: Reading) -> Iterator[PayloadFinding]:
    """Yield a finding for everything in a text that is not strictly JSON."""
    for defect, finding in zip(reading.defects, defect_findings(reading.defects), strict=True):
        rule = _DEFECT_RULES.get(defect.kind, "")
        yield PayloadFinding(finding, "MUST", rule, defect.message, _DEFECT_REASONS[defect.kind])


def check_payload(wire_type: str, value: Any, *, direction: Direction = "write") -> Iterator[PayloadFinding]:
    """Return what makes a payload invalid, or, if it is valid, the weaker rules that it breaks.

    Args:
        wire_type: The name of its wire type.
        value: The payload, as JSON-ready objects.
        direction: ``write`` checks what a client writes, strictly; ``read`` checks what a server sends, of which
            readers accept more.

    Raises:
        UnknownWireType: There is no type of this name.
    """
    return (_finding(violation, value) for violation in violations_of(wire_type, value, direction=direction))


def _finding(violation: Violation, value: Any) -> PayloadFinding:
    observed: Any
    try:
        observed = follow(value, map(str, violation.path))
        shown = render(observed)
    except LookupError:
        observed, shown = ..., "absent"
    kind = _kind(violation.code, observed)
    expected = _EXPECTED.get(kind, cut(violation.message.removeprefix("should be ")))
    rule = violation.rule or ("N3" if kind is FindingKind.NULL_INVENTED else "")
    finding = Finding(kind, printable(pointer_of(violation.path)), expected, shown)
    return PayloadFinding(finding, violation.level, rule, violation.message)


def _kind(code: str, observed: Any) -> FindingKind:
    if observed is None:
        return FindingKind.NULL_INVENTED
    if code == "int_type" and isinstance(observed, float) and observed.is_integer():
        return FindingKind.NUMBER_KIND
    return KINDS.get(code, FindingKind.TYPE_CHANGED if code.endswith("_type") else FindingKind.VALUE_CHANGED)
