"""What every benchmark needs: options, turns, medians, tables, bars and the machine."""

import argparse
import gc
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parent / "facts" / "openapi.json"
"""The digest of OpenAI's document."""
MISSING = "not installed"
PACKAGES = (
    "pytest-realtime",
    "hypothesis",
    "pydantic",
    "pytest",
    "syrupy",
    "openai",
    "schemathesis",
    "polyfactory",
    "jsonschema",
    "jsonschema-rs",
    "fastjsonschema",
    "msgspec",
    "websockets",
    "h11",
)


@dataclass
class Bar:
    """A goal, what was measured, and whether that is enough; None where it can't be told."""

    goal: str
    measured: str
    met: bool | None


@dataclass
class Result:
    """What one benchmark found: Markdown, and the bars that it knows of."""

    title: str
    text: str
    bars: list[Bar] = field(default_factory=list)


@dataclass
class Options:
    """What a benchmark is asked for."""

    rounds: int
    seeds: int
    peer_seeds: int
    old_python: str | None
    document: Path
    quick: bool


def read_options(parser: argparse.ArgumentParser, arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the options that all the benchmarks share."""
    parser.add_argument("--rounds", type=int, default=5, help="turns that each competitor takes")
    parser.add_argument("--seeds", type=int, default=20, help="seeds for ours, where a median over seeds is given")
    parser.add_argument("--peer-seeds", type=int, default=5, help="the same for peers")
    parser.add_argument("--old-python", help="an interpreter with hypothesis==6.170.9 and hypothesis-jsonschema")
    parser.add_argument("--document", type=Path, default=DOCUMENT, help="a newer document of OpenAI, as JSON")
    parser.add_argument("--quick", action="store_true", help="one round and few seeds, to see that all runs")
    return parser.parse_args(arguments)


def to_options(given: argparse.Namespace) -> Options:
    """The options as the benchmarks take them."""
    if given.quick:
        return Options(1, 2, 1, given.old_python, given.document, True)
    return Options(given.rounds, given.seeds, given.peer_seeds, given.old_python, given.document, False)


def main(measure: Callable[[Options], Result]) -> None:
    """Run one benchmark as a command: print its Markdown, or write it as JSON for run.py."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--json", type=Path, help=argparse.SUPPRESS)
    given = read_options(parser)
    result = measure(to_options(given))
    if given.json:
        given.json.write_text(json.dumps(asdict(result)), encoding="utf-8")
    else:
        print(f"## {result.title}\n\n{result.text}\n\n{bar_table(result.bars)}")


def installed(distribution: str) -> bool:
    """Whether a peer can take part."""
    try:
        metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return False
    return True


def in_turns(competitors: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
    """Wall seconds of each competitor, one after the other in every round; the first one changes."""
    names = list(competitors)
    times: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        shift = number % len(names)
        for name in names[shift:] + names[:shift]:
            times[name].append(timed(competitors[name]))
    return times


def timed(work: Callable[[], Any]) -> float:
    """Wall seconds of one call, with no garbage of others to collect in it."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def children_cpu() -> float:
    """CPU seconds of all processes that were started and are over."""
    try:
        import resource
    except ImportError:  # not a Unix
        used = os.times()
        return used.children_user + used.children_system
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """The median of the ratios inside the rounds."""
    return median([first / second for first, second in zip(one, other, strict=False) if second])


def median(values: Iterable[float]) -> float:
    """The median, or NaN of nothing."""
    known = [value for value in values if not math.isnan(value)]
    return statistics.median(known) if known else math.nan


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(show(cell) for cell in line) + " |" for line in lines)


def show(value: Any) -> str:
    """A number with three digits that count, or a text."""
    if isinstance(value, float):
        if math.isnan(value):
            return "-"
        digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
        return f"{value:,.{digits}f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def share(value: float) -> str:
    """A share in per cent; 100 % only where nothing is missing."""
    if math.isnan(value):
        return "-"
    return f"{math.floor(value * 1000) / 10:g} %"


def bar_table(bars: Sequence[Bar]) -> str:
    """The bars as a table."""
    words = {True: "met", False: "**missed**", None: "not measured"}
    return table(["bar", "measured", ""], [(bar.goal, bar.measured, words[bar.met]) for bar in bars])


def fresh(code: str, *arguments: str, python: str | None = None, **environment: str) -> Any:
    """Run code in a fresh process beside these files; what it prints last is JSON."""
    done = subprocess.run(
        [python or sys.executable, "-c", code, *arguments],
        cwd=HERE,
        env={**os.environ, "PYTHONPATH": str(HERE), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def versions() -> str:
    """The versions of everything that takes part."""
    known = [f"{name} {metadata.version(name) if installed(name) else MISSING}" for name in PACKAGES]
    return ", ".join(known)


def machine() -> str:
    """Cores and Python."""
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )
