"""Live clients listen: what their users get, and how a listening that fails is reported."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pytest_realtime.clients import Card, Client, ListenRequest, Status, Unsupported, load_client
from pytest_realtime.clients.in_process import Hear
from pytest_realtime.clients.live.client import LiveClient
from pytest_realtime.clients.live.integration import Address, Integration
from pytest_realtime.deviations.file import load_deviations
from pytest_realtime.engine.contract_check import check_contract
from pytest_realtime.engine.knowledge import Knowledge
from pytest_realtime.judge import Verdict
from pytest_realtime.suite.manifest import contracts
from tests.faulty.listener import listener
from tests.required import live_package

TIMEOUT = 30.0
STREAMS = ("voice-turn", "error", "newer-event", "newer-variant", "live-nulls", "refusal", "translation")
MODULES = {
    "openai-live": "openai",
    "openai-agents": "agents",
    "livekit": "livekit",
    "pydantic-ai": "pydantic_ai",
    "pipecat": "pipecat",
}
"""Clients that listen, and the modules that they need."""
LIVE = Path(__file__).parents[3] / "live"


@pytest.fixture(params=MODULES)
def client(request: pytest.FixtureRequest) -> Iterator[Client]:
    live_package(MODULES[request.param], request.param)
    with load_client(request.param) as client:
        yield client


def test_the_package_hears_all_but_what_its_file_lists(client: Client) -> None:
    name = client.card.name
    listed = load_deviations(LIVE / name / "deviations.toml", contract_ids=contracts())
    knowledge = Knowledge()
    ids = [f"must.listening.{stream}.stream-goes-on" for stream in STREAMS]
    results = [check_contract(contracts()[id_], client, timeout=TIMEOUT, knowledge=knowledge) for id_ in ids]
    keys = {finding.key: result.contract.id for result in results for finding in result.findings}
    assert {key: id_ for key, id_ in keys.items() if not any(each.explains(key) for each in listed)} == {}
    asked = {result.contract.stream for result in results if result.probed}
    assert asked == {*STREAMS} - {"translation"}


class Ears(Integration):
    """A library that only listens, in two ways; the second one may hear less."""

    ears = ("first", "second")

    def __init__(self, **fails: BaseException) -> None:
        self.card = Card("ears", {}, hears=frozenset({"session.created", "response.done", "rate_limits.updated"}))
        self._fails = fails

    async def listen(self, request: ListenRequest, hear: Hear, *, variant: str) -> None:
        listener()(request, hear)
        if variant in self._fails:
            raise self._fails[variant]

    async def open(self, address: Address) -> None:
        raise NotImplementedError

    async def send(self, wire_type: str, wire: str, *, variant: str, is_later: bool) -> None:
        raise NotImplementedError

    async def mark(self, variant: str) -> None:
        raise NotImplementedError

    async def close(self) -> None:
        raise NotImplementedError


VOICE = contracts()["must.listening.voice-turn.stream-goes-on"]


def test_both_ways_have_to_hear() -> None:
    assert check_contract(VOICE, LiveClient(Ears()), timeout=TIMEOUT).verdict() is Verdict.PASS


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (RuntimeError("lost"), Status.REJECTED, "RuntimeError: lost"),
        (Unsupported("only one way"), Status.WROTE, "first"),
    ],
)
def test_a_way_that_fails_is_judged_unless_it_does_not_exist(
    error: BaseException, status: Status, message: str
) -> None:
    from pytest_realtime.clients.stream_server import StreamServer
    from pytest_realtime.payloads.streams.catalogue import streams

    with StreamServer(streams()["voice-turn"], hears_last=True, after_update=False) as server:
        response = LiveClient(Ears(second=error)).listen(server.request, timeout=TIMEOUT)
    assert (response.status, response.message) == (status, message)
    assert response.heard


def test_a_library_that_does_not_end_is_timed_out() -> None:
    class Hangs(Ears):
        async def listen(self, request: ListenRequest, hear: Hear, *, variant: str) -> None:
            import asyncio

            await asyncio.sleep(3600)

    response = LiveClient(Hangs()).listen(ListenRequest("http://127.0.0.1:9/v1", "key"), timeout=0.1)
    assert (response.status, response.message) == (Status.TIMED_OUT, "ears still listened after 0.1 s")


def test_a_library_without_listening_is_unsupported() -> None:
    class Deaf(Ears):
        listen = Integration.listen

    response = LiveClient(Deaf()).listen(ListenRequest("http://127.0.0.1:9/v1", "key"), timeout=1)
    assert (response.status, response.message) == (Status.UNSUPPORTED, "ears does not listen")
