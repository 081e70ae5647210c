"""The fast path takes every valid payload of plain JSON objects, and makes of it what the models make.

That it takes nothing else is tested here, and where models and JSON Schemas are compared on mutations of every
type.
"""

import enum
import math
from collections import OrderedDict, UserDict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_realtime.payloads.generation.strategy import payloads
from pytest_realtime.wire import (
    Direction,
    WireModel,
    direction,
    dump_json,
    get_wire_type,
    shape_of,
    validate,
    wire_types,
)
from pytest_realtime.wire.fast_path import REFUSED, quickly_written
from tests.wire.mutations import at, changes, forms, places, replaced

NAMES = [entry.name for entry in wire_types()]


def by_the_models(name: str, value: Any, travels: Direction = "write") -> Any:
    with direction(travels):
        return get_wire_type(name).adapter.validate_python(value)


def assert_same(name: str, value: Any) -> None:
    quick = quickly_written(name, value)
    assert quick is not REFUSED
    # A reader is more tolerant, and makes the same of what a client may write.
    for model in (by_the_models(name, value), by_the_models(name, value, "read")):
        assert type(quick) is type(model)
        assert quick == model
        assert dump_json(name, quick) == dump_json(name, model)


@pytest.mark.parametrize("name", NAMES)
def test_both_paths_make_the_same_of_what_is_valid(name: str) -> None:
    valid = [form for form in forms(shape_of(get_wire_type(name).python)) if is_valid(name, form)]
    assert valid
    for form in valid:
        assert_same(name, form)


def is_valid(name: str, value: Any) -> bool:
    try:
        by_the_models(name, value)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("name", ["SessionUpdateEvent", "ResponseCreateEvent", "ConversationItemCreateEvent"])
def test_both_paths_make_the_same_of_generated_payloads(name: str) -> None:
    @given(payloads(name))
    @settings(max_examples=50)
    def check(payload: Any) -> None:
        assert_same(name, payload)

    check()


@pytest.mark.parametrize(
    "value",
    [
        {"type": "realtime", "tools": ()},
        {"type": "realtime", "audio": {"output": {"speed": True}}},
        {"type": "realtime", "max_output_tokens": 10.0},
        {"type": "realtime", "new_setting": 1},
        {"type": "realtime", "audio": {"input": {"format": {"type": "audio/pcm", "rate": 24000.0}}}},
        {"type": "realtime", "audio": validate("RealtimeAudioConfig", {})},
    ],
)
def test_what_needs_a_second_look_is_left_to_the_models(value: dict[str, Any]) -> None:
    assert quickly_written("RealtimeSessionCreateRequest", value) is REFUSED


class Text(str):
    """A string with a class of its own, such as a framework's lazy or marked text."""


class Real(float):
    """A number as numpy has it: float64 is a float, too."""


class Row(list[Any]):
    """A list with a class of its own."""


def _unusual(value: Any) -> list[Any]:
    """Python objects that look like ``value`` and that no JSON reader makes."""
    return [twin for kind, twins in _UNUSUAL.items() if isinstance(value, kind) for twin in twins(value)]


_UNUSUAL: dict[type, Callable[[Any], list[Any]]] = {
    str: lambda text: [Text(text), b"text", bytearray(b"text"), f"{text}\ud800", "\udfff"],
    int: lambda number: [
        enum.IntEnum("Numbers", {"one": number}).one,  # type: ignore[attr-defined]
        *(Real(number % 10**9), number % 10**9 / 1, Decimal(number), 10**400, -(10**400), str(number), 1j),
    ],
    float: lambda number: [
        *(Real(number), math.nan, math.inf, -math.inf, Real("nan"), Decimal(number), str(number), 10**400, -0.0),
    ],
    list: lambda items: [tuple(items), Row(items), set(map(str, items)), iter(items), [*items, *items]],
    dict: lambda members: [
        *(OrderedDict(members), UserDict(members), list(members.items()), {**members, 1: 2}),
        *({**members, Text(name): members[name]} for name in members),
        {Text(name): value for name, value in members.items()},
    ],
    object: lambda _: [object(), ..., float, validate("RealtimeAudioConfig", {}), {"k": math.nan}, {"k": ()}],
}
FORMS = {name: forms(shape_of(get_wire_type(name).python)) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_objects_that_no_json_reader_makes_are_taken_only_where_the_models_take_them(name: str) -> None:
    for form in (FORMS[name][0], max(FORMS[name], key=lambda form: len(str(form)))):
        for path in places(form, depth=2):
            for twin in _unusual(at(form, path)):
                assert_not_taken_alone(name, replaced(form, path, twin))


@given(st.data())
@settings(max_examples=200)
def test_what_the_models_reject_is_never_taken(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    value = data.draw(st.sampled_from(FORMS[name]))
    for _ in range(2):
        path = data.draw(st.sampled_from(list(places(value))))
        held = at(value, path)
        value = replaced(value, path, data.draw(st.sampled_from([*_unusual(held), *changes(held)])))
    assert_not_taken_alone(name, value)


def assert_not_taken_alone(name: str, value: Any) -> None:
    """Raise pydantic.ValidationError where only the fast path takes a value."""
    quick = quickly_written(name, value)
    if quick is not REFUSED:
        assert quick == by_the_models(name, value)
        assert _kinds(quick) == _kinds(by_the_models(name, value))


def _kinds(value: Any) -> Any:
    """The classes of a value and of all that it holds."""
    inner = value.__dict__ if isinstance(value, WireModel) else value
    if isinstance(inner, dict):
        return type(value), {name: _kinds(part) for name, part in inner.items()}
    return type(value), [_kinds(part) for part in inner] if isinstance(inner, list) else None


def test_a_model_with_a_member_that_was_assigned_is_left_to_the_models() -> None:
    named = validate("ResponsePrompt", {"id": "pmpt_1"})
    named.id = 7
    assert quickly_written("RealtimeSessionCreateRequest", {"type": "realtime", "prompt": named}) is REFUSED
