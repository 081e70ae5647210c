"""The fixtures that make models: one for each payload type, each call a new model."""

import pydantic
import pytest

from pytest_realtime.fixtures import FACTORIES
from pytest_realtime.payloads.factories import Factory
from pytest_realtime.wire import dump, payload_types, validate


def fixture_name(wire_type: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in wire_type).lstrip("_")


def test_every_payload_type_has_a_fixture() -> None:
    assert sorted(FACTORIES) == sorted(entry.name for entry in payload_types())


@pytest.mark.parametrize("wire_type", FACTORIES)
def test_minimal_and_maximal_models(wire_type: str, request: pytest.FixtureRequest) -> None:
    factory = request.getfixturevalue(fixture_name(wire_type))
    smallest, default, fullest = (dump(wire_type, make()) for make in (factory.minimal, factory, factory.maximal))
    assert default == smallest
    assert smallest.keys() <= fullest.keys()
    assert dump(wire_type, validate(wire_type, fullest)) == fullest


def test_override_none_and_absence(realtime_session_create_request: Factory) -> None:
    model = realtime_session_create_request(instructions="Be brief.", tracing=None)
    assert dump("RealtimeSessionCreateRequest", model) == {
        "type": "realtime",
        "instructions": "Be brief.",
        "tracing": None,
    }


def test_changes_to_a_model_stay_with_it(session_update_event: Factory) -> None:
    untouched = dump("SessionUpdateEvent", session_update_event.maximal())
    changed = session_update_event.maximal()
    changed.session.audio.input.turn_detection = None  # type: ignore[attr-defined]
    changed.session.include.clear()  # type: ignore[attr-defined]
    assert dump("SessionUpdateEvent", session_update_event.maximal()) == untouched
    assert dump("SessionUpdateEvent", changed) != untouched


def test_changes_to_what_was_passed_do_not_leak(realtime_session_create_request: Factory) -> None:
    tools = [{"type": "function", "name": "first"}]
    model = realtime_session_create_request(tools=tools)
    tools.append({"type": "function", "name": "second"})
    assert len(dump("RealtimeSessionCreateRequest", model)["tools"]) == 1


@pytest.mark.parametrize(
    ("members", "named"),
    [
        ({"instruction": "Be brief."}, "instruction"),
        ({"instructions": 7}, "instructions"),
        ({"audio": {"input": {"turn_detection": {"type": "server_vad", "threshold": "high"}}}}, "threshold"),
    ],
)
def test_wrong_override(realtime_session_create_request: Factory, members: dict[str, object], named: str) -> None:
    with pytest.raises(pydantic.ValidationError, match=named):
        realtime_session_create_request(**members)
