"""Put generated payloads to a client, past what the deviations file explains.

A payload whose findings are all explained has not failed. One that the client rejects, as listed, says nothing
about the rest of it; so the place that is rejected is filled, and if that does not help, taken out, until the
client takes the payload or nothing is left to take out.

Example: a client rejects a server VAD without ``prefix_padding_ms``, as listed. Of the payload
``{"session": {"audio": {"input": {"turn_detection": {"type": "server_vad"}}}, "model": "m"}}`` the turn detection
first gets all its members. If the client still rejects that, ``turn_detection`` is taken out, and the client is
judged by what it makes of the audio and the model.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Final

from pytest_realtime.clients import Client
from pytest_realtime.engine.contract_check import run_probes
from pytest_realtime.engine.knowledge import Knowledge
from pytest_realtime.engine.probes import Place, payload_probe
from pytest_realtime.judge import REJECTIONS
from pytest_realtime.payloads.examples import filled
from pytest_realtime.payloads.lint import violations_of
from pytest_realtime.results import Exchange, Probe, Result
from pytest_realtime.wire import JsonValue
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.json.pointer import follow, parse, pointer_of
from pytest_realtime.wire.json.tree import REMOVED, at, changed
from pytest_realtime.wire.places import place_of

BATCH: Final = 25
"""Payloads per call of the client. A client that fails at one of them was given the others in vain."""
MOST_FAILURES: Final = 5
"""Payloads of a covering set that may fail before the rest is skipped. Further ones rarely show another fault."""
MOST_REJECTIONS: Final = 8
"""How many listed rejections are taken out of one payload. The most members that a session has side by side is 14,
and a client that rejects more than half of them rejects the session."""


@dataclass
class Prober:
    """Puts payloads of one contract to a client, and collects the exchanges in its result."""

    result: Result
    client: Client
    place: Place
    timeout: float
    knowledge: Knowledge
    _exchanges: dict[Probe, Exchange] = field(default_factory=dict, init=False)
    """Each payload is put to the client once: generation draws small ones again and again."""

    def probe_all(self, payloads: Iterable[JsonValue]) -> bool:
        """Probe payloads until several have failed; return whether none has."""
        failures = 0
        for exchange in filter(None, self.exchanges(payloads)):
            self.result.exchanges.append(exchange)
            failures += self.is_failure(exchange)
            if exchange.is_error or failures >= MOST_FAILURES:
                break
        return not failures

    def exchanges(self, payloads: Iterable[JsonValue]) -> Iterator[Exchange | None]:
        """Probe payloads in batches, and yield for each what :meth:`judged` returns."""
        probes = (payload_probe(self.place, payload) for payload in payloads)
        while batch := [*islice(probes, BATCH)]:
            self._run_batch(dict.fromkeys(batch))
            yield from map(self._judged, batch)

    def is_failure(self, exchange: Exchange) -> bool:
        """Whether an exchange has findings that the deviations file does not explain."""
        name = self.client.card.name
        return any(not self.knowledge.explains(name, finding.key) for finding in exchange.findings)

    def judged(self, payload: JsonValue) -> Exchange | None:
        """Probe a payload, without what the client rejects as listed; None if nothing of it can be judged."""
        return self._judged(payload_probe(self.place, payload))

    def _judged(self, probe: Probe) -> Exchange | None:
        for _ in range(MOST_REJECTIONS):
            exchange = self._run(probe)
            rejection = next((finding for finding in exchange.findings if finding.kind in REJECTIONS), None)
            if rejection is None or self.is_failure(exchange):
                return exchange
            self._remember(exchange)
            smaller = _without(probe, rejection.pointer)
            if smaller is None:
                return None
            probe = smaller
        return None

    def _run(self, probe: Probe) -> Exchange:
        if probe not in self._exchanges:
            self._run_batch([probe])
        return self._exchanges[probe]

    def _run_batch(self, probes: Iterable[Probe]) -> None:
        new = [probe for probe in probes if probe not in self._exchanges]
        for exchange in run_probes(
            self.result.contract, self.client, new, timeout=self.timeout, knowledge=self.knowledge
        ):
            self._exchanges[exchange.probe] = exchange

    def _remember(self, exchange: Exchange) -> None:
        """Keep one exchange of each listed rejection, so that the result shows it."""
        if {finding.key for finding in exchange.findings} - {finding.key for finding in self.result.findings}:
            self.result.exchanges.append(exchange)


def _without(probe: Probe, pointer: str) -> Probe | None:
    """The probe with the rejected place filled, else with it taken out; None if neither is possible."""
    for candidate in _changed(probe.wire_type, json.loads(probe.payload), parse(pointer)):
        text = canonical(candidate)
        if text != probe.payload and not violations_of(probe.wire_type, candidate):
            return replace(probe, payload=text, expected=text)
    return None


def _changed(wire_type: str, payload: Any, tokens: tuple[str, ...]) -> Iterator[Any]:
    """Copies of a payload: with a place filled, then without the place, then without what is around it."""
    place = place_of(wire_type, pointer_of(tokens), payload)
    yield _with(payload, tokens, filled(place.shape, follow(payload, tokens)))
    for end in range(len(tokens), 0, -1):
        yield _with(payload, tokens[:end], REMOVED)


def _with(payload: Any, tokens: tuple[str, ...], value: Any) -> Any:
    path: list[str | int] = []
    for token in tokens:
        path.append(int(token) if isinstance(at(payload, path), list) else token)
    return changed(payload, path, value)
