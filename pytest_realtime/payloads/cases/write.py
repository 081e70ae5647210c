"""The enumerated cases of what clients send: for every wire type, each value and each absence worth checking.

A case checks one aspect of one subject: a member, an enum value, a variant of a union. The contract suite's
requirements say what is required of each aspect, and why.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import Any

from pytest_realtime.payloads.cases.long_texts import is_large
from pytest_realtime.payloads.cases.values import VALUES
from pytest_realtime.payloads.embedding import REFUSED, Location, locations
from pytest_realtime.payloads.examples import example_of, maximal, minimal, minimal_with
from pytest_realtime.payloads.repair import repair
from pytest_realtime.wire import Direction, WireType, get_wire_type, shape_of, wire_types
from pytest_realtime.wire.constraints import Requires
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.registry import snake_case
from pytest_realtime.wire.shapes import EnumShape, MapShape, Member, ObjectShape, Shape, UnionShape

SAME: Any = object()
"""Stands for the payload itself as the expected output."""


@dataclass(frozen=True, eq=False)
class Case:
    """One payload of one wire type, and what it checks. Compared by identity, which makes it hashable."""

    subject: str
    """What is checked, in lower case with dashes and dots: ``server-vad.idle-timeout-ms``."""
    aspect: str
    """What is checked of it: ``null-is-kept``."""
    wire_type: str
    """The name of the payload's wire type."""
    payload: Any
    """The payload, as JSON-ready objects."""
    pointer: str
    """The JSON pointer of the place that matters."""
    direction: Direction = "write"
    rules: tuple[str, ...] = ()
    """The rules behind the case, such as ``N1``."""
    expected: Any = SAME
    """The output that is expected, where that is less than the payload."""
    then: Any = None
    """A second payload of the same type, sent later over the same connection; None if there is none."""
    place: str = ""
    """The subject in sentences; by default the wire type and the place."""
    once: bool = False
    """Whether one payload that holds the subject is enough, because it takes a megabyte."""
    stream: str = ""
    """The stream in which a server says it, by name; empty for a payload that a client is given by itself."""

    @property
    def id(self) -> str:
        """The case's readable name, made of ``a-z``, digits, ``.`` and ``-``."""
        return f"{self.subject}.{self.aspect}"

    @property
    def expects_itself(self) -> bool:
        """Whether exactly the payload is the expected output."""
        return self.expected is SAME

    @cached_property
    def text(self) -> str:
        """The payload as canonical JSON text."""
        return canonical(self.payload)


@lru_cache(maxsize=64)
def embedded(case: Case, place: Location) -> Case | None:
    """The same case in a whole payload that holds the subject at ``place``; None where it has no meaning there.

    The last ones are kept, since the golden text of a contract and its probes ask for the same ones.
    """
    payload = place.embedded(case.payload)
    if payload is REFUSED:
        return None
    expected = SAME if case.expects_itself else place.embed(case.expected)
    pointer = place.pointer + case.pointer
    return replace(case, wire_type=place.host, payload=payload, pointer=pointer, expected=expected)


def kebab(name: str) -> str:
    """``RealtimeSessionType`` → ``realtime-session-type``; ``expires_at`` → ``expires-at``; ``gpt-4.1`` stays."""
    return "".join(c if c.isalnum() or c in ".-" else "-" for c in snake_case(name))


@cache
def write_cases(name: str) -> tuple[Case, ...]:
    """All cases of one wire type that a client writes."""
    entry = get_wire_type(name)
    return tuple(_cases(entry, shape_of(entry.python)))


def all_write_cases() -> Iterator[Case]:
    """The cases of all wire types that travel from client to server."""
    for entry in wire_types(direction="write"):
        yield from write_cases(entry.name)


_INSIDE = ("value-is-kept", "null-is-kept", "absent-stays-absent", "advised-member-stays-absent")
"""What is checked of objects that are no wire types of their own, such as a variable of a prompt."""


def _cases(entry: WireType, shape: Shape) -> Iterator[Case]:
    yield from _own_cases(entry, shape)
    registered = {other.name for other in wire_types()}
    for inner in {part.name: part for part in _nested(shape, registered)}.values():
        for member in inner.asked_members():
            # A required member is in every payload, among them those that check the others.
            for case in () if member.required else _member_cases(inner, member):
                if case.aspect in _INSIDE:
                    yield from _embedded(entry.name, inner, member, case)


def _nested(shape: Shape, registered: set[str]) -> Iterator[ObjectShape]:
    """The objects inside a wire type that are no wire types, nor inside one."""
    for part in shape.parts():
        if part.name not in registered:
            if isinstance(part, ObjectShape):
                yield part
            yield from _nested(part, registered)


def _embedded(host: str, inner: ObjectShape, member: Member, case: Case) -> Iterator[Case]:
    subject = f"{kebab(host)}.{kebab(inner.name)}.{kebab(member.name)}"
    place = f"{host} ({inner.name}.{member.name})"
    for location in locations(inner.name, host):
        if found := embedded(case, location):
            yield replace(found, subject=subject, place=place)


def _own_cases(entry: WireType, shape: Shape) -> Iterator[Case]:
    if isinstance(shape, ObjectShape):
        yield from _object_cases(shape)
    elif isinstance(shape, EnumShape):
        yield from _enum_cases(shape)
    elif isinstance(shape, UnionShape):
        yield from _union_cases(shape)
    elif isinstance(shape, MapShape):
        yield from _example_cases(shape)


def _example_cases(shape: ObjectShape | MapShape) -> Iterator[Case]:
    for aspect, example in (("minimal-form-is-kept", minimal), ("maximal-form-is-kept", maximal)):
        yield Case(kebab(shape.name), aspect, shape.name, example(shape), "", rules=("N7",))


def _enum_cases(shape: EnumShape) -> Iterator[Case]:
    for value in shape.values:
        yield Case(f"{kebab(shape.name)}.{kebab(value)}", "is-kept", shape.name, value, "", rules=(shape.rule,))
    if shape.open:
        yield Case(kebab(shape.name), "unlisted-name-is-kept", shape.name, "my-own-name", "", rules=("V1",))


def _union_cases(shape: UnionShape) -> Iterator[Case]:
    for tag, variant in shape.variants.items():
        subject = f"{kebab(shape.name)}.{kebab(tag.removeprefix('object:'))}"
        for payload in _distinct(minimal(variant), maximal(variant)):
            yield Case(subject, "arm-is-kept", shape.name, payload, "", rules=(shape.rule,))


def _object_cases(shape: ObjectShape) -> Iterator[Case]:
    subject = kebab(shape.name)
    yield from _example_cases(shape)
    for member in shape.asked_members():
        for case in _member_cases(shape, member):
            yield replace(case, subject=f"{subject}.{kebab(member.name)}", wire_type=shape.name)


def _member_cases(shape: ObjectShape, member: Member) -> Iterator[Case]:
    def case(aspect: str, payload: Any, rules: tuple[str, ...] = (), *, once: bool = False) -> Case:
        rules = rules or member.rules or ("N7",)
        return Case("", aspect, "", payload, f"/{member.name}", rules=rules, once=once)

    if member.name not in shape.required_on_write():
        full = maximal(shape)
        full.pop(member.name, None)
        yield case("absent-stays-absent", repair(shape, full, without=member.name), ("N1", "N7"))
    elif not member.required and _is_advised(shape, member):
        yield case("advised-member-stays-absent", {k: v for k, v in maximal(shape).items() if k != member.name})
    if member.name in shape.discouraged_nulls():
        yield case("absent-is-not-null", minimal(shape))
    elif member.nullable:
        nulls = tuple(rule for rule in member.rules if rule in ("N1", "N2", "N3", "N6", "S9")) or ("N3",)
        yield case("null-is-kept", minimal_with(shape, member.name, None), nulls)
    for value in _distinct(example_of(member), example_of(member, default=maximal)):
        yield case("value-is-kept", minimal_with(shape, member.name, value))
    for aspect, rule, values in VALUES:
        for value in values(member.shape, member.name):
            yield case(aspect, minimal_with(shape, member.name, value), (rule,), once=is_large(value))


def _is_advised(shape: ObjectShape, member: Member) -> bool:
    """Whether a writer should set the member, though it need not."""
    rules = [rule for rule in shape.constraints if isinstance(rule, Requires) and rule.member == member.name]
    return all(rule.level != "MUST" for rule in rules)


def _distinct(*values: Any) -> list[Any]:
    found: dict[str, Any] = {}
    for value in values:
        found.setdefault(canonical(value), value)
    return list(found.values())
