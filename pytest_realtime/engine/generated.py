"""Check contracts whose payloads are generated: covering sets, stored regressions, and Hypothesis' examples."""

import time
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.database import ExampleDatabase

from pytest_realtime.clients import Client
from pytest_realtime.engine.contract_check import run_probe
from pytest_realtime.engine.example_database import namespaced
from pytest_realtime.engine.probes import payload_probe
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
"""Payloads of a covering set that may fail before the rest is skipped. Further ones rarely show another fault."""


@dataclass(frozen=True)
class GenerationSettings:
    """How a run generates payloads."""

    examples: int
    """Payloads per type."""
    corpus: RegressionCorpus
    database: ExampleDatabase | None = None
    """Where failing examples are shared. With a database, each run generates other payloads."""
    is_seeded: bool = False
    """Whether Hypothesis got a seed, which then determines the payloads."""


class _Failed(Exception):
    """A generated payload has findings; Hypothesis shrinks it."""

    def __init__(self, payload: JsonValue, exchange: Exchange) -> None:
        super().__init__(str(exchange.findings[0].kind))
        self.payload = payload
        self.exchange = exchange


def check_generated(
    contract: Contract, client: Client, generation: GenerationSettings, *, timeout: float
) -> Result:
    """Check a contract with generated payloads. Of several failing examples, the shrunk one is kept.

    Args:
        contract: A contract with a generator.
        client: The client.
        generation: How to generate.
        timeout: Seconds for each probe.
    """
    started = time.perf_counter()
    result = Result(contract, client.card)
    if payload_probe(contract, client.card, {}) is not None:
        (_check_covering if contract.generator == "covering" else _check_examples)(
            result, client, generation, timeout
        )
    result.seconds = time.perf_counter() - started
    return result


def _probe_all(result: Result, client: Client, these: list[JsonValue], timeout: float) -> bool:
    """Probe these payloads; return whether to continue."""
    for payload in these:
        exchange = _probe(result, client, payload, timeout)
        result.exchanges.append(exchange)
        if exchange.is_error or len(result.failures) >= MOST_FAILURES:
            return False
    return True


def _probe(result: Result, client: Client, payload: JsonValue, timeout: float) -> Exchange:
    probe = payload_probe(result.contract, client.card, payload)
    assert probe is not None, "check_generated skips clients without a fitting type"
    return run_probe(result.contract, client, probe, timeout=timeout)


def _check_covering(result: Result, client: Client, generation: GenerationSettings, timeout: float) -> None:
    # An envelope adds one member to a session; its pairs are not worth a few hundred probes.
    name = result.contract.wire_type
    found = covering(name, strength=1 if is_envelope(name) else 2)
    _probe_all(result, client, list(found.payloads), timeout)


def _check_examples(result: Result, client: Client, generation: GenerationSettings, timeout: float) -> None:
    name = result.contract.wire_type
    if not _probe_all(result, client, generation.corpus.payloads(name), timeout) or result.failures:
        return
    example = _failing_example(result, client, generation, timeout)
    if example is None:
        return
    payload, failed = example
    if not failed.is_error:
        smallest = minimize(name, payload, lambda smaller: _deviates(_probe(result, client, smaller, timeout)))
        failed = _probe(result, client, smallest, timeout)
        generation.corpus.remember(name, canonical(smallest))
    result.exchanges.append(failed)


def _deviates(exchange: Exchange) -> bool:
    return bool(exchange.findings) and not exchange.is_error


def _failing_example(
    result: Result, client: Client, generation: GenerationSettings, timeout: float
) -> tuple[JsonValue, Exchange] | None:
    shared = generation.database is not None
    contract = result.contract

    @settings(
        max_examples=generation.examples,
        derandomize=not shared and not generation.is_seeded,
        database=namespaced(generation.database, f"{contract.id}:{client.card.name}")
        if generation.database
        else None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.reuse, Phase.generate, Phase.shrink] if shared else [Phase.generate, Phase.shrink],
        report_multiple_bugs=False,
        print_blob=False,
    )
    @given(payloads(contract.wire_type))
    def check(payload: JsonValue) -> None:
        exchange = _probe(result, client, payload, timeout)
        if exchange.findings:
            raise _Failed(payload, exchange)
        result.exchanges.append(exchange)

    try:
        check()
    except _Failed as failed:
        return failed.payload, failed.exchange
    return None
