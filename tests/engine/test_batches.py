"""Questions handed over together: the same verdicts as one by one, and no trust in what comes back."""

import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from pytest_realtime.clients import Card, Client, ClientRequest, Response, Status
from pytest_realtime.clients.card import Operation
from pytest_realtime.clients.driver import DriverClient
from pytest_realtime.engine import contract_check as holding
from pytest_realtime.engine.contract_check import check_contract
from pytest_realtime.engine.safe_client import MOST_TIME_OUTS, SafeClient
from pytest_realtime.results import Result
from pytest_realtime.suite.manifest import Contract, contracts
from tests.clients.driver import reference_program

NAME = "drops-every-null"
CONTRACTS = [contract for contract in contracts().values() if not contract.generator]
SEVERAL = contracts()["may.server-vad.wrong-type.is-refused"]
WROTE = Response(Status.WROTE, text="{}")
TIMED_OUT = Response(Status.TIMED_OUT, message="slow")
CRASHED = Response(Status.CRASHED, message="gone")


class OneByOne(Client):
    """A client that is never asked more than one question at once."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def card(self) -> Card:
        return self._client.card

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        return self._client.perform(operation, wire_type, wire, timeout=timeout)

    def send_sequence(self, wire_type: str, wires: Sequence[str], *, timeout: float) -> list[Response]:
        return self._client.send_sequence(wire_type, wires, timeout=timeout)

    def close(self) -> None:
        self._client.close()


def driver(name: str) -> Client:
    return DriverClient(shlex.join([sys.executable, str(Path(reference_program.__file__)), name]))


def in_process(name: str) -> Client:
    return reference_program.CLIENTS[name]()


def told(contract: Contract, client: Client) -> list[Any]:
    """The verdict, and everything that it comes from, in order."""
    result = check_contract(contract, client, timeout=30)
    return [str(result.verdict()), *((each.probe, each.response, each.findings) for each in result.exchanges)]


@pytest.fixture
def pair(request: pytest.FixtureRequest) -> Iterator[tuple[Client, Client]]:
    with request.param(NAME) as ahead, OneByOne(request.param(NAME)) as one_by_one:
        yield ahead, one_by_one


@pytest.mark.parametrize("pair", [driver, in_process], indirect=True)
@pytest.mark.parametrize("batch", [holding.BATCH, 2])
def test_the_same_as_one_by_one(pair: tuple[Client, Client], batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "BATCH", batch)
    ahead, one_by_one = pair
    time_outs: Counter[str] = Counter()
    # A part of the contracts is enough to see each border.
    for contract in CONTRACTS[::20]:
        assert told(contract, SafeClient(ahead, time_outs)) == told(contract, one_by_one), contract.id


class Batches(Client):
    """A client that answers each batch with what a function makes of it."""

    card = Card("batches", {"TurnDetection": frozenset({"roundtrip"})})

    def __init__(self, answer: Callable[[Sequence[ClientRequest]], Any]) -> None:
        self._answer = answer
        self.batches: list[int] = []

    def perform(self, *_: Any, **__: Any) -> Response:
        raise AssertionError("asked one by one")

    def perform_many(self, requests: Sequence[ClientRequest], *, timeout: float) -> Any:
        self.batches.append(len(requests))
        return self._answer(requests)


def asked(client: Client, time_outs: Counter[str] | None = None) -> Result:
    return check_contract(SEVERAL, SafeClient(client, Counter() if time_outs is None else time_outs), timeout=1)


HOW_MANY = len(asked(Batches(lambda requests: [WROTE for _ in requests])).exchanges)


def fails(_: Sequence[ClientRequest]) -> None:
    raise RuntimeError("no luck")


@pytest.mark.parametrize(
    ("answer", "answers", "message"),
    [
        (fails, 1, "the client's adapter raised\nTraceback"),
        (lambda _: None, 1, "returned an object of type NoneType; allowed: a list of Responses"),
        (lambda requests: [WROTE, b"", *requests[2:]], 2, "returned an object of type bytes; allowed: a Response"),
        (lambda _: [], 1, f"returned 0 responses to {HOW_MANY} requests"),
        (lambda requests: [WROTE] * (len(requests) - 1), HOW_MANY, f"returned {HOW_MANY - 1} responses to"),
        (lambda requests: [WROTE] * (len(requests) + 1), HOW_MANY, f"returned {HOW_MANY + 1} responses to"),
    ],
)
def test_an_adapter_that_does_not_answer_as_it_should(answer: Any, answers: int, message: str) -> None:
    result = asked(Batches(answer))
    assert len(result.exchanges) == answers
    assert [each.response.status for each in result.exchanges[:-1]] == [Status.WROTE] * (answers - 1)
    assert result.exchanges[-1].response.status is Status.ERROR
    assert message in result.exchanges[-1].response.message


def test_what_comes_after_a_failure_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "BATCH", 3)
    client = Batches(lambda requests: [WROTE, CRASHED, *requests[2:]])
    result = asked(client)
    assert [each.response for each in result.exchanges] == [WROTE, CRASHED]
    assert client.batches == [3]


def test_a_client_that_hangs_is_given_up() -> None:
    time_outs: Counter[str] = Counter()
    client = Batches(lambda _: [TIMED_OUT])
    told = [asked(client, time_outs).exchanges[-1].response.message for _ in range(MOST_TIME_OUTS + 2)]
    assert len(client.batches) == MOST_TIME_OUTS
    assert told[MOST_TIME_OUTS - 1] == "slow"
    assert told[MOST_TIME_OUTS] == "skipped: the client timed out 5 times in a row"


def test_an_answer_between_time_outs_gives_hope() -> None:
    time_outs: Counter[str] = Counter()
    client = Batches(lambda _: [WROTE, TIMED_OUT])
    for _ in range(MOST_TIME_OUTS + 2):
        asked(client, time_outs)
    assert len(client.batches) == MOST_TIME_OUTS + 2
