"""Hold a client against a contract: ask all its questions and judge the answers."""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from pytest_realtime.clients import Card, Client, ClientRequest, Response, Status
from pytest_realtime.engine.probes import probes
from pytest_realtime.engine.sequences import send_sequence
from pytest_realtime.judge import Finding, FindingKind, compare, equal, mask
from pytest_realtime.judge.formatting import cut
from pytest_realtime.results import Exchange, Probe, Result
from pytest_realtime.suite.manifest import Contract
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.integer_places import integer_map
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.json.reader import load
from pytest_realtime.wire.scalars import MAX_EVENT_ID
from pytest_realtime.wire.shapes import ObjectShape

BATCH = 256
"""How many questions are handed over at once, for transports that send ahead of the answers."""


def check_contract(contract: Contract, client: Client, *, timeout: float) -> Result:
    """Ask ``client`` everything that ``contract`` asks, each question for at most ``timeout`` seconds.

    After an answer that is an error (a crash, a time-out, a broken adapter) the rest is not asked: it would
    most likely end the same way. What was sent ahead of such an answer is not judged.
    """
    started = time.perf_counter()
    result = Result(contract, client.card)
    for exchange in _exchanges(contract, client, timeout):
        result.exchanges.append(exchange)
        if exchange.is_error:
            break
    result.seconds = time.perf_counter() - started
    return result


def _exchanges(contract: Contract, client: Client, timeout: float) -> Iterator[Exchange]:
    rest = probes(contract, client.card)
    if any(case.then is not None for case in contract.cases):
        yield from (ask(contract, client, probe, timeout=timeout) for probe in rest)
    while batch := [*islice(rest, BATCH)]:
        requests = [ClientRequest(probe.operation, probe.wire_type, probe.payload) for probe in batch]
        responses = client.perform_many(requests, timeout=timeout)
        # Fewer come back after a failure, which is the last of them.
        for probe, response in zip(batch, responses, strict=False):
            yield Exchange(probe, response, _judge(contract, client.card, probe, response))


def ask(contract: Contract, client: Client, probe: Probe, *, timeout: float) -> Exchange:
    """Ask one question of a contract and judge the answer."""
    if probe.then:
        probe, response = send_sequence(client, probe, timeout=timeout)
    else:
        response = client.perform(probe.operation, probe.wire_type, probe.payload, timeout=timeout)
    return Exchange(probe, response, _judge(contract, client.card, probe, response))


_FAILED: dict[Status, FindingKind] = {
    Status.ERROR: FindingKind.DRIVER_ERROR,
    Status.CRASHED: FindingKind.CRASHED,
    Status.TIMED_OUT: FindingKind.TIMED_OUT,
    Status.NOT_SENT: FindingKind.NOT_SENT,
}


def _judge(contract: Contract, card: Card, probe: Probe, response: Response) -> tuple[Finding, ...]:
    if response.status in _FAILED:
        return (Finding(_FAILED[response.status], "", "an answer", _in_short(response)),)
    if response.status is Status.UNSUPPORTED:
        return ()
    if contract.faults:
        return _judge_refusal(probe, response)
    if response.status is Status.REJECTED:
        kind = FindingKind.READ_REJECTED if contract.direction == "read" else FindingKind.VALID_REJECTED
        return (Finding(kind, "", "accepted", _in_short(response)),)
    return _judge_text(contract, card, probe, response)


def _in_short(response: Response) -> str:
    """A message on the one line that a finding has, without the calls of a traceback."""
    # Masked before it is cut: a part of a secret no longer shows what it is.
    message = _CALLS.sub("", mask(response.message))
    return cut(" ".join(message.split())) or str(response.status)


_CALLS = re.compile(r'(?:^Traceback .*\n)?(?:^  File ".*\n(?:^    .*\n)*)+', re.MULTILINE)


def _judge_refusal(probe: Probe, response: Response) -> tuple[Finding, ...]:
    if response.status is Status.REJECTED:
        return ()
    # A beginning is enough, and masked before it is cut.
    observed = "accepted" if response.text is None else cut(f"accepted, written as {mask(response.text[:1000])}")
    return (Finding(FindingKind.INVALID_ACCEPTED, probe.pointer, "refused", observed),)


def _judge_text(contract: Contract, card: Card, probe: Probe, response: Response) -> tuple[Finding, ...]:
    if response.text is None:
        if contract.direction == "read":
            return ()
        return (Finding(FindingKind.DRIVER_ERROR, "", "JSON text", "no text at all"),)
    return compare(
        probe.expected,
        response.text,
        integers=integer_map(probe.wire_type),
        additions=_free_additions(probe.wire_type, card),
        tolerate_additions=contract.direction == "read",
    )


def _free_additions(wire_type: str, card: Card) -> Mapping[str, Callable[[Any], bool]]:
    """What a client may add of its own: an event id, and the members of its defaults profile."""
    free: dict[str, Callable[[Any], bool]] = {}
    shape = shape_of(get_wire_type(wire_type).python)
    if isinstance(shape, ObjectShape) and "event_id" in shape.members:
        free["/event_id"] = lambda value: isinstance(value, str) and len(value) <= MAX_EVENT_ID
    for pointer, default in card.defaults.get(wire_type, {}).items():
        free[pointer] = _equals(default)
    return free


def _equals(default: Any) -> Callable[[Any], bool]:
    wanted = load(canonical(default))
    return lambda value: equal(wanted, value)
