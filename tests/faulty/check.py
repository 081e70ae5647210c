"""Checks a wrong client against the contracts that its mistake can affect, once per process."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from pytest_realtime.clients import Card, Client, ListenRequest, Response, Status
from pytest_realtime.clients.card import Operation
from pytest_realtime.engine.contract_check import check_contract, run_probe
from pytest_realtime.engine.knowledge import Knowledge
from pytest_realtime.engine.probes import probes
from pytest_realtime.results import Exchange, Probe, Result
from pytest_realtime.suite.manifest import Contract, contracts
from tests.faulty.reference import beta_client, card
from tests.faulty.wrong import Wrong
from tests.faulty.zoo import ZOO

TIMEOUT = 60.0
"""Seconds; far more than the clients here need."""
MOST = 6
"""How many other answers to one contract than the reference's are judged, until enough of them are wrong."""
ENOUGH = 3
"""How many wrong answers to one contract are found: the others are the same ones, embedded in other payloads."""
MANY = 50
"""Contracts that a client fails until one wrong answer to each further one is enough: it is the same mistake."""


class Caching(Client):
    """A client that caches its responses: each is needed before the contract is checked, too."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._responses: dict[tuple[str, str, str], Response] = {}

    @property
    def card(self) -> Card:
        return self._client.card

    def send_sequence(self, wire_type: str, wires: Sequence[str], *, timeout: float) -> list[Response]:
        return self._client.send_sequence(wire_type, wires, timeout=timeout)

    def listen(self, request: ListenRequest, *, timeout: float) -> Response:
        return self._client.listen(request, timeout=timeout)

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        key = operation, wire_type, wire
        if key not in self._responses:
            self._responses[key] = self._client.perform(operation, wire_type, wire, timeout=timeout)
        return self._responses[key]


REFERENCE = Caching(beta_client())
BUILDER = card("builds", builds=True)


@cache
def broken(name: str) -> dict[str, Result]:
    """The results of the contracts that the wrong client of this name fails, by contract id, with failures only.

    A probe for which its response equals that of the reference is not judged: it passes for the reference.
    """
    wrong = ZOO[name]
    client = Caching(wrong.client())
    knowledge = Knowledge()
    results: dict[str, Result] = {}
    for contract in _listened(wrong):
        result = check_contract(contract, client, timeout=TIMEOUT, knowledge=knowledge)
        if result.failures:
            results[contract.id] = Result(contract, client.card, result.failures)
    for contract in _worth_checking(wrong):
        enough = ENOUGH if len(results) < MANY or contract.id == wrong.example[0] else 1
        failures: list[Exchange] = []
        for probe in islice(_affected(contract, wrong, client), MOST):
            exchange = run_probe(contract, client, probe, timeout=TIMEOUT, knowledge=knowledge)
            failures += [exchange] if exchange.findings else []
            # Only a failure at the subject proves something about the contract.
            if len(failures) >= enough and (wrong.on_everything or any(map(_is_at_the_subject, failures))):
                break
        if failures:
            results[contract.id] = Result(contract, client.card, failures)
    return results


def _listened(wrong: Wrong) -> list[Contract]:
    """The contracts about listening, for clients that listen."""
    return [contract for contract in contracts().values() if contract.stream] if wrong.listen else []


def _worth_checking(wrong: Wrong) -> list[Contract]:
    """All contracts; a tenth of them for clients that are wrong everywhere."""
    if wrong.listen:
        return []
    all_contracts = list(contracts().values())
    chosen = [*all_contracts[::10], contracts()[wrong.example[0]]] if wrong.on_everything else all_contracts
    return [contract for contract in chosen if contract.direction in wrong.directions]


def _affected(contract: Contract, wrong: Wrong, client: Client) -> Iterator[Probe]:
    """The probes of a contract that the wrong client answers in another way than the reference."""
    for probe, right in _answered(contract.id, is_built=wrong.build is not None):
        if not _concerns(wrong.name, probe.wire_type, right[0] is Status.REJECTED):
            continue
        # Most wrong clients keep no connection, and can't be asked for a second update.
        if (client.card.keeps_connection or not probe.then) and _answer(client, probe) != right:
            yield probe


@cache
def _concerns(name: str, wire_type: str, is_refused: bool) -> bool:
    return ZOO[name].concerns(wire_type, is_refused=is_refused)


@cache
def _answered(contract: str, *, is_built: bool) -> list[tuple[Probe, tuple[Status, str | None]]]:
    """The probes of a contract, each with the reference's answer."""
    asked = BUILDER if is_built else REFERENCE.card
    return [
        (probe, _answer(REFERENCE, replace(probe, operation=_AS_THE_REFERENCE[probe.operation])))
        for probe in probes(contracts()[contract], asked)
    ]


_AS_THE_REFERENCE: dict[str, Operation] = {"roundtrip": "roundtrip", "write": "roundtrip", "read": "read"}
"""The reference has no constructors: what it builds is what it parses."""


def _answer(client: Client, probe: Probe) -> tuple[Status, str | None]:
    if probe.then:
        turns = client.send_sequence(probe.wire_type, [probe.payload, probe.then], timeout=TIMEOUT)
        return turns[-1].status, turns[-1].text
    response = client.perform(*probe.request(), timeout=TIMEOUT)
    return response.status, response.text


def proven(name: str) -> frozenset[str]:
    """The contracts that the wrong client fails at the very place that they are about.

    A session that is dropped from a call fails every contract embedded in it, and proves nothing about these.
    """
    return frozenset(id_ for id_, result in broken(name).items() if any(map(_is_at_the_subject, result.failures)))


def _is_at_the_subject(exchange: Exchange) -> bool:
    subject = exchange.probe.pointer
    return any(
        not finding.pointer or f"{finding.pointer}/".startswith(f"{subject}/") for finding in exchange.findings
    )
