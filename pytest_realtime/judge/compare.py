"""Compare the expected JSON text with the text that a client wrote."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from pytest_realtime.garbage_collection import collector_paused
from pytest_realtime.judge.diff import ALREADY_REPORTED, Differ, FreeMembers
from pytest_realtime.judge.findings import Finding, defect_findings
from pytest_realtime.judge.interning import Interner
from pytest_realtime.judge.likeness import is_spelled_alike
from pytest_realtime.judge.redaction import mask
from pytest_realtime.wire.json.integer_map import IntegerMap
from pytest_realtime.wire.json.pointer import follow, parse
from pytest_realtime.wire.json.reader import JsonValue, Reading, load, read

Additions: TypeAlias = Mapping[str, Callable[[JsonValue], bool]]
"""Members that may be added: a test of the value by JSON pointer into the observed text.

An added object may hold such members and nothing else.
"""


def compare(
    expected: str,
    observed: str,
    *,
    integers: IntegerMap | None = None,
    additions: Additions | None = None,
    tolerate_additions: bool = False,
) -> tuple[Finding, ...]:
    """Find everything in which ``observed`` is not JSON-equal to ``expected``.

    Key order, white space and escapes are free, and numbers compare by value, exactly.

    Args:
        expected: JSON text.
        observed: The text that the client wrote, JSON or not.
        integers: Places where a number must keep the spelling of an integer.
        additions: Members that may be added where ``expected`` does not have them.
        tolerate_additions: Accept any added member, as a reader does with a newer server.

    Returns:
        Defects of the observed text first, then differences in the order of the expected text, then additions.

    Raises:
        ValueError: If ``expected`` itself has defects, or a key of ``additions`` is not a JSON pointer.
    """
    if len(expected) + len(observed) > _LARGE:
        # JSON values have no cycles, and there are millions of them.
        with collector_paused():
            return _compare(expected, observed, integers, additions or {}, tolerate_additions)
    return _compare(expected, observed, integers, additions or {}, tolerate_additions)


def _compare(
    expected: str,
    observed: str,
    integers: IntegerMap | None,
    additions: Additions,
    tolerate_additions: bool,
) -> tuple[Finding, ...]:
    expected_value = load(expected)
    if observed == expected:
        return ()
    reading = read(observed)
    defects = _defects(reading, observed)
    if reading.fatal or is_spelled_alike(expected_value, reading.value):
        return defects
    observed_value = _without_defective_places(reading)
    differ = Differ(
        expected_value,
        observed_value,
        integers=integers,
        free=_free_members(observed_value, additions),
        tolerate_additions=tolerate_additions,
    )
    return (*defects, *differ.findings())


def equal(one: JsonValue, other: JsonValue) -> bool:
    """Whether two values read from JSON texts are JSON-equal."""
    interner = Interner()
    return interner.of(one) == interner.of(other)


def _defects(reading: Reading, text: str) -> tuple[Finding, ...]:
    if reading.fatal and mask(text) != text:
        # An excerpt cut out of its text no longer shows whether it holds a secret.
        without_excerpt = (
            replace(defect, message=defect.message.split(", near ")[0]) for defect in reading.defects
        )
        return defect_findings(without_excerpt)
    return defect_findings(reading.defects)


def _without_defective_places(reading: Reading) -> JsonValue:
    """Replace every place that is not JSON by :data:`ALREADY_REPORTED`, so that nothing is reported twice."""
    value = reading.value
    for defect in reading.defects:
        if defect.kind == "not-json":
            if not defect.pointer:
                return ALREADY_REPORTED
            _mark(value, parse(defect.pointer))
    return value


def _mark(value: JsonValue, tokens: tuple[str, ...]) -> None:
    *parents, token = tokens
    # A later duplicate of a member may have overwritten the place; then there is nothing to mark.
    with suppress(LookupError):
        parent = follow(value, parents)
        follow(parent, [token])
        if isinstance(parent, dict):
            parent[token] = ALREADY_REPORTED
        else:
            assert isinstance(parent, list)  # follow() enters nothing else
            parent[int(token)] = ALREADY_REPORTED


def _free_members(observed: JsonValue, additions: Additions) -> FreeMembers:
    """Index the additions by object, so that the walk needs no pointer for every added member."""
    allowed = _Allowed({_member_tokens(pointer): is_allowed for pointer, is_allowed in additions.items()})
    free = {}
    for place in allowed.places():
        *parents, token = place
        with suppress(LookupError):
            free[id(follow(observed, parents)), token] = partial(allowed.holds, place)
    return free


_Place: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class _Allowed:
    """Members that may be added, by place, together with the objects around them."""

    tests: Mapping[_Place, Callable[[JsonValue], bool]]

    def places(self) -> set[_Place]:
        """All places where a member may be added, or an object that holds one."""
        return {place[:end] for place in self.tests for end in range(1, len(place) + 1)}

    def holds(self, place: _Place, value: JsonValue) -> bool:
        """Whether this value may be added here. Recurses no deeper than the places."""
        test = self.tests.get(place)
        if test is not None and test(value):
            return True
        if not isinstance(value, dict) or not value or place not in self.places():
            return False
        return all(self.holds((*place, name), inner) for name, inner in value.items())


def _member_tokens(pointer: str) -> tuple[str, ...]:
    if tokens := parse(pointer):
        return tokens
    raise ValueError("additions are members; the empty pointer (the root) can't be added")


_LARGE = 1_000_000
"""The characters of two texts from which the collector costs more than it takes to pause it."""
