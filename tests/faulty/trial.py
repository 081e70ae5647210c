"""Holding a wrong client against the contracts that can concern it, once a process."""

from collections.abc import Sequence
from functools import cache

from pytest_realtime.clients import Card, Client, Response, Status
from pytest_realtime.clients.card import Operation
from pytest_realtime.engine.contract_check import check_contract
from pytest_realtime.engine.probes import probes
from pytest_realtime.results import Exchange, Probe, Result
from pytest_realtime.suite.manifest import Contract, contracts
from tests.faulty.reference import beta_client
from tests.faulty.wrong import Wrong
from tests.faulty.zoo import ZOO

TIMEOUT = 60.0
"""Seconds; the clients here answer at once."""


class Remembering(Client):
    """A client that is asked the same thing once only; here it is asked before it is held, too."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._answers: dict[tuple[str, str, str], Response] = {}

    @property
    def card(self) -> Card:
        return self._client.card

    def send_sequence(self, wire_type: str, wires: Sequence[str], *, timeout: float) -> list[Response]:
        return self._client.send_sequence(wire_type, wires, timeout=timeout)

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        key = operation, wire_type, wire
        if key not in self._answers:
            self._answers[key] = self._client.perform(operation, wire_type, wire, timeout=timeout)
        return self._answers[key]


REFERENCE = Remembering(beta_client())


@cache
def broken(name: str) -> dict[str, Result]:
    """The results of the contracts that the wrong client of this name breaks, by contract id.

    A contract that the client answers word for word as the reference does is passed over: it passes as it
    does for the reference.
    """
    wrong = ZOO[name]
    client = Remembering(wrong.client())
    results = (
        check_contract(contract, client, timeout=TIMEOUT)
        for contract in _worth_asking(wrong)
        if _concerns(contract, wrong, client)
    )
    return {result.contract.id: _slim(result) for result in results if result.findings}


def _worth_asking(wrong: Wrong) -> list[Contract]:
    """All contracts; a tenth of them for clients that show the same everywhere."""
    every = list(contracts().values())
    return [*every[::10], contracts()[wrong.example[0]]] if wrong.on_everything else every


def _concerns(contract: Contract, wrong: Wrong, client: Client) -> bool:
    if contract.direction not in wrong.directions:
        return False
    return any(_answer(client, probe) != _answer(REFERENCE, probe) for probe in _probes(contract.id))


def _answer(client: Client, probe: Probe) -> tuple[Status, str | None]:
    if probe.then:
        turns = client.send_sequence(probe.wire_type, [probe.payload, probe.then], timeout=TIMEOUT)
        return turns[-1].status, turns[-1].text
    outcome = client.perform(probe.operation, probe.wire_type, probe.payload, timeout=TIMEOUT)
    return outcome.status, outcome.text


def proven(name: str) -> frozenset[str]:
    """The contracts that the wrong client breaks in the very place that they are about.

    A session that is dropped from a call breaks every contract that is asked inside one, and proves nothing
    about any but its own.
    """
    return frozenset(id_ for id_, result in broken(name).items() if any(map(_is_to_the_point, result.failures)))


def _is_to_the_point(exchange: Exchange) -> bool:
    subject = exchange.probe.pointer
    return any(
        not finding.pointer or f"{finding.pointer}/".startswith(f"{subject}/") for finding in exchange.findings
    )


def _slim(result: Result) -> Result:
    """The same with its failures only."""
    return Result(result.contract, result.card, result.failures)


@cache
def _probes(contract: str) -> tuple[Probe, ...]:
    return tuple(probes(contracts()[contract], REFERENCE.card))
