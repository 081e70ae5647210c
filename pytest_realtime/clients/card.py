"""A client's card: its name and version, its wire types, and which operations it supports for each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from pytest_realtime.did_you_mean import did_you_mean
from pytest_realtime.endpoints import SENT, SERVER_EVENT_NAMES
from pytest_realtime.wire import Dialect, UnknownWireType, get_wire_type
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.json.reader import load

Operation = Literal["roundtrip", "write", "send", "read"]
"""``roundtrip``: parse and write; ``write``: build with the client's constructors, and write; ``send``: transmit to
a local server; ``read``: parse a server's message."""
Transport = Literal["inproc", "driver", "live"]

OPERATIONS: tuple[Operation, ...] = get_args(Operation)
DIALECTS: tuple[Dialect, ...] = get_args(Dialect)
MAX_LENGTHS = {"name": 100, "version": 100, "language": 100, "homepage": 1000}
"""The most characters of each string. They are part of test names, headings and table cells, where 100 still fit;
a homepage is only a link."""
_POINTER = re.compile(r"(?:/(?:[^~/]|~[01])*)+", re.DOTALL)


class CardError(ValueError):
    """An invalid card. The message names the member and what is allowed."""


@dataclass(frozen=True)
class Card:
    """Describes a client. Raises :class:`CardError` for an invalid member."""

    name: str
    """The client's name in reports and deviations files, without its transport."""
    types: Mapping[str, frozenset[Operation]]
    """The client's wire types by name, and the operations for each. All other types are not applicable."""
    version: str = ""
    language: str = "python"
    homepage: str = ""
    dialect: Dialect = "ga"
    """``beta`` for clients of the retired API: only these are tested with beta types."""
    transport: Transport = "inproc"
    defaults: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The always-sent members: JSON values by wire type and pointer.

    They are matched exactly, and only where the payload does not contain the member. If a payload may contain
    part of an object, each of the object's members needs a pointer of its own.
    """

    keeps_connection: bool = False
    """Whether it can send one payload after another through one connection."""
    hears: frozenset[str] = frozenset()
    """The types of the server events that it hands to its user by design, such as ``response.done``.

    A client with any of them is asked to listen; all other events are not applicable.
    """

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise CardError("the card's name should be a non-empty string")
        for member, most in MAX_LENGTHS.items():
            text = getattr(self, member)
            if not isinstance(text, str):
                raise CardError(f"the card's {member} should be a string, not {text!r}")
            if len(text) > most:
                raise CardError(f"the card's {member} has {len(text)} characters; allowed: at most {most}")
        if self.dialect not in DIALECTS:
            raise CardError(f"the card's dialect is {self.dialect!r}; allowed: {', '.join(DIALECTS)}")
        _check_hears(self.hears)
        if not isinstance(self.types, Mapping) or not (self.types or self.hears):
            raise CardError("the card's types should map at least one wire type name to its operations")
        for name, operations in self.types.items():
            _check_name("types", name)
            for operation in operations:
                _check_operation(name, operation)
        _check_defaults(self.defaults, self.types)

    def can(self, operation: Operation, wire_type: str) -> bool:
        """Whether the client supports this operation for this wire type."""
        return operation in self.types.get(wire_type, ())

    def unsupported_message(self, operation: Operation, wire_type: str) -> str:
        """The message for an operation that the client does not support."""
        return f"{self.name} does not support {operation} for {wire_type}"


def _check_hears(hears: Any) -> None:
    if not isinstance(hears, frozenset):
        raise CardError(f"the card's hears should be a frozenset of event types, not {hears!r}")
    for name in hears:
        if name not in SERVER_EVENT_NAMES:
            hint = did_you_mean(str(name), SERVER_EVENT_NAMES)
            raise CardError(f"the card's hears: {name!r} is not an event of a server{hint}")


def _check_name(member: str, name: Any) -> None:
    try:
        get_wire_type(name)
    except UnknownWireType as error:
        raise CardError(f"the card's {member}: {error}") from None


def _objections(wire_type: str) -> dict[Operation, str]:
    """Why a wire type can't be tested with an operation, by operation; an empty string where it can."""
    directions = get_wire_type(wire_type).directions
    sent_in = "" if wire_type in SENT else "it is only sent inside other payloads"
    only_read = "" if "write" in directions else "only servers write it"
    only_written = "" if "read" in directions else "servers never send it"
    return {"roundtrip": "", "write": only_read, "send": only_read or sent_in, "read": only_written}


def _check_operation(name: str, operation: Any) -> None:
    objections = _objections(name)
    why = objections.get(operation)
    if why is None:
        raise CardError(f"the card's types: {name} has {operation!r}; allowed: {', '.join(OPERATIONS)}")
    if why:
        allowed = ", ".join(each for each in OPERATIONS if not objections[each])
        raise CardError(f"the card's types: {name} has {operation!r}, but {why}; allowed for it: {allowed}")


def _check_defaults(defaults: Any, types: Mapping[str, Any]) -> None:
    if not isinstance(defaults, Mapping):
        raise CardError(f"the card's defaults should be an object with wire type names as keys, not {defaults!r}")
    for name, members in defaults.items():
        _check_name("defaults", name)
        if name not in types:
            raise CardError(f"the card's defaults: {name} is not one of the card's types")
        if not isinstance(members, Mapping):
            raise CardError(
                f"the card's defaults: {name} should be an object with JSON pointers as keys, not {members!r}"
            )
        for pointer, value in members.items():
            _check_default(f"the card's defaults: {name} {pointer!r}", pointer, value)


def _check_default(where: str, pointer: Any, value: Any) -> None:
    if not isinstance(pointer, str) or not _POINTER.fullmatch(pointer):
        raise CardError(f"{where} is not the JSON pointer of a member, such as '/session/model'")
    try:
        load(canonical(value))
    except (TypeError, ValueError, RecursionError) as error:
        raise CardError(f"{where} is not a JSON value: {error}") from None
