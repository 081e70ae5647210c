"""Hold a client against a contract: ask all its questions and judge the answers."""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from pytest_realtime.clients import Card, Client, ClientRequest, Response, Status
from pytest_realtime.engine.probes import Probe, questions
from pytest_realtime.engine.sequences import send_sequence
from pytest_realtime.judge import Deviation, Finding, FindingKind, Verdict, compare, equal, mask, verdict
from pytest_realtime.judge.formatting import cut
from pytest_realtime.suite.manifest import Contract
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.integer_places import integer_map
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.json.reader import load
from pytest_realtime.wire.scalars import MAX_EVENT_ID
from pytest_realtime.wire.shapes import ObjectShape

BATCH = 256
"""How many questions are handed over at once, for transports that send ahead of the answers."""


@dataclass(frozen=True)
class Exchange:
    """One question, its answer, and what is wrong with it."""

    question: Probe
    outcome: Response
    findings: tuple[Finding, ...]

    @property
    def is_error(self) -> bool:
        """Whether the client crashed, hung, or its adapter failed."""
        return any(finding.kind.is_error for finding in self.findings)


@dataclass
class Result:
    """What came of one contract and one client."""

    contract: Contract
    card: Card
    exchanges: list[Exchange] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def asked(self) -> int:
        """How many questions the client could be asked; none means that the contract is not applicable."""
        return len(self.exchanges) - len(self.unsupported)

    @property
    def unsupported(self) -> list[Exchange]:
        """The exchanges in which the client had no way to say the payload, with its reason as the message."""
        return [exchange for exchange in self.exchanges if exchange.outcome.status is Status.UNSUPPORTED]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all exchanges; the same one at the same place is told once, as it was first met."""
        found: dict[str, Finding] = {}
        for exchange in self.exchanges:
            for finding in exchange.findings:
                found.setdefault(str(finding), finding)
        return tuple(found.values())

    @property
    def failures(self) -> list[Exchange]:
        """The exchanges with findings."""
        return [exchange for exchange in self.exchanges if exchange.findings]

    def verdict(self, deviation: Deviation | None = None) -> Verdict:
        """What it all comes to, given the entry of the deviations file for this contract and client."""
        return verdict(self.findings, deviation) if self.asked else Verdict.NOT_APPLICABLE


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
    rest = questions(contract, client.card)
    if any(case.then is not None for case in contract.cases):
        yield from (ask(contract, client, question, timeout=timeout) for question in rest)
    while batch := [*islice(rest, BATCH)]:
        requests = [ClientRequest(question.operation, question.wire_type, question.sent) for question in batch]
        outcomes = client.perform_many(requests, timeout=timeout)
        # Fewer come back after a failure, which is the last of them.
        for question, outcome in zip(batch, outcomes, strict=False):
            yield Exchange(question, outcome, _judge(contract, client.card, question, outcome))


def ask(contract: Contract, client: Client, question: Probe, *, timeout: float) -> Exchange:
    """Ask one question of a contract and judge the answer."""
    if question.then:
        question, outcome = send_sequence(client, question, timeout=timeout)
    else:
        outcome = client.perform(question.operation, question.wire_type, question.sent, timeout=timeout)
    return Exchange(question, outcome, _judge(contract, client.card, question, outcome))


_FAILED: dict[Status, FindingKind] = {
    Status.ERROR: FindingKind.DRIVER_ERROR,
    Status.CRASHED: FindingKind.CRASHED,
    Status.TIMED_OUT: FindingKind.TIMED_OUT,
    Status.NOT_SENT: FindingKind.NOT_SENT,
}


def _judge(contract: Contract, card: Card, question: Probe, outcome: Response) -> tuple[Finding, ...]:
    if outcome.status in _FAILED:
        return (Finding(_FAILED[outcome.status], "", "an answer", _in_short(outcome)),)
    if outcome.status is Status.UNSUPPORTED:
        return ()
    if contract.faults:
        return _judge_refusal(question, outcome)
    if outcome.status is Status.REJECTED:
        kind = FindingKind.READ_REJECTED if contract.direction == "read" else FindingKind.VALID_REJECTED
        return (Finding(kind, "", "accepted", _in_short(outcome)),)
    return _judge_text(contract, card, question, outcome)


def _in_short(outcome: Response) -> str:
    """A message on the one line that a finding has, without the calls of a traceback."""
    # Masked before it is cut: a part of a secret no longer shows what it is.
    message = _CALLS.sub("", mask(outcome.message))
    return cut(" ".join(message.split())) or str(outcome.status)


_CALLS = re.compile(r'(?:^Traceback .*\n)?(?:^  File ".*\n(?:^    .*\n)*)+', re.MULTILINE)


def _judge_refusal(question: Probe, outcome: Response) -> tuple[Finding, ...]:
    if outcome.status is Status.REJECTED:
        return ()
    # A beginning is enough, and masked before it is cut.
    observed = "accepted" if outcome.text is None else cut(f"accepted, written as {mask(outcome.text[:1000])}")
    return (Finding(FindingKind.INVALID_ACCEPTED, question.pointer, "refused", observed),)


def _judge_text(contract: Contract, card: Card, question: Probe, outcome: Response) -> tuple[Finding, ...]:
    if outcome.text is None:
        if contract.direction == "read":
            return ()
        return (Finding(FindingKind.DRIVER_ERROR, "", "JSON text", "no text at all"),)
    return compare(
        question.expected,
        outcome.text,
        integers=integer_map(question.wire_type),
        additions=_free_additions(question.wire_type, card),
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
