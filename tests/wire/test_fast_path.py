"""The fast path takes every valid payload of plain JSON objects, and makes of it what the models make.

That it takes nothing else is tested where models and JSON Schemas are compared on mutations of every type.
"""

from typing import Any

import pytest
from hypothesis import given, settings

from pytest_realtime.payloads.generation.strategy import payloads
from pytest_realtime.wire import direction, dump_json, get_wire_type, shape_of, validate, wire_types
from pytest_realtime.wire.fast_path import REFUSED, quickly_written
from tests.wire.mutations import forms

NAMES = [entry.name for entry in wire_types(direction="write")]


def by_the_models(name: str, value: Any) -> Any:
    with direction("write"):
        return get_wire_type(name).adapter.validate_python(value)


def assert_same(name: str, value: Any) -> None:
    quick, model = quickly_written(name, value), by_the_models(name, value)
    assert quick is not REFUSED
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
