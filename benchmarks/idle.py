"""What it costs to have the plugin installed: a pytest run with one empty test, in fresh processes, in turns."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from common import Bar, Options, Result, children_cpu, main, median, table
from sites import closure, make_site

PAIRS = 15
"""The least number of rounds."""
BARE, NULL, OFF, ON = "bare pytest", "empty plugin", "installed, switched off (`-p no:realtime`)", "installed"
WITH_ALL = "with the plugins of its dependencies (hypothesis, syrupy)"
ALL_BUT_US = "these dependencies alone"


@dataclass(frozen=True)
class Place:
    """A way to run pytest."""

    name: str
    site: Path
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cost:
    """Wall and CPU seconds of one process."""

    wall: float
    cpu: float


def measure(options: Options) -> Result:
    """Measure with byte code kept, and where none can be written."""
    rounds = 3 if options.quick else max(PAIRS, options.rounds)
    with tempfile.TemporaryDirectory() as folder:
        places = _places(Path(folder))
        project = Path(folder) / "project"
        project.mkdir()
        project.joinpath("test_empty.py").write_text("def test_empty():\n    pass\n", encoding="utf-8")
        # First where no byte code of pytest's is there yet: the other runs write it.
        without = _in_turns(
            [place for place in places if place.name in (BARE, NULL, ON)], project, rounds, keep=False
        )
        kept = _in_turns(places, project, rounds, keep=True)
    text = (
        f"{rounds} rounds in turns; milliseconds, medians; what is added is the median of the differences inside "
    )
    text += (
        "the rounds, and its spread the middle half of them. Every environment holds pytest and just the plugins "
    )
    text += "named. Differences below some 10 ms are noise on a busy machine: CPU time is the steadier figure.\n\n"
    text += f"Byte code kept:\n\n{_table(kept)}\n\nByte code can't be written (PYTHONDONTWRITEBYTECODE, packages "
    text += f"compiled by the installer only, so that pytest rewrites asserts in every run):\n\n{_table(without)}"
    return Result("Idle cost", text, _bars(kept, without))


def _places(folder: Path) -> list[Place]:
    pytest = closure("pytest")
    bare = make_site(folder / "bare", *pytest)
    null = make_site(folder / "null", *pytest, "null-plugin")
    ours = make_site(folder / "ours", *pytest, "pytest-realtime")
    everything = closure("pytest-realtime")
    dependencies = make_site(folder / "dependencies", *(name for name in everything if name != "pytest-realtime"))
    whole = make_site(folder / "whole", *everything)
    return [
        Place(BARE, bare),
        Place(NULL, null),
        Place(OFF, ours, ("-p", "no:realtime")),
        Place(ON, ours),
        Place(ALL_BUT_US, dependencies),
        Place(WITH_ALL, whole),
    ]


def _in_turns(places: list[Place], project: Path, rounds: int, *, keep: bool) -> dict[str, list[Cost]]:
    costs: dict[str, list[Cost]] = {place.name: [] for place in places}
    turns: dict[str, Callable[[], Cost]] = {
        place.name: lambda place=place: _run(place, project, keep) for place in places
    }
    for number in range(-1, rounds):
        names = list(turns)
        shift = number % len(names)
        for name in names[shift:] + names[:shift]:
            cost = turns[name]()
            if number >= 0:  # the first round warms up
                costs[name].append(cost)
    return costs


def _run(place: Place, project: Path, keep: bool) -> Cost:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYTEST"))}
    environment["PYTHONPATH"] = str(place.site)
    if not keep:
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
    command = [sys.executable, "-S", "-m", "pytest", "-q", "-p", "no:cacheprovider", *place.arguments]
    start, used = time.perf_counter(), children_cpu()
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    wall, cpu = time.perf_counter() - start, children_cpu() - used
    if done.returncode:
        raise RuntimeError(f"{place.name}: {done.stdout}{done.stderr}")
    return Cost(wall, cpu)


def _table(costs: dict[str, list[Cost]]) -> str:
    head = (
        "environment",
        "wall",
        "CPU",
        "wall added to bare",
        "middle half",
        "CPU added to bare",
        "wall added to empty plugin",
    )
    rows = []
    for name, found in costs.items():
        added = sorted(_added(costs, name, BARE))
        half = f"{added[len(added) // 4]:.0f} to {added[3 * len(added) // 4]:.0f}"
        rows.append(
            [
                name,
                f"{1000 * median(cost.wall for cost in found):.0f}",
                f"{1000 * median(cost.cpu for cost in found):.0f}",
                f"{median(added):.0f}" if name != BARE else "-",
                half if name != BARE else "-",
                f"{_cpu(costs, name, BARE):.0f}" if name != BARE else "-",
                f"{median(_added(costs, name, NULL)):.0f}" if name not in (BARE, NULL) else "-",
            ]
        )
    return table(head, rows)


def _added(costs: dict[str, list[Cost]], name: str, to: str) -> list[float]:
    return [1000 * (one.wall - other.wall) for one, other in zip(costs[name], costs[to], strict=True)]


def _cpu(costs: dict[str, list[Cost]], name: str, to: str) -> float:
    return median(1000 * (one.cpu - other.cpu) for one, other in zip(costs[name], costs[to], strict=True))


def _bars(kept: dict[str, list[Cost]], without: dict[str, list[Cost]]) -> list[Bar]:
    def bar(goal: str, costs: dict[str, list[Cost]], to: str) -> Bar:
        added = median(_added(costs, ON, to))
        return Bar(goal, f"{added:.0f} ms wall, {_cpu(costs, ON, to):.0f} ms CPU", added <= 15)

    dependencies = median(_added(kept, WITH_ALL, ALL_BUT_US))
    return [
        bar("idle run: at most 15 ms over bare pytest", kept, BARE),
        bar("idle run: at most 15 ms over an empty plugin", kept, NULL),
        bar("idle run: at most 15 ms over the same switched off", kept, OFF),
        bar("idle run where no byte code is written: at most 15 ms over bare pytest", without, BARE),
        Bar(
            "idle run: at most 15 ms beside its dependencies' own plugins",
            f"{dependencies:.0f} ms wall, {_cpu(kept, WITH_ALL, ALL_BUT_US):.0f} ms CPU",
            dependencies <= 15,
        ),
    ]


if __name__ == "__main__":
    main(measure)
