"""Comparing what should have been written with what was written, both as JSON text."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from pytest_realtime.judge.diff import TOLD, Differ, FreeMembers
from pytest_realtime.judge.findings import Finding, defect_findings
from pytest_realtime.judge.interning import Interner
from pytest_realtime.judge.redaction import mask
from pytest_realtime.wire.json.integer_map import IntegerMap
from pytest_realtime.wire.json.pointer import follow, parse
from pytest_realtime.wire.json.reader import JsonValue, Reading, load, read

Additions: TypeAlias = Mapping[str, Callable[[JsonValue], bool]]
"""Members that may be added: JSON pointer into the observed text, to a test that the value has to pass.

An object that was added may hold such members, and has to hold nothing else.
"""


def compare(
    expected: str,
    observed: str,
    *,
    integers: IntegerMap | None = None,
    additions: Additions | None = None,
    tolerate_additions: bool = False,
) -> tuple[Finding, ...]:
    """Everything in which ``observed`` is not JSON-equal to ``expected``; both are JSON texts.

    Key order, blanks and escapes are free, and numbers compare by value, exactly. The defects of the
    observed text come first, then the differences in the order of the expected text, then additions.

    :param integers: places where a number has to keep the spelling of an integer
    :param additions: members that may be added; they only matter where ``expected`` does not name them
    :param tolerate_additions: take any added member as right, as a reader does with a newer server
    :raises ValueError: when ``expected`` itself is flawed, or a key of ``additions`` is no JSON pointer
    """
    wanted = load(expected)
    if observed == expected:
        return ()
    reading = read(observed)
    defects = _defects(reading, observed)
    if reading.fatal or _is_spelled_alike(wanted, reading.value):
        return defects
    seen = _without_defective_places(reading)
    walk = Differ(
        wanted,
        seen,
        integers=integers,
        free=_free_members(seen, additions or {}),
        tolerate_additions=tolerate_additions,
    )
    return (*defects, *walk.findings())


def equal(one: JsonValue, other: JsonValue) -> bool:
    """Whether two values that were read from JSON texts are JSON-equal."""
    identities = Interner(one, other)
    return identities.of(one) == identities.of(other)


def _defects(reading: Reading, text: str) -> tuple[Finding, ...]:
    if reading.fatal and mask(text) != text:
        # Once cut out of its text, nobody can tell whether an excerpt holds a secret.
        without_excerpt = (
            replace(defect, message=defect.message.split(", near ")[0]) for defect in reading.defects
        )
        return defect_findings(without_excerpt)
    return defect_findings(reading.defects)


def _is_spelled_alike(wanted: JsonValue, seen: JsonValue) -> bool:
    """Whether two values are equal down to the spelling of numbers, where that is quickly found out.

    The standard library's encoder is many times faster than a walk. It takes no Decimals and has a limit
    of depth; then the answer is no, and the walk decides.
    """
    try:
        return json.dumps(wanted, sort_keys=True) == json.dumps(seen, sort_keys=True)
    except (TypeError, RecursionError):
        return False


def _without_defective_places(reading: Reading) -> JsonValue:
    """The value with :data:`TOLD` at every place that is not JSON, so that nothing is told twice."""
    value = reading.value
    for defect in reading.defects:
        if defect.kind == "not-json":
            if not defect.pointer:
                return TOLD
            _mark(value, parse(defect.pointer))
    return value


def _mark(value: JsonValue, tokens: tuple[str, ...]) -> None:
    *parents, token = tokens
    # A duplicate member that came later may have overwritten the place: then there is nothing to mark.
    with suppress(LookupError):
        parent = follow(value, parents)
        follow(parent, [token])
        if isinstance(parent, dict):
            parent[token] = TOLD
        else:
            assert isinstance(parent, list)  # nothing else can be followed
            parent[int(token)] = TOLD


def _free_members(seen: JsonValue, additions: Additions) -> FreeMembers:
    """The same additions, found by object: a walk need not write a pointer for every added member."""
    allowed = _Allowed({_member_tokens(pointer): is_allowed for pointer, is_allowed in additions.items()})
    free = {}
    for place in allowed.places():
        *parents, token = place
        with suppress(LookupError):
            free[id(follow(seen, parents)), token] = partial(allowed.holds, place)
    return free


_Place: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class _Allowed:
    """Members that may be added, by place, and with them the objects around them."""

    tests: Mapping[_Place, Callable[[JsonValue], bool]]

    def places(self) -> set[_Place]:
        """Where a member may be added, or an object that holds one."""
        return {place[:end] for place in self.tests for end in range(1, len(place) + 1)}

    def holds(self, place: _Place, value: JsonValue) -> bool:
        """Whether this value may be added here. Goes no deeper than the places do."""
        test = self.tests.get(place)
        if test is not None and test(value):
            return True
        if not isinstance(value, dict) or not value or place not in self.places():
            return False
        return all(self.holds((*place, name), inner) for name, inner in value.items())


def _member_tokens(pointer: str) -> tuple[str, ...]:
    if tokens := parse(pointer):
        return tokens
    raise ValueError("additions are members: the empty pointer, the root, can't be added")
