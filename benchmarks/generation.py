"""Random payloads: speed, time to the first one, validity, and how much of a type they show."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from common import HERE, Bar, Options, Result, in_turns, main, median, ratio, share, show, table
from document import TYPES, Document, open_document
from drawing import drawing
from first_example import first_examples
from payload_judges import Judges, is_valid
from peers import HANDWRITTEN, HYPOTHESIS_JSONSCHEMA, OURS, SCHEMATHESIS, Peer, competitors

from pytest_realtime.payloads.generation.coverage import states_of
from pytest_realtime.payloads.generation.pairwise import covering
from pytest_realtime.payloads.generation.strategy import payloads

COUNT = 500
SESSION = TYPES[0]
CONVERSATION = ("ResponseCreateEvent", "RealtimeConversationItem")
"""Types that nobody else generates: they are held to the bars of a session alone."""


def measure(options: Options) -> Result:
    """Measure all types."""
    document = open_document(options.document)
    sections, bars = [f"Schemas: {document.source}.\n"], []
    for name in TYPES:
        text, found = _of_type(document, name, options)
        sections.append(text)
        bars += found
    rows = []
    for name in CONVERSATION:
        row, found = _alone(name, options)
        rows.append(row)
        bars += found
    sections.append("### Events and items\n\n" + table(("type", "states", "valid", "states 100 / 500"), rows))
    return Result("Generation", "\n\n".join(sections), bars)


def _alone(name: str, options: Options) -> tuple[list[Any], list[Bar]]:
    """Our generator by itself: validity by our models, and the states that it shows."""
    cover = covering(name, strength=1).payloads
    possible = frozenset().union(*(states_of(name, payload) for payload in cover))
    draw = drawing(payloads(name))
    runs = [draw(COUNT, number) for number in range(options.seeds)]
    valid = sum(is_valid(name, payload) for run in runs for payload in run) / sum(map(len, runs))
    early, late = (
        median(
            [
                len(possible & frozenset().union(*(states_of(name, payload) for payload in run[:count])))
                / len(possible)
                for run in runs
            ]
        )
        for count in (100, COUNT)
    )
    bars = [
        Bar(f"{name}: 100 % valid by our models", share(valid), valid == 1),
        Bar(f"{name}: at least 95 % of all states within 100 examples, median", share(early), early >= 0.95),
        Bar(f"{name}: all states within 500 examples, median", share(late), late == 1),
    ]
    return [name, len(possible), share(valid), f"{share(early)} / {share(late)}"], bars


def _of_type(document: Document, name: str, options: Options) -> tuple[str, list[Bar]]:
    if name != SESSION:
        # The other types confirm the picture; they need not take as long.
        options = replace(options, rounds=min(options.rounds, 2), peer_seeds=1)
    judges = Judges(document, name)
    everyone = competitors(document, name)
    taking_part = {peer.name: _turn(peer) for peer in everyone if peer.draw}
    times = in_turns({key: turn for key, (turn, _) in taking_part.items()}, options.rounds)
    firsts = first_examples(document, name, list(taking_part), options)
    rows, found = [], {}
    for peer in everyone:
        if peer.draw is None:
            rows.append([peer.name, peer.why_not, *["-"] * 9])
            continue
        many = options.seeds if peer.name == OURS else min(options.peer_seeds, 3)
        runs = [peer.draw(COUNT, seed) for seed in range(many)]
        rates = [
            len(drawn) / seconds
            for drawn, seconds in zip(taking_part[peer.name][1], times[peer.name], strict=False)
        ]
        reference = [
            len(drawn) / seconds
            for drawn, seconds in zip(taking_part[HANDWRITTEN][1], times[HANDWRITTEN], strict=False)
        ]
        found[peer.name] = _Found(rates, ratio(rates, reference), runs, judges, firsts[peer.name])
        rows.append(found[peer.name].row(peer.name))
    old = _old_engine(document, name, judges, options)
    rows.append(
        old.row(HYPOTHESIS_JSONSCHEMA) if isinstance(old, _Found) else [HYPOTHESIS_JSONSCHEMA, old, *["-"] * 9]
    )
    text = f"### {name}\n\n{len(judges.forms)} enum values and union forms, {len(judges.paths)} optional paths, "
    text += (
        f"{len(judges.possible)} states that can occur.\n\n"
        + table(_HEAD, rows)
        + "\n\n"
        + _remark(found[OURS], judges)
    )
    return text, _bars(name, judges, found)


_HEAD = (
    "tool",
    "examples/s",
    "x handwritten",
    "import, s",
    "first example, s",
    "same in a fresh checkout, s",
    "valid: published schema",
    "our JSON Schema",
    "our models",
    "forms 100 / 500",
    "paths 100 / 500",
    "states 100 / 500",
)


class _Found:
    """What was measured of one competitor."""

    def __init__(
        self, rates: list[float], times_reference: float, runs: list[list[Any]], judges: Judges, firsts: list[float]
    ) -> None:
        self.rates = rates
        self.rate, self.ratio = median(rates), times_reference
        self.runs = runs
        self.firsts = firsts
        shares = [judges.shares(run) for run in runs]
        self.valid = [sum(column) / len(column) for column in zip(*shares, strict=True)]
        self.after = {
            count: [median(column) for column in zip(*(judges.variety(run[:count]) for run in runs), strict=True)]
            for count in (100, COUNT)
        }

    def row(self, name: str) -> list[Any]:
        """The table's row."""
        early, late = self.after[100], self.after[COUNT]
        return [
            name,
            self.rate,
            self.ratio,
            *self.firsts,
            *map(share, self.valid),
            f"{early[0]:g} / {late[0]:g}",
            f"{share(early[1])} / {share(late[1])}",
            f"{share(early[2])} / {share(late[2])}",
        ]


def _turn(peer: Peer) -> tuple[Callable[[], None], list[list[Any]]]:
    """A turn of a competitor, and what it drew in each, since some draw fewer than they are asked for."""
    drawn: list[list[Any]] = []

    def turn() -> None:
        assert peer.draw
        drawn.append(peer.draw(COUNT, 1000 + len(drawn)))

    return turn, drawn


def _old_engine(document: Document, name: str, judges: Judges, options: Options) -> "_Found | str":
    if not options.old_python:
        return "skipped: give --old-python"
    task = {
        "schema": _without_formats(document.bundle(name)),
        "name": name,
        "count": COUNT if name == SESSION else 100,
        "seeds": list(range(1)),
        "rate": True,
    }
    done = subprocess.run(
        [options.old_python, str(HERE / "old_engine.py")],
        input=json.dumps(task),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return f"failed: {done.stderr.strip().splitlines()[-1][:80] if done.stderr.strip() else 'no message'}"
    answer = json.loads(done.stdout)
    rates = [len(run["payloads"]) / run["seconds"] for run in answer["runs"]]
    reference = [task["count"] / answer["handwritten"]] * len(rates)
    runs = [run["payloads"] for run in answer["runs"]]
    return _Found(rates, ratio(rates, reference), runs, judges, [float("nan"), answer["first"], float("nan")])


def _without_formats(schema: Any) -> Any:
    """Formats that hypothesis-jsonschema takes for others are left out; so is what documents."""
    if isinstance(schema, dict):
        return {
            key: _without_formats(part) for key, part in schema.items() if key not in ("format", "discriminator")
        } | (
            {"properties": {key: _without_formats(part) for key, part in schema["properties"].items()}}
            if isinstance(schema.get("properties"), dict)
            else {}
        )
    return [_without_formats(part) for part in schema] if isinstance(schema, list) else schema


def _remark(ours: _Found, judges: Judges) -> str:
    if ours.valid[0] == 1:
        return "Every payload of ours is valid by all three."
    nulls = sum(map(judges.without_nulls, ours.runs)) / len(ours.runs)
    return (
        f"Ours by the published schema, once nulls are left out that it refuses: {share(nulls)}. Its prose, and "
        "what servers send, know nulls (of noise reduction, transcription, a response's include) that its keywords "
        "forget; in a response, voices may be objects, too."
    )


def _bars(name: str, judges: Judges, found: dict[str, _Found]) -> list[Bar]:
    ours = found[OURS]
    early, late = ours.after[100][2], ours.after[COUNT][2]
    forms = ours.after[100][0]
    bars = [
        Bar(
            f"{name}: 100 % valid by our models and our JSON Schema",
            f"{share(ours.valid[2])} and {share(ours.valid[1])}",
            ours.valid[1] == ours.valid[2] == 1,
        ),
        Bar(f"{name}: at least 95 % of all states within 100 examples, median", share(early), early >= 0.95),
        Bar(f"{name}: all states within 500 examples, median", share(late), late == 1),
        Bar(
            f"{name}: first example within 0.05 s of the import", f"{ours.firsts[1]:.3f} s", ours.firsts[1] <= 0.05
        ),
        Bar(f"{name}: the same in a fresh checkout", f"{ours.firsts[2]:.3f} s", ours.firsts[2] <= 0.05),
    ]
    if name == SESSION:
        bars += [
            Bar("examples/s at least 2 x handwritten", f"{show(ours.ratio)} x", ours.ratio >= 2),
            _against_schemathesis(found),
            Bar(
                "100 % valid by the published schema",
                share(ours.valid[0]),
                ours.valid[0] == 1,
            ),
            Bar(
                f"all {len(judges.forms)} enum values and forms after 100 examples, median",
                f"{forms:g} of {len(judges.forms)}",
                forms == len(judges.forms),
            ),
        ]
    return bars


def _against_schemathesis(found: dict[str, _Found]) -> Bar:
    goal = "examples/s at least 10 x schemathesis"
    if SCHEMATHESIS not in found:
        return Bar(goal, "not installed", None)
    times = ratio(found[OURS].rates, found[SCHEMATHESIS].rates)
    return Bar(goal, f"{show(times)} x", times >= 10)


if __name__ == "__main__":
    main(measure)
