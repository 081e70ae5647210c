"""A client's card: who it is, and what can be asked of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from pytest_realtime.wire import Dialect, UnknownWireType, get_wire_type
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.json.reader import load

Operation = Literal["roundtrip", "send", "read"]
"""``roundtrip``: parse and write again; ``send``: transmit to a local server; ``read``: parse as the server's."""
Transport = Literal["inproc", "driver", "live"]

OPERATIONS: tuple[Operation, ...] = get_args(Operation)
DIALECTS: tuple[Dialect, ...] = get_args(Dialect)
LONGEST = {"name": 100, "version": 100, "language": 100, "homepage": 1000}
"""The most characters of each text: they stand in every test's name, every line told and every report."""


class CardError(ValueError):
    """A card that names what does not exist. The message names the member and what is allowed."""


@dataclass(frozen=True)
class Card:
    """Introduces a client. Raises :class:`CardError` when a member of it can't be."""

    name: str
    """The client's name in reports and deviations files, without its transport."""
    types: Mapping[str, frozenset[Operation]]
    """What the client has, by wire type name, and what can be asked of it. The rest is not applicable."""
    version: str = ""
    language: str = "python"
    homepage: str = ""
    dialect: Dialect = "ga"
    """``beta`` for clients of the retired API: only those are asked beta types."""
    transport: Transport = "inproc"
    defaults: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The defaults profile: members that the client always sends, as JSON values by wire type and pointer.

    They are matched exactly, and only where the payload did not name the member. Of an object of which
    the payload may name a part, each member has a pointer of its own.
    """

    keeps_connection: bool = False
    """Whether it can be asked to send one payload after another through one connection."""

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise CardError("the card's name should be a text that is not empty")
        for member, most in LONGEST.items():
            _check_text(member, getattr(self, member), most)
        if self.dialect not in DIALECTS:
            raise CardError(f"the card's dialect is {self.dialect!r}; allowed: {', '.join(DIALECTS)}")
        if not isinstance(self.types, Mapping) or not self.types:
            raise CardError("the card's types should map at least one wire type name to its operations")
        for name, operations in self.types.items():
            _check_type(name, operations)
        _check_defaults(self.defaults, self.types)

    def can(self, operation: Operation, wire_type: str) -> bool:
        """Whether this may be asked."""
        return operation in self.types.get(wire_type, ())


def _check_text(member: str, text: Any, most: int) -> None:
    if not isinstance(text, str):
        raise CardError(f"the card's {member} should be a string, not {text!r}")
    if len(text) > most:
        raise CardError(f"the card's {member} has {len(text)} characters; at most {most}")


def _check_type(name: Any, operations: Any) -> None:
    _check_name("types", name)
    for operation in operations:
        if operation not in OPERATIONS:
            raise CardError(f"the card's types: {name} has {operation!r}; allowed: {', '.join(OPERATIONS)}")


def _check_name(member: str, name: Any) -> None:
    try:
        get_wire_type(name)
    except UnknownWireType as error:
        raise CardError(f"the card's {member}: {error}") from None


def _check_defaults(profile: Any, types: Mapping[str, Any]) -> None:
    if not isinstance(profile, Mapping):
        raise CardError(f"the card's defaults should be an object of wire type names, not {profile!r}")
    for name, members in profile.items():
        _check_name("defaults", name)
        if name not in types:
            raise CardError(f"the card's defaults: {name} is not among the card's types")
        if not isinstance(members, Mapping):
            raise CardError(f"the card's defaults: {name} should have an object of JSON pointers, not {members!r}")
        for pointer, value in members.items():
            _check_default(f"the card's defaults: {name} {pointer!r}", pointer, value)


def _check_default(where: str, pointer: Any, value: Any) -> None:
    if not isinstance(pointer, str) or not _POINTER.fullmatch(pointer):
        raise CardError(f"{where} is not the JSON pointer of a member, such as '/session/model'")
    try:
        load(canonical(value))
    except (TypeError, ValueError, RecursionError) as error:
        raise CardError(f"{where} has no JSON value: {error}") from None


_POINTER = re.compile(r"(?:/(?:[^~/]|~[01])*)+", re.DOTALL)
