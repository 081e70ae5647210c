"""The checks of ``driver check`` with a payload of each type: what is answered, refused, sent and accepted."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pytest_realtime.clients.card import Operation
from pytest_realtime.clients.driver.check.checked_session import SHOWN, CheckedSession, NotAsked, ProtocolError
from pytest_realtime.clients.driver.live_capture import ARRIVES_WITHIN
from pytest_realtime.clients.live.capture import DESTINATIONS, CaptureServer
from pytest_realtime.payloads.examples import minimal
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.json.canonical import canonical

_LISTED = 10
"""How many refusals are listed: a screen has room for them, and more of them mostly say the same."""
_INVALID = "[7]"
"""A payload that no type allows."""
_MEMBERS = ("rejected", "unsupported", "error", "wire", "read", "sent")
_REFUSALS = ("rejected", "unsupported")


def answers_for_each_type(session: CheckedSession) -> str:
    """Try each operation in the card with the type's minimal payload. The contracts check what comes out."""
    counts: Counter[str] = Counter()
    refusals: list[str] = []
    server: CaptureServer | None = None
    try:
        for name, operation in _pairs(session):
            payload = canonical(minimal(shape_of(get_wire_type(name).python)))
            if operation == "send":
                server = server or CaptureServer()
                answer = _sent(session, server, name, payload)
            else:
                answer = session.request(operation, type=name, wire=payload)
            if "error" in answer:
                message = (
                    f"{operation} for {name} with {payload} ended in a driver error: {answer['error'][-SHOWN:]}"
                )
                raise ProtocolError(
                    message, "fix the driver; where the client rejects the input, answer 'rejected'"
                )
            member = next(each for each in _MEMBERS if each in answer)
            counts[member] += 1
            if member in _REFUSALS:
                # What OpenAI's own packages call by this name may be another type.
                hint = f" ({note})" if (note := get_wire_type(name).note) else ""
                refusals.append(f"{operation} {name} {payload[:SHOWN]} {member}: {answer[member][:SHOWN]}{hint}")
    finally:
        if server:
            server.close()
    if not counts:
        raise NotAsked("the card has no types")
    lines = [", ".join(f"{count} {member}" for member, count in counts.items()), *refusals[:_LISTED]]
    if len(refusals) > _LISTED:
        lines.append(f"and {len(refusals) - _LISTED} more")
    if refusals and len(refusals) == counts.total():
        lines.append("warning: all of these payloads are valid, and none was taken. Is it the adapter?")
    return "\n      ".join(lines)


def refuses_what_is_invalid(session: CheckedSession) -> str:
    """Try to write an invalid payload of each type. A client that takes them all is not wrong, but suspicious."""
    counts: Counter[str] = Counter()
    for name, operation in _pairs(session):
        if operation not in ("roundtrip", "write"):
            continue
        answer = session.request(operation, type=name, wire=_INVALID)
        counts[next(each for each in _MEMBERS if each in answer)] += 1
    note = ", ".join(f"{count} {member}" for member, count in counts.items())
    if counts and counts["wire"] == counts.total():
        note += (
            f"\n      warning: {_INVALID} was written for every type. Does the adapter make objects of the "
            "client's own types, or does it return the text that it was given?"
        )
    if not counts:
        raise NotAsked("the card has no type that is written")
    return note


def _pairs(session: CheckedSession) -> Iterator[tuple[str, Operation]]:
    for name, operations in session.card.types.items():
        for operation in sorted(operations):
            yield name, operation


def _sent(session: CheckedSession, server: CaptureServer, name: str, payload: str) -> dict[str, Any]:
    server.clear()
    address = server.address
    answer = session.request("send", type=name, wire=payload, base_url=address.http, api_key=address.api_key)
    takes = DESTINATIONS[name].takes
    if "sent" in answer:
        server.wait_for(lambda: any(map(takes, server.messages())), ARRIVES_WITHIN)
        if not any(map(takes, server.messages())):
            raise ProtocolError(
                f"send for {name} was answered with 'sent', but no {DESTINATIONS[name].title} arrived at base_url "
                f"within {ARRIVES_WITHIN:g} s",
                "connect the client to base_url, and answer when the call that sends the payload has returned",
            )
    return answer
