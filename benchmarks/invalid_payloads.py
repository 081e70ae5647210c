"""Payloads with one thing wrong: how many a second, how many truly invalid, how many different ones."""

import json
from collections.abc import Iterable
from typing import Any

from common import Bar, Options, Result, in_turns, installed, main, median, share, table
from covering import coverage_bodies
from document import TYPES, Document, open_document, operation_of
from drawing import drawing
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.payloads.mutations.enumerate import every_invalid_payload
from pytest_realtime.wire.json.pointer import pointer_of

SESSION = TYPES[0]
COUNT = 300
"""How many negative payloads schemathesis is asked for."""


def measure(options: Options) -> Result:
    """Measure the session types, ours beside schemathesis."""
    document = open_document(options.document)
    rows: list[list[Any]] = []
    bars: list[Bar] = []
    for name in TYPES[:3]:
        found, own_bars = _ours(name, options)
        rows.append(found)
        bars += own_bars
        rows += _schemathesis(document, name, options)
    text = (
        f"Schemas for schemathesis: {document.source}. Ours are enumerated; those of schemathesis are judged by "
        "its own schema and by our models. A pair is a place and a constraint: ours names both, and for "
        "schemathesis they are the path and the keyword of the validator's errors.\n\n"
    )
    return Result("Invalid payloads", text + table(_HEAD, rows), bars)


_HEAD = (
    "type",
    "tool",
    "payloads",
    "a second",
    "truly invalid",
    "rejected at its place",
    "valid once repaired",
    "distinct pairs",
    "distinct payloads",
)


def _ours(name: str, options: Options) -> tuple[list[Any], list[Bar]]:
    payloads = tuple(every_invalid_payload(name))
    # One enumeration is over in a blink, and so is timed several times in a turn.
    repeats = 5
    seconds = (
        median(in_turns({"ours": lambda: _enumerate(name, repeats)}, max(options.rounds, 3))["ours"]) / repeats
    )
    places = [_place_in(payload.wire_type, payload.text) for payload in payloads]
    valid_again = sum(_place(name, payload.repaired) is None for payload in payloads) / len(payloads)
    invalid = sum(place is not None for place in places) / len(payloads)
    at_place = sum(
        place is not None and place.startswith(payload.pointer)
        for place, payload in zip(places, payloads, strict=True)
    )
    pairs = {(payload.pointer, payload.kind, payload.rule) for payload in payloads}
    rate = len(payloads) / seconds
    row = [
        name,
        "ours",
        len(payloads),
        rate,
        share(invalid),
        share(at_place / len(payloads)),
        share(valid_again),
        len(pairs),
        len({payload.text for payload in payloads}),
    ]
    bars = [Bar(f"{name}: 100 % of them truly invalid", share(invalid), invalid == 1)]
    bars.append(Bar(f"{name}: repairing any of them restores validity", share(valid_again), valid_again == 1))
    if name == SESSION:
        bars += [
            Bar("at least 5,000 invalid payloads a second, enumerated", f"{rate:,.0f}", rate >= 5000),
            Bar(
                "more than 101 distinct (place, constraint) pairs for a session", str(len(pairs)), len(pairs) > 101
            ),
        ]
    return row, bars


def _enumerate(name: str, repeats: int) -> None:
    for _ in range(repeats):
        for _payload in every_invalid_payload(name):
            pass


def _place(name: str, payload: Any) -> str | None:
    """Where our models refuse a payload, as a pointer; None where they take it."""
    try:
        wire.validate(name, payload, direction="write")
    except ValidationError as error:
        return _pointer(error)
    return None


def _place_in(name: str, text: str) -> str | None:
    """The same for JSON text, or what is not quite JSON."""
    try:
        wire.parse(name, text, direction="write")
    except wire.InvalidJson as error:
        return error.defects[0].pointer
    except ValidationError as error:
        return _pointer(error)
    return None


def _pointer(error: ValidationError) -> str:
    return pointer_of(error.errors()[0]["loc"])


def _distinct(payloads: Iterable[Any]) -> int:
    return len({json.dumps(payload, sort_keys=True, default=repr) for payload in payloads})


def _schemathesis(document: Document, name: str, options: Options) -> list[list[Any]]:
    if not installed("schemathesis"):
        return [[name, "schemathesis", "not installed", *["-"] * 6]]
    rows = []
    for tool, make in (("schemathesis negative", _negative), ("schemathesis coverage, negative", _coverage)):
        try:
            rows.append(_peer_row(document, name, tool, make, options))
        except Exception as error:  # gives up on some seeds, with errors of several kinds
            rows.append([name, tool, f"failed: {type(error).__name__}", *["-"] * 6])
    return rows


def _peer_row(document: Document, name: str, tool: str, make: Any, options: Options) -> list[Any]:
    bodies: list[Any] = []

    def turn() -> None:
        bodies[:] = make(document, name)

    seconds = median(in_turns({tool: turn}, min(options.rounds, 3))[tool])
    objects = [body for body in bodies if _is_json(body)]
    validator = Draft202012Validator(document.bundle(name))
    errors = [list(validator.iter_errors(body)) for body in objects]
    by_schema = sum(map(bool, errors)) / max(len(objects), 1)
    by_models = sum(_place(name, body) is not None for body in objects) / max(len(objects), 1)
    # The innermost error of each body counts, too: an variant of a union hides what is wrong in it.
    told = [error for found in errors for error in (*found, best_match(found)) if error]
    pairs = {(error.json_path, error.validator) for error in told}
    invalid = f"{share(by_schema)} (schema), {share(by_models)} (models)"
    return [name, tool, len(bodies), len(bodies) / seconds, invalid, "-", "-", len(pairs), _distinct(objects)]


def _negative(document: Document, name: str) -> list[Any]:
    from schemathesis.generation import GenerationMode

    strategy = operation_of(document, name).as_strategy(generation_mode=GenerationMode.NEGATIVE)
    return drawing(strategy.map(lambda case: case.body))(COUNT, 0)


def _coverage(document: Document, name: str) -> list[Any]:
    return coverage_bodies(document, name, "negative")


def _is_json(body: Any) -> bool:
    try:
        json.dumps(body, allow_nan=False)
    except (TypeError, ValueError):
        return False
    return True


if __name__ == "__main__":
    main(measure)
