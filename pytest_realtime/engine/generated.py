"""Check contracts whose payloads are generated: covering sets, stored regressions, and payloads drawn at random."""

import time
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from pytest_realtime.clients import Client, Status
from pytest_realtime.engine.knowledge import Knowledge
from pytest_realtime.engine.prober import Prober
from pytest_realtime.engine.probes import first_place
from pytest_realtime.engine.regressions import RegressionCorpus
from pytest_realtime.payloads.generation.minimize import minimize
from pytest_realtime.payloads.generation.payload_bytes import payload_of, shrink, size_of
from pytest_realtime.results import Exchange, Result
from pytest_realtime.suite.covering_sets import covering_set
from pytest_realtime.suite.manifest import Contract
from pytest_realtime.wire import JsonValue
from pytest_realtime.wire.json.canonical import canonical

if TYPE_CHECKING:  # it imports Hypothesis, which only runs with a database need
    from pytest_realtime.engine.example_database import SharedFailures

MOST_ROUNDS: Final = 10
"""How often payloads are drawn again for those that could not be judged. Hypothesis gives up at the same factor."""


@dataclass(frozen=True)
class GenerationSettings:
    """How a run generates payloads."""

    examples: int
    """Payloads per type."""
    corpus: RegressionCorpus
    shared: "SharedFailures | None" = None
    """Where failing payloads are shared. If they are, each run draws other payloads."""
    seed: str | None = None
    """What determines the payloads instead of the contract alone."""

    def random_for(self, contract: Contract) -> Random:
        """Return the source of a contract's payloads: the same ones in every run, unless a database is shared."""
        if self.seed is None and self.shared:
            return Random()  # noqa: S311 - nothing here is secret
        return Random(contract.id if self.seed is None else f"{contract.id} {self.seed}")  # noqa: S311


def check_generated(
    contract: Contract,
    client: Client,
    generation: GenerationSettings,
    *,
    timeout: float,
    knowledge: Knowledge | None = None,
) -> Result:
    """Check a contract with generated payloads. A failing one that was drawn is kept in its smallest form.

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
    if place := first_place(contract, client.card):
        prober = Prober(result, client, place, timeout, knowledge or Knowledge())
        if contract.generator == "covering":
            prober.probe_all(covering_set(contract.wire_type))
        else:
            _check_drawn(prober, generation)
    result.seconds = time.perf_counter() - started
    return result


def _check_drawn(prober: Prober, generation: GenerationSettings) -> None:
    """Probe the stored payloads, then drawn ones up to the first that fails."""
    contract, shared = prober.result.contract, generation.shared
    key = f"{contract.id}:{prober.client.card.name}"
    earlier = [*shared.payloads(key, contract.wire_type)] if shared else []
    if not prober.probe_all([*generation.corpus.payloads(contract.wire_type), *earlier]):
        return
    if shared:
        for payload in earlier:
            shared.forget(key, canonical(payload))
    failed = _failing(prober, generation)
    if failed is None:
        return
    data, exchange = failed
    # Each smaller payload would take as long again as the one that timed out.
    if exchange.response.status is not Status.TIMED_OUT:
        payload, exchange = _smallest(prober, data, exchange)
        if not exchange.is_error:
            generation.corpus.remember(contract.wire_type, canonical(payload))
            if shared:
                shared.remember(key, canonical(payload))
    prober.result.exchanges.append(exchange)


def _failing(prober: Prober, generation: GenerationSettings) -> tuple[bytes, Exchange] | None:
    """Draw payloads until one fails or enough were judged; return its bytes and exchange.

    Payloads that the client can't express, or rejects as listed, do not count.
    """
    contract, missing = prober.result.contract, generation.examples
    random, size = generation.random_for(contract), size_of(contract.wire_type)
    for _ in range(MOST_ROUNDS):
        drawn = [random.randbytes(size) for _ in range(missing)]
        payloads = (payload_of(contract.wire_type, data) for data in drawn)
        for data, exchange in zip(drawn, prober.exchanges(payloads), strict=True):
            if exchange is None:
                continue
            if prober.is_failure(exchange):
                return data, exchange
            prober.result.exchanges.append(exchange)
            missing -= exchange.response.status is not Status.UNSUPPORTED
        if not missing:
            break
    return None


def _smallest(prober: Prober, data: bytes, failed: Exchange) -> tuple[JsonValue, Exchange]:
    """Shrink a failing payload's bytes, then remove what it fails without; return it with its exchange."""
    name = prober.result.contract.wire_type

    def fails(payload: JsonValue) -> bool:
        exchange = prober.judged(payload)
        return exchange is not None and prober.is_failure(exchange) and exchange.is_error == failed.is_error

    data = shrink(data, lambda smaller: fails(payload_of(name, smaller)))
    payload = minimize(name, payload_of(name, data), fails)
    return payload, prober.judged(payload) or failed
