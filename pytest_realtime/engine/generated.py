"""Hold a client against a contract whose payloads are generated: covering sets, remembered failures, draws."""

import time
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.database import ExampleDatabase

from pytest_realtime.clients import Client
from pytest_realtime.engine.checking import ask
from pytest_realtime.engine.example_database import named
from pytest_realtime.engine.probes import whole
from pytest_realtime.engine.regressions import RegressionCorpus
from pytest_realtime.payloads.embedding import is_envelope
from pytest_realtime.payloads.generation.minimize import minimize
from pytest_realtime.payloads.generation.pairwise import covering
from pytest_realtime.payloads.generation.strategy import payloads
from pytest_realtime.results import Exchange, Result
from pytest_realtime.suite.manifest import Contract
from pytest_realtime.wire import JsonValue
from pytest_realtime.wire.json.canonical import canonical

MOST_FAILURES = 5
"""A covering set is asked on until this many payloads have failed: more would tell the same."""


@dataclass(frozen=True)
class GenerationSettings:
    """How payloads are drawn in a run."""

    examples: int
    """Payloads per type."""
    corpus: RegressionCorpus
    database: ExampleDatabase | None = None
    """Where failing examples are shared; with one, each run draws others."""
    is_seeded: bool = False
    """Whether Hypothesis was given a seed, which then decides what is drawn."""


class _Failed(Exception):
    """A drawn payload has findings; Hypothesis shrinks it."""

    def __init__(self, payload: JsonValue, exchange: Exchange) -> None:
        super().__init__(str(exchange.findings[0].kind))
        self.payload = payload
        self.exchange = exchange


def hold_generated(contract: Contract, client: Client, drawing: GenerationSettings, *, timeout: float) -> Result:
    """Ask ``client`` the generated payloads of ``contract``; of several failing draws the shrunk one is kept."""
    started = time.perf_counter()
    result = Result(contract, client.card)
    if whole(contract, client.card, {}) is not None:
        (_ask_covering if contract.generator == "covering" else _ask_drawn)(result, client, drawing, timeout)
    result.seconds = time.perf_counter() - started
    return result


def _ask_all(result: Result, client: Client, asked: list[JsonValue], timeout: float) -> bool:
    """Ask these payloads; tell whether to go on."""
    for payload in asked:
        exchange = _ask(result, client, payload, timeout)
        result.exchanges.append(exchange)
        if exchange.is_error or len(result.failures) >= MOST_FAILURES:
            return False
    return True


def _ask(result: Result, client: Client, payload: JsonValue, timeout: float) -> Exchange:
    probe = whole(result.contract, client.card, payload)
    assert probe is not None, "asked of clients only that can be asked"
    return ask(result.contract, client, probe, timeout=timeout)


def _ask_covering(result: Result, client: Client, drawing: GenerationSettings, timeout: float) -> None:
    # What an envelope adds to a session is one member: pairs of it are not worth a few hundred questions.
    name = result.contract.wire_type
    found = covering(name, strength=1 if is_envelope(name) else 2)
    _ask_all(result, client, list(found.payloads), timeout)


def _ask_drawn(result: Result, client: Client, drawing: GenerationSettings, timeout: float) -> None:
    name = result.contract.wire_type
    if not _ask_all(result, client, drawing.corpus.payloads(name), timeout) or result.failures:
        return
    drawn = _draw(result, client, drawing, timeout)
    if drawn is None:
        return
    payload, failed = drawn
    if not failed.is_error:
        smallest = minimize(name, payload, lambda smaller: _deviates(_ask(result, client, smaller, timeout)))
        failed = _ask(result, client, smallest, timeout)
        drawing.corpus.remember(name, canonical(smallest))
    result.exchanges.append(failed)


def _deviates(exchange: Exchange) -> bool:
    return bool(exchange.findings) and not exchange.is_error


def _draw(
    result: Result, client: Client, drawing: GenerationSettings, timeout: float
) -> tuple[JsonValue, Exchange] | None:
    shared = drawing.database is not None
    contract = result.contract

    @settings(
        max_examples=drawing.examples,
        derandomize=not shared and not drawing.is_seeded,
        database=named(drawing.database, f"{contract.id}:{client.card.name}") if drawing.database else None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.reuse, Phase.generate, Phase.shrink] if shared else [Phase.generate, Phase.shrink],
        report_multiple_bugs=False,
        print_blob=False,
    )
    @given(payloads(contract.wire_type))
    def check(payload: JsonValue) -> None:
        exchange = _ask(result, client, payload, timeout)
        if exchange.findings:
            raise _Failed(payload, exchange)
        result.exchanges.append(exchange)

    try:
        check()
    except _Failed as failed:
        return failed.payload, failed.exchange
    return None
