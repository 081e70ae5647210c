"""Check one contract with one client: run its probes and judge the responses."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

from pytest_realtime.clients import Card, Client, Response, Status
from pytest_realtime.engine.always_sent_members import always_sent, newer_pointers, tolerated_nulls
from pytest_realtime.engine.finding_causes import with_causes
from pytest_realtime.engine.knowledge import Knowledge
from pytest_realtime.engine.listen_check import listen_exchanges
from pytest_realtime.engine.probes import probes
from pytest_realtime.engine.rejections import rejected_place
from pytest_realtime.engine.response_summary import summary_of
from pytest_realtime.engine.unasked_frames import unasked_exchanges
from pytest_realtime.engine.update_sequences import send_sequence
from pytest_realtime.judge import REJECTIONS, Finding, FindingKind, compare, equal, mask
from pytest_realtime.judge.formatting import cut
from pytest_realtime.results import Exchange, Probe, Result
from pytest_realtime.suite.manifest import ADVISED, NOT_NULL, Contract
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.integer_places import integer_map
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.json.reader import load
from pytest_realtime.wire.places import variant_of
from pytest_realtime.wire.scalars import MAX_EVENT_ID
from pytest_realtime.wire.shapes import ObjectShape, Shape, UnionShape

BATCH = 256
"""Probes per call of the client, for transports that send ahead of the answers; see benchmarks/driver.py."""


def check_contract(
    contract: Contract, client: Client, *, timeout: float, knowledge: Knowledge | None = None
) -> Result:
    """Run all probes of a contract.

    After an error (a crash, a time-out, a broken adapter) the rest is skipped: it would most likely end the same
    way.

    Args:
        contract: A contract with enumerated cases or invalid payloads.
        client: The client.
        timeout: Seconds for each probe.
        knowledge: What the run knows about its clients; by default nothing.
    """
    started = time.perf_counter()
    result = Result(contract, client.card)
    for exchange in _exchanges(contract, client, timeout, knowledge or Knowledge()):
        result.exchanges.append(exchange)
        if exchange.is_error:
            break
    result.seconds = time.perf_counter() - started
    return result


def _exchanges(contract: Contract, client: Client, timeout: float, knowledge: Knowledge) -> Iterator[Exchange]:
    if contract.stream:
        yield from listen_exchanges(contract, client, timeout, knowledge)
        return
    rest = probes(contract, client.card)
    if any(case.then is not None for case in contract.cases):
        yield from (run_probe(contract, client, probe, timeout=timeout, knowledge=knowledge) for probe in rest)
    while batch := [*islice(rest, BATCH)]:
        for exchange in run_probes(contract, client, batch, timeout=timeout, knowledge=knowledge):
            yield exchange
            yield from unasked_exchanges(contract, exchange.probe, exchange.response)


def run_probes(
    contract: Contract, client: Client, batch: Sequence[Probe], *, timeout: float, knowledge: Knowledge
) -> Iterator[Exchange]:
    """Run probes of a contract in one call of the client, and judge the responses: up to the first failure."""
    responses = client.perform_many([probe.request() for probe in batch], timeout=timeout)
    # After a failure there are fewer responses; the failure is the last one.
    for probe, response in zip(batch, responses, strict=False):
        yield _judged(contract, client, probe, response, timeout, knowledge)


def run_probe(
    contract: Contract, client: Client, probe: Probe, *, timeout: float, knowledge: Knowledge
) -> Exchange:
    """Run one probe of a contract and judge the response."""
    if probe.then:
        probe, response = send_sequence(client, probe, timeout=timeout)
    else:
        response = client.perform(*probe.request(), timeout=timeout)
    return _judged(contract, client, probe, response, timeout, knowledge)


def _judged(
    contract: Contract, client: Client, probe: Probe, response: Response, timeout: float, knowledge: Knowledge
) -> Exchange:
    findings = _judge(contract, client.card, probe, response)
    if any(finding.kind in REJECTIONS for finding in findings):
        pointer = rejected_place(
            probe.wire_type,
            probe.then or probe.payload,
            lambda text: knowledge.rejects(client, probe.request(text), timeout),
        )
        findings = tuple(replace(finding, pointer=pointer) for finding in findings)
    return Exchange(probe, response, with_causes(findings, contract, probe, response))


_FAILED: dict[Status, FindingKind] = {
    Status.ERROR: FindingKind.DRIVER_ERROR,
    Status.CRASHED: FindingKind.CRASHED,
    Status.TIMED_OUT: FindingKind.TIMED_OUT,
    Status.NOT_SENT: FindingKind.NOT_SENT,
}


def _judge(contract: Contract, card: Card, probe: Probe, response: Response) -> tuple[Finding, ...]:
    if response.status in _FAILED:
        return (Finding(_FAILED[response.status], "", "an answer", summary_of(response)),)
    if response.status is Status.UNSUPPORTED:
        return ()
    if contract.invalid_payloads:
        if response.status is Status.REJECTED:
            return ()
        # The beginning is enough. Mask before cutting, as in summary_of.
        observed = "accepted" if response.text is None else f"accepted, written as {mask(response.text[:1000])}"
        return (Finding(FindingKind.INVALID_ACCEPTED, probe.pointer, "refused", cut(observed)),)
    if response.status is Status.REJECTED:
        if contract.requirement.name == ADVISED:
            return ()
        kind = FindingKind.READ_REJECTED if contract.direction == "read" else FindingKind.VALID_REJECTED
        return (Finding(kind, "", "accepted", summary_of(response)),)
    return _judge_text(contract, card, probe, response)


def _judge_text(contract: Contract, card: Card, probe: Probe, response: Response) -> tuple[Finding, ...]:
    if response.text is None:
        if contract.direction == "read":
            return ()
        return (Finding(FindingKind.DRIVER_ERROR, "", "JSON text", "no text at all"),)
    if response.text == probe.expected:
        return ()
    compared = partial(
        compare,
        probe.expected,
        response.text,
        integers=integer_map(probe.wire_type),
        tolerate_additions=contract.direction == "read",
    )
    findings: tuple[Finding, ...] = compared()
    # Most clients add nothing: what they may add is looked up where there is a difference.
    free = _free_additions(contract, probe, card) if findings else {}
    return compared(additions=free) if free else findings


def _free_additions(contract: Contract, probe: Probe, card: Card) -> Mapping[str, Callable[[Any], bool]]:
    """The members that a client may add: event ids, always-sent ones, some nulls, and what its user knows (U7)."""
    free: dict[str, Callable[[Any], bool]] = {}
    shape: Shape | None = shape_of(get_wire_type(probe.wire_type).python)
    if isinstance(shape, UnionShape):
        # A client that has one type for all events sends one of them.
        shape = variant_of(shape, json.loads(probe.expected))
    if isinstance(shape, ObjectShape) and "event_id" in shape.members:
        free["/event_id"] = lambda value: isinstance(value, str) and len(value) <= MAX_EVENT_ID
    if contract.requirement.name != NOT_NULL:
        free |= dict.fromkeys(tolerated_nulls(probe.wire_type, probe.expected), _equals(None))
    free |= dict.fromkeys(newer_pointers(probe.wire_type, probe.expected), lambda value: True)
    for pointer, default in always_sent(card, probe.wire_type, probe.expected).items():
        free[pointer] = _equals(default)
    return free


def _equals(default: Any) -> Callable[[Any], bool]:
    expected = load(canonical(default))
    return lambda value: equal(expected, value)
