"""Give each finding its cause: the place in the wire types, the form of what was expected, and the reason."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from pytest_realtime.clients import Response
from pytest_realtime.judge import REJECTIONS, Finding, FindingKind
from pytest_realtime.judge.reasons import ABSENT, reason_of
from pytest_realtime.results import Probe
from pytest_realtime.suite.manifest import LACK, Contract
from pytest_realtime.wire.json.pointer import follow, parse
from pytest_realtime.wire.json.reader import JsonValue, read
from pytest_realtime.wire.places import form_of, place_of, variant_of
from pytest_realtime.wire.shapes import ObjectShape

OBSERVED: Final = frozenset(
    {
        FindingKind.NULL_INVENTED,
        FindingKind.MEMBER_INVENTED,
        FindingKind.ITEM_INVENTED,
        FindingKind.DUPLICATE_KEY,
        FindingKind.NOT_JSON,
    }
)
"""Kinds whose pointer leads into what the client wrote, and not into what was expected."""
FORMED: Final = frozenset(
    {
        FindingKind.MEMBER_DROPPED,
        FindingKind.VALUE_CHANGED,
        FindingKind.TYPE_CHANGED,
        FindingKind.VALID_REJECTED,
        FindingKind.READ_REJECTED,
    }
)
"""Kinds whose causes are told apart by what was expected: a client that drops ``{}`` may well keep a value."""


def with_causes(
    findings: Sequence[Finding], contract: Contract, probe: Probe, response: Response
) -> tuple[Finding, ...]:
    """Return the findings of one exchange, each with its place, form, rule and reason."""
    if not findings:
        return ()
    value_of = cache(lambda text: read(text).value)  # one text has many findings, and may be long
    return tuple(
        _with_cause(
            finding,
            contract,
            probe.wire_type,
            value_of((response.text or "") if finding.kind in OBSERVED else probe.expected),
        )
        for finding in findings
    )


def _with_cause(finding: Finding, contract: Contract, wire_type: str, payload: JsonValue) -> Finding:
    place, value = place_of(wire_type, finding.pointer, payload), _at(payload, finding.pointer)
    if finding.kind in REJECTIONS and isinstance(whole := variant_of(place.shape, value), ObjectShape):
        # The object is rejected as such, wherever it is.
        place = replace(place, owner=whole.name, path="", shape=whole)
    form = form_of(place.shape, value) if finding.kind in FORMED else ""
    # The rule of the member that is not there says why, and not that of the whole.
    lacks = finding.kind is FindingKind.READ_REJECTED and contract.requirement.name == LACK
    rules = (*(contract.cases[0].rules if lacks else _broken_rules(contract, finding)), *place.rules)
    rule, reason = reason_of(finding.kind, rules, ABSENT if lacks else form, contract.direction)
    return replace(finding, place=str(place), form=form, rule=rule, reason=reason)


def _at(payload: JsonValue, pointer: str) -> JsonValue:
    try:
        found: JsonValue = follow(payload, parse(pointer))
    except LookupError:
        return None
    return found


def _broken_rules(contract: Contract, finding: Finding) -> Iterator[str]:
    """The rule that an invalid payload breaks; each of them breaks one."""
    if finding.kind is FindingKind.INVALID_ACCEPTED:
        yield from (
            invalid.rule
            for invalid in contract.invalid_payloads
            if invalid.rule and finding.pointer.endswith(invalid.pointer)
        )
