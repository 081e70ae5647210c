"""Check contracts whose payloads are generated: covering sets, stored regressions, and Hypothesis' examples."""

import time
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis.database import ExampleDatabase
from hypothesis.errors import Flaky, Unsatisfiable

from pytest_realtime.clients import Client, Status
from pytest_realtime.engine.example_database import namespaced
from pytest_realtime.engine.knowledge import Knowledge
from pytest_realtime.engine.prober import Prober
from pytest_realtime.engine.probes import is_applicable
from pytest_realtime.engine.regressions import RegressionCorpus
from pytest_realtime.payloads.generation.minimize import minimize
from pytest_realtime.payloads.generation.strategy import payloads
from pytest_realtime.results import Exchange, Result
from pytest_realtime.suite.covering_sets import covering_set
from pytest_realtime.suite.manifest import Contract
from pytest_realtime.wire import JsonValue
from pytest_realtime.wire.json.canonical import canonical


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

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(str(exchange.findings[0].kind))


class _Stopped(KeyboardInterrupt):
    """A time-out: shrinking would take as long again for each smaller payload. Hypothesis lets only this pass."""


def check_generated(
    contract: Contract,
    client: Client,
    generation: GenerationSettings,
    *,
    timeout: float,
    knowledge: Knowledge | None = None,
) -> Result:
    """Check a contract with generated payloads. Of several failing examples, the shrunk one is kept.

    Findings that the deviations file explains fail no payload, so that generation goes on behind them.

    Args:
        contract: A contract with a generator.
        client: The client.
        generation: How to generate.
        timeout: Seconds for each probe.
        knowledge: What the run knows about its clients; by default nothing.
    """
    started = time.perf_counter()
    result = Result(contract, client.card)
    if is_applicable(contract, client.card):
        prober = Prober(result, client, timeout, knowledge or Knowledge())
        (_check_covering if contract.generator == "covering" else _check_examples)(prober, generation)
    result.seconds = time.perf_counter() - started
    return result


def _check_covering(prober: Prober, generation: GenerationSettings) -> None:
    prober.probe_all(covering_set(prober.result.contract.wire_type))


def _check_examples(prober: Prober, generation: GenerationSettings) -> None:
    name = prober.result.contract.wire_type
    if not prober.probe_all(generation.corpus.payloads(name)):
        return
    example = _failing_example(prober, generation)
    if example is None:
        return
    payload, failed = example
    if not failed.is_error:
        smallest = minimize(name, payload, lambda smaller: _deviates(prober, prober.judged(smaller)))
        failed = prober.judged(smallest) or failed
        generation.corpus.remember(name, canonical(smallest))
    prober.result.exchanges.append(failed)


def _deviates(prober: Prober, exchange: Exchange | None) -> bool:
    return exchange is not None and prober.is_failure(exchange) and not exchange.is_error


def _failing_example(prober: Prober, generation: GenerationSettings) -> tuple[JsonValue, Exchange] | None:
    shared = generation.database is not None
    contract, client = prober.result.contract, prober.client
    failures: list[tuple[JsonValue, Exchange]] = []

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
        exchange = prober.judged(payload)
        if exchange is not None and prober.is_failure(exchange):
            failures.append((payload, exchange))
            raise (_Stopped if exchange.response.status is Status.TIMED_OUT else _Failed)(exchange)
        if exchange is not None:
            prober.result.exchanges.append(exchange)
        # Payloads that the client can't express, or rejects as listed, count for none of the examples.
        if exchange is None or exchange.response.status is Status.UNSUPPORTED:
            reject()

    try:
        check()
    except Unsatisfiable:
        # None of the payloads could be judged.
        pass
    except (_Failed, _Stopped, Flaky):
        # A failure that does not come again, such as a time-out, is reported like any other.
        return failures[-1]
    return None
