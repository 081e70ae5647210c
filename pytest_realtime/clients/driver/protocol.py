"""Requests and answers of the driver protocol, as tables. No I/O."""

import codecs
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pytest_realtime.clients.card import Card, CardError
from pytest_realtime.clients.client import Response, Status
from pytest_realtime.clients.driver.line_reader import InvalidLineError
from pytest_realtime.clients.in_process import MAX_MESSAGE

PROTOCOL = 1
"""The version of the protocol that is spoken here."""

NORMAL: dict[str, str] = {"hello": "card", "roundtrip": "wire", "send": "sent", "read": "read", "bye": "bye"}
"""The member that answers a command when all went well."""
INSTEAD: dict[str, Status] = {
    "rejected": Status.REJECTED,
    "unsupported": Status.UNSUPPORTED,
    "error": Status.ERROR,
}
"""The members that may stand instead of it."""
BESIDE: dict[str, frozenset[str]] = {"read": frozenset({"wire"})}
"""The answer members that may stand beside the normal one."""
_ANSWERS = frozenset({*NORMAL.values(), *INSTEAD})


@dataclass(frozen=True)
class _Type:
    told: str
    holds: Callable[[Any], bool]


_TEXT = _Type("a string", lambda value: isinstance(value, str))
_TRUE = _Type("true", lambda value: value is True)
_TYPES: dict[str, _Type] = {
    "card": _Type("an object", lambda value: isinstance(value, dict)),
    "wire": _Type("a string that holds JSON text", lambda value: isinstance(value, str)),
    **dict.fromkeys(("sent", "read", "bye"), _TRUE),
    **dict.fromkeys(INSTEAD, _TEXT),
}


def request_line(number: int, command: str, **members: Any) -> bytes:
    """Write one request as the line that is sent."""
    return json.dumps({"id": number, "cmd": command, **members}).encode() + b"\n"


def parse(line: bytes) -> dict[str, Any]:
    """Read a line as the object that it should be. Raises :class:`InvalidLineError`."""
    if line.startswith(codecs.BOM_UTF8):
        raise InvalidLineError("a line that begins with a byte order mark", line, "write UTF-8 without one")
    try:
        found = json.loads(line.decode("utf-8"), object_pairs_hook=_without_duplicates, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise InvalidLineError("a line that is not UTF-8", line, "write UTF-8") from None
    except _Duplicate as error:
        fix = "name each member once"
        raise InvalidLineError(f"a line in which the member {error} stands twice", line, fix) from None
    except _Constant as error:
        raise InvalidLineError(
            f"a line with {error}, which is no JSON", line, "write numbers as JSON has them"
        ) from None
    # A line may also be nested more deeply than Python's reader goes.
    except (ValueError, RecursionError):
        fault = "a line that is not JSON to stdout, which is for protocol lines only"
        raise InvalidLineError(
            fault, line, "write one JSON object a line; logs and all else go to stderr"
        ) from None
    if not isinstance(found, dict):
        raise InvalidLineError("a line that is no JSON object", line)
    return found


def number_of(answer: Mapping[str, Any], line: bytes) -> int:
    """The answer's id. Raises :class:`InvalidLineError`."""
    if "id" not in answer:
        raise InvalidLineError("an answer without id", line, _FIX_OF_ID)
    number = answer["id"]
    if not isinstance(number, int) or isinstance(number, bool):
        raise InvalidLineError("an answer whose id is no integer", line, _FIX_OF_ID)
    return number


def member_of(answer: Mapping[str, Any], command: str, line: bytes) -> str:
    """The one member that answers ``command``. Raises :class:`InvalidLineError` for none, two, or a wrong value."""
    given = answer.keys() & _ANSWERS
    if NORMAL[command] in given:
        for name in given & BESIDE.get(command, frozenset()):
            _check_value(answer, name, line)
        given -= BESIDE.get(command, frozenset())
    if len(given) > 1:
        raise InvalidLineError(f"an answer with {' and '.join(sorted(given))}, of which only one may stand", line)
    allowed = (NORMAL[command], *INSTEAD)
    if not given & set(allowed):
        raise InvalidLineError(f"an answer to {command} without one of {', '.join(allowed)}", line)
    (name,) = given
    _check_value(answer, name, line)
    return name


def outcome_of(answer: Mapping[str, Any], command: str, line: bytes) -> Response:
    """What an answer says. Raises :class:`InvalidLineError`."""
    member = member_of(answer, command, line)
    if member not in INSTEAD:
        return Response(Status.WROTE, text=answer.get("wire") if command != "send" else None)
    message: str = answer[member]
    if member == "error":
        # The end of a traceback tells the most.
        return Response(Status.ERROR, message=f"the driver failed: {message[-MAX_MESSAGE:]}")
    return Response(INSTEAD[member], message=message[:MAX_MESSAGE])


def _check_value(answer: Mapping[str, Any], name: str, line: bytes) -> None:
    if not _TYPES[name].holds(answer[name]):
        raise InvalidLineError(f"an answer whose {name} should be {_TYPES[name].told}", line)


_FIX_OF_ID = "answer with the integer that is the id of the request"


class _Duplicate(Exception):
    pass


class _Constant(Exception):
    pass


def _no_constant(name: str) -> None:
    raise _Constant(name)


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise _Duplicate(repr(next(name for name in names if names.count(name) > 1)))
    return found


REQUIRED = ("name", "version", "language", "types")
TEXTS = ("name", "version", "language", "homepage", "dialect")


def card_from(given: Mapping[str, Any]) -> Card:
    """Make the card. Raises :class:`CardError`, naming the member.

    Members that this version does not know are left to ``pytest-realtime driver check``.
    """
    # A driver may say which version it speaks; one that speaks another should not get further.
    if given.get("protocol", PROTOCOL) != PROTOCOL:
        raise CardError(f"the card's protocol is {given['protocol']!r}; supported: {PROTOCOL}")
    for name in REQUIRED:
        if name not in given:
            raise CardError(f"the card has no {name}; required: {', '.join(REQUIRED)}")
    texts = {name: given[name] for name in TEXTS if name in given}
    for name, text in texts.items():
        if not isinstance(text, str):
            raise CardError(f"the card's {name} should be a string, not {text!r}")
    types = _types(given["types"])
    sends = any("send" in operations for operations in types.values())
    defaults = given.get("defaults", {})
    return Card(**texts, types=types, transport="driver", defaults=defaults, keeps_connection=sends)


def _types(given: Any) -> dict[str, frozenset[Any]]:
    if not isinstance(given, dict):
        raise CardError(f"the card's types should be an object of wire type names, not {given!r}")
    for name, operations in given.items():
        if not isinstance(operations, list) or not all(isinstance(operation, str) for operation in operations):
            raise CardError(f"the card's types: {name} should have a list of operations, not {operations!r}")
    return {name: frozenset(operations) for name, operations in given.items()}
