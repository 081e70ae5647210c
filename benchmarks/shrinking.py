"""Finding and shrinking a failure four optional levels deep: ``eagerness != "high"``."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from common import Bar, Options, Result, main, median, table
from document import TYPES, open_document
from hypothesis import HealthCheck, Phase, given, seed, settings
from peers import OURS, Peer, competitors

MOST_EXAMPLES = 20_000
MOST_SECONDS = 20
"""A peer that takes longer is stopped: it has found nothing, or not shrunk it."""


class OutOfTimeError(KeyboardInterrupt):
    """Stops the engine, which catches everything else."""


@dataclass
class Hunt:
    """One seed's run."""

    examples: int | None
    """Examples until the first failure; None where there was none."""
    seconds: float
    """Seconds until then, or until the end."""
    shrinking: float
    size: int
    """Bytes of the last failing payload."""


def hunt(strategy: Any, number: int) -> Hunt:
    """Falsify the claim that eagerness is never high."""
    count, size = 0, 0
    start = time.perf_counter()
    met: list[tuple[int, float]] = []

    @seed(number)
    @settings(
        max_examples=MOST_EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(strategy)
    def never_high(session: Any) -> None:
        nonlocal count, size
        count += 1
        if time.perf_counter() - start > MOST_SECONDS:
            raise OutOfTimeError
        if "high" in _eagerness(session):
            met.append((count, time.perf_counter()))
            size = len(json.dumps(session, separators=(",", ":")).encode())
            raise AssertionError

    with suppress(AssertionError, OutOfTimeError):
        never_high()
    end = time.perf_counter()
    if not met:
        return Hunt(None, end - start, 0, 0)
    return Hunt(met[0][0], met[0][1] - start, end - met[0][1], size)


def _eagerness(session: Any) -> Iterator[Any]:
    for name in ("audio", "input", "turn_detection"):
        session = session.get(name) if isinstance(session, dict) else None
    if isinstance(session, dict):
        yield session.get("eagerness")


def measure(options: Options) -> Result:
    """Measure everyone who has a strategy: Hypothesis shrinks nothing else."""
    everyone = [
        peer for peer in competitors(open_document(options.document), TYPES[0]) if peer.strategy is not None
    ]
    hunts: dict[str, list[Hunt]] = {peer.name: [] for peer in everyone}
    for number in range(max(options.seeds, options.peer_seeds)):
        for peer in everyone:
            if number < (options.seeds if peer.name == OURS else options.peer_seeds):
                hunts[peer.name].append(hunt(peer.strategy, number))
    text = 'Falsify `eagerness != "high"` for RealtimeSessionCreateRequest: medians over the seeds (worst). '
    text += (
        f"A run ends after {MOST_EXAMPLES:,} examples or {MOST_SECONDS} s. The smallest payload has 99 bytes.\n\n"
    )
    rows = [_row(peer, hunts[peer.name]) for peer in everyone]
    return Result("Shrinking", text + table(_HEAD, rows), _bars(hunts[OURS]))


_HEAD = ("tool", "found", "examples to failure", "s to failure", "s shrinking", "final bytes")


def _row(peer: Peer, hunts: list[Hunt]) -> list[Any]:
    found = [one for one in hunts if one.examples is not None]
    if not found:
        return [peer.name, f"0/{len(hunts)}", "-", "-", "-", "-"]
    worst = max(one.examples or 0 for one in found)
    return [
        peer.name,
        f"{len(found)}/{len(hunts)}",
        f"{median(one.examples or 0 for one in found):g} ({worst})",
        f"{median(one.seconds for one in found):.2f} ({max(one.seconds for one in found):.2f})",
        f"{median(one.shrinking for one in found):.3f} ({max(one.shrinking for one in found):.3f})",
        f"{median(one.size for one in found):g} ({max(one.size for one in found)})",
    ]


def _bars(ours: list[Hunt]) -> list[Bar]:
    examples = median(one.examples or MOST_EXAMPLES for one in ours)
    worst, slowest = max(one.size for one in ours), max(one.shrinking for one in ours)
    middle = median(one.shrinking for one in ours)
    smallest = all(one.size == 99 for one in ours)
    return [
        Bar("eagerness found within 150 examples, median of seeds", f"{examples:g}", examples <= 150),
        Bar("the same within 100 examples", f"{examples:g}", examples <= 100),
        Bar("shrunk to 99 bytes on every seed", f"worst {worst}", smallest),
        Bar("shrinking takes less than 0.5 s", f"median {middle:.3f} s, worst {slowest:.3f} s", slowest < 0.5),
        Bar("shrinking takes at most 0.3 s", f"median {middle:.3f} s, worst {slowest:.3f} s", slowest <= 0.3),
    ]


if __name__ == "__main__":
    main(measure)
