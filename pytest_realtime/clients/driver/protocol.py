"""Requests and answers of the driver protocol, as tables. No I/O."""

import codecs
import json
from collections.abc import Callable, Mapping
from typing import Any

from pytest_realtime.clients.card import Card, CardError
from pytest_realtime.clients.client import Response, Status
from pytest_realtime.clients.driver.line_reader import InvalidLineError
from pytest_realtime.clients.in_process import MAX_MESSAGE

PROTOCOL = 1
"""The version of the protocol."""

NORMAL: dict[str, str] = {
    "hello": "card",
    "roundtrip": "wire",
    "write": "wire",
    "send": "sent",
    "read": "read",
    "listen": "heard",
    "bye": "bye",
}
"""The member that answers a command when all went well."""
INSTEAD: dict[str, Status] = {
    "rejected": Status.REJECTED,
    "unsupported": Status.UNSUPPORTED,
    "error": Status.ERROR,
}
"""The members that may be in the answer instead of it."""
_OPTIONAL: dict[str, frozenset[str]] = {
    "read": frozenset({"wire"}),
    "listen": frozenset({"closed", "failed"}),
}
"""The answer members that are allowed beside the normal one."""
_ANSWERS = frozenset({*NORMAL.values(), *INSTEAD})
_TYPES: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "card": ("an object", lambda value: isinstance(value, dict)),
    "wire": ("a string that contains JSON text", lambda value: isinstance(value, str)),
    **dict.fromkeys(("sent", "read", "bye"), ("true", lambda value: value is True)),
    "heard": (
        "an array of strings",
        lambda value: isinstance(value, list) and all(isinstance(each, str) for each in value),
    ),
    **dict.fromkeys(INSTEAD, ("a string", lambda value: isinstance(value, str))),
}
"""What each answer member should be, in words and as a check."""
REQUIRED = ("name", "version", "language", "types")
"""The members that every card has to have."""
_CARD_STRINGS = ("name", "version", "language", "homepage", "dialect")
_FIX_ID = "answer with the id of the request, an integer"


def request_line(number: int, command: str, **members: Any) -> bytes:
    """Return a request as the line to send."""
    return json.dumps({"id": number, "cmd": command, **members}).encode() + b"\n"


def parse(line: bytes) -> dict[str, Any]:
    """Parse a line as a JSON object. Raises :class:`InvalidLineError`."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        for name in names if len(set(names)) < len(names) else ():
            if names.count(name) > 1:
                raise InvalidLineError(f"a line with the member {name!r} twice", line, "write each member once")
        return dict(pairs)

    def no_constant(name: str) -> None:
        raise InvalidLineError(f"a line with {name}, which is not valid JSON", line, "write only finite numbers")

    if line.startswith(codecs.BOM_UTF8):
        raise InvalidLineError("a line that begins with a byte order mark", line, "write UTF-8 without one")
    try:
        found = json.loads(line.decode("utf-8"), object_pairs_hook=unique, parse_constant=no_constant)
    except InvalidLineError:
        raise
    except UnicodeDecodeError:
        raise InvalidLineError("a line that is not valid UTF-8", line, "write UTF-8") from None
    # A line may also be nested more deeply than Python's parser goes.
    except (ValueError, RecursionError):
        problem = "a line that is not valid JSON to stdout, which is for protocol lines only"
        fix = "write one JSON object per line to stdout; logs and everything else go to stderr"
        raise InvalidLineError(problem, line, fix) from None
    if not isinstance(found, dict):
        raise InvalidLineError("a line that is not a JSON object", line)
    return found


def number_of(answer: Mapping[str, Any], line: bytes) -> int:
    """Return the answer's id. Raises :class:`InvalidLineError`."""
    if "id" not in answer:
        raise InvalidLineError("an answer without an id", line, _FIX_ID)
    number = answer["id"]
    if not isinstance(number, int) or isinstance(number, bool):
        raise InvalidLineError("an answer whose id is not an integer", line, _FIX_ID)
    return number


def member_of(answer: Mapping[str, Any], command: str, line: bytes) -> str:
    """Return the name of the member that answers a command.

    Raises:
        InvalidLineError: If there is none or more than one, or its value is wrong.
    """
    given = answer.keys() & _ANSWERS
    checked = given if NORMAL[command] not in given else given - _OPTIONAL.get(command, frozenset())
    if len(checked) > 1:
        raise InvalidLineError(f"an answer with {' and '.join(sorted(checked))}; allowed: exactly one", line)
    allowed = (NORMAL[command], *INSTEAD)
    if not checked & set(allowed):
        raise InvalidLineError(f"an answer to {command} without one of {', '.join(allowed)}", line)
    for name in given:
        description, is_valid = _TYPES[name]
        if not is_valid(answer[name]):
            raise InvalidLineError(f"an answer whose {name} should be {description}", line)
    (name,) = checked
    return name


def response_of(answer: Mapping[str, Any], command: str, line: bytes) -> Response:
    """Return an answer as a response. Raises :class:`InvalidLineError`."""
    member = member_of(answer, command, line)
    if member == "heard":
        failed = answer.get("failed")
        status = Status.WROTE if failed is None else Status.REJECTED
        return Response(status, message=str(failed or "")[:MAX_MESSAGE], heard=tuple(answer["heard"]))
    if member not in INSTEAD:
        return Response(Status.WROTE, text=answer.get("wire") if command != "send" else None)
    message: str = answer[member]
    if member == "error":
        # The end of a traceback says the most.
        return Response(Status.ERROR, message=f"the driver failed: {message[-MAX_MESSAGE:]}")
    return Response(INSTEAD[member], message=message[:MAX_MESSAGE])


def card_of(given: Mapping[str, Any]) -> Card:
    """Return the card in an answer to ``hello``. ``driver check`` finds members that this version does not know.

    Raises:
        CardError: If the card is invalid; the message names the member.
    """
    # A driver may say which version of the protocol it speaks; one that speaks another should get no further.
    if given.get("protocol", PROTOCOL) != PROTOCOL:
        raise CardError(f"the card's protocol is {given['protocol']!r}; allowed: {PROTOCOL}")
    for name in REQUIRED:
        if name not in given:
            raise CardError(f"the card has no {name}; required: {', '.join(REQUIRED)}")
    strings = {name: given[name] for name in _CARD_STRINGS if name in given}
    for name, value in strings.items():
        if not isinstance(value, str):
            raise CardError(f"the card's {name} should be a string, not {value!r}")
    types = given["types"]
    if not isinstance(types, dict):
        raise CardError(f"the card's types should be an object with wire type names as keys, not {types!r}")
    for name, operations in types.items():
        if not isinstance(operations, list) or not all(isinstance(operation, str) for operation in operations):
            raise CardError(f"the card's types: {name} should be a list of operations, not {operations!r}")
    hears = given.get("hears", [])
    if not isinstance(hears, list) or not all(isinstance(name, str) for name in hears):
        raise CardError(f"the card's hears should be a list of event types, not {hears!r}")
    return Card(
        **strings,
        hears=frozenset(hears),
        types={name: frozenset(operations) for name, operations in types.items()},
        transport="driver",
        defaults=given.get("defaults", {}),
        keeps_connection=any("send" in operations for operations in types.values()),
    )
