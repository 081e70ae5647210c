"""Covering sets: how many payloads, how much they cover, and how long they take to build."""

import itertools
import time
from typing import Any

import showing
from common import Bar, Options, Result, fresh, in_turns, installed, main, median, share, table
from document import TYPES, Document, open_document, operation_of

from pytest_realtime.payloads.generation.coverage import agree, coverage_targets_of, states_of
from pytest_realtime.payloads.generation.pairwise import Covering, covering
from pytest_realtime.wire import payload_types

SESSION = TYPES[0]
COLD = """
import json, sys, time
from pytest_realtime.payloads.generation.pairwise import covering
import pytest_realtime.wire
start = time.perf_counter()
covering(sys.argv[1], strength=int(sys.argv[2]))
print(json.dumps(time.perf_counter() - start))
"""


def measure(options: Options) -> Result:
    """Measure every session type, strength 1 and 2."""
    document = open_document(options.document)
    names = [entry.name for entry in payload_types() if entry.dialect in ("ga", "translation", "beta")]
    if options.quick:
        names = list(TYPES)
    rows, bars = [], []
    for strength in (1, 2):
        for name in names:
            row, found = _row(name, strength, options, document)
            rows.append(row)
            bars += found
    text = "Cold: the first set in a fresh process, after the import, with the type's tables still to be built. "
    text += "Warm: built anew in a process that has built one. Milliseconds, medians. "
    text += (
        "Covered is states (strength 1) or pairs of states (strength 2), as the set says of itself; beside it what "
    )
    text += "counting finds. More is possible: some pairs occur only together with others.\n\n"
    text += table(_HEAD, rows) + "\n\n" + _schemathesis(document, options)
    return Result("Covering sets", text, bars)


_HEAD = (
    "type",
    "strength",
    "payloads",
    "states",
    "covered",
    "forbidden by constraints",
    "seen by counting",
    "cold, ms",
    "warm, ms",
)


def _row(name: str, strength: int, options: Options, document: Document) -> tuple[list[Any], list[Bar]]:
    cold_rounds = options.rounds if name in TYPES else 1
    cold = 1000 * median(fresh(COLD, name, str(strength)) for _ in range(cold_rounds))
    found = covering(name, strength=strength)
    warm = 1000 * median(in_turns({name: lambda: _again(name, strength)}, min(options.rounds, 3))[name])
    seen = _counted(name, found)
    bars = []
    if seen < found.covered:
        bars.append(Bar(f"{name}, strength {strength}: covers what it says", f"{seen} of {found.covered}", False))
    if name == SESSION and strength == 1:
        bars += _session_bars(found, seen, cold, document)
    row = [name, strength, len(found.payloads), found.states, found.covered, found.impossible, seen, cold, warm]
    return row, bars


def _again(name: str, strength: int) -> None:
    covering.cache_clear()
    covering(name, strength=strength)


def _counted(name: str, found: Covering) -> int:
    """Count what the payloads show, apart from the code that builds the set."""
    shown = [sorted(states_of(name, payload)) for payload in found.payloads]
    if found.strength == 1:
        return len(set().union(*shown))
    pairs = {pair for states in shown for pair in itertools.combinations(states, 2)}
    targets = coverage_targets_of(name)
    return sum(agree(targets[one].decisions, targets[other].decisions) for one, other in pairs)


def _session_bars(found: Covering, seen: int, cold: float, document: Document) -> list[Bar]:
    forms, paths = showing.wanted(SESSION), showing.optional_paths(document.bundle(SESSION))
    possible = found.states - found.impossible
    both = [_shows(payload) for payload in found.payloads]
    needed = {("form", form) for form in forms} | {("path", path) for path in paths}
    reached: set[Any] = set()
    sizes: list[bool] = []
    for shows in both:
        reached |= shows
        sizes.append(needed <= reached)
    size = sizes.index(True) + 1 if True in sizes else 0
    told = f"after {size} payloads" if size else f"{len(needed & reached)} of {len(needed)} in {len(both)} payloads"
    return [
        Bar(
            f"all {len(forms)} forms and all {len(paths)} member paths of a session in at most 14 payloads",
            f"{told} (the whole set, with every absence and null: {len(both)})",
            0 < size <= 14,
        ),
        Bar("strength 1 of a session built cold in under 50 ms", f"{cold:.0f} ms", cold < 50),
        Bar("covers every state that can occur, by counting", share(seen / possible), seen >= possible),
    ]


def _shows(payload: Any) -> set[Any]:
    forms = {("form", form) for form in showing.shown(SESSION, payload)}
    return forms | {("path", path) for path in showing.paths_in(payload)}


def _schemathesis(document: Document, options: Options) -> str:
    if not installed("schemathesis"):
        return "schemathesis' coverage phase: not installed"
    try:
        return _coverage_phase(document, options)
    except (ImportError, AttributeError, TypeError) as error:  # a half-internal interface, which changes
        return f"schemathesis' coverage phase: could not be called ({error})"


def coverage_bodies(document: Document, name: str, mode: str) -> list[Any]:
    """The JSON bodies of schemathesis' coverage phase, which it has no public function for."""
    from schemathesis.generation import GenerationMode

    operation: Any = operation_of(document, name)
    modes = [GenerationMode(mode)]
    config = operation.schema.config.generation_for(operation=operation)
    cases = operation.schema.iter_coverage_cases(operation, generation_modes=modes, generation_config=config)
    return [case.body for case in cases]


def _coverage_phase(document: Document, options: Options) -> str:
    seconds = []
    for _ in range(options.rounds):
        start = time.perf_counter()
        bodies = coverage_bodies(document, SESSION, "positive")
        seconds.append(time.perf_counter() - start)
    forms, paths = showing.wanted(SESSION), showing.optional_paths(document.bundle(SESSION))
    reached: set[Any] = set()
    shown_after = {"form": 0, "path": 0}
    for number, body in enumerate(bodies, 1):
        for kind, thing in _shows(body) - reached:
            if thing in forms or thing in paths:
                shown_after[kind] = number
        reached |= _shows(body)
    met_forms = len({thing for kind, thing in reached if kind == "form"} & forms)
    met_paths = len({thing for kind, thing in reached if kind == "path"} & paths)
    return (
        f"schemathesis' coverage phase, {SESSION}: {len(bodies)} cases; {met_forms} of {len(forms)} forms, the "
        f"last one after {shown_after['form']}; {met_paths} of {len(paths)} paths, the last one after "
        f"{shown_after['path']}; {1000 * seconds[0]:.0f} ms the first time, {1000 * median(seconds):.0f} ms median."
    )


if __name__ == "__main__":
    main(measure)
