"""The registry: every type by name, dialect and direction."""

import pytest

from pytest_realtime import wire
from pytest_realtime.wire import UnknownWireType, get_wire_type, wire_types


def test_there_are_250_types_and_42_of_the_vocabulary_come_first() -> None:
    types = wire_types()
    assert len(types) == 250
    assert [entry.seed for entry in types] == [True] * 42 + [False] * 208
    assert len({entry.name for entry in types}) == 250


def test_every_name_can_be_imported() -> None:
    for entry in wire_types():
        assert getattr(wire, entry.name) is entry.python
        assert hasattr(wire, entry.name)


@pytest.mark.parametrize(("dialect", "count"), [("translation", 21), ("beta", 34), ("ga", 195)])
def test_dialects(dialect: wire.Dialect, count: int) -> None:
    assert len(wire_types(dialect=dialect)) == count


def test_directions_come_from_the_payloads_that_contain_a_type() -> None:
    assert get_wire_type("TurnDetection").directions == {"read", "write"}
    assert get_wire_type("AudioTranscription").directions == {"write"}
    assert get_wire_type("AudioTranscriptionResponse").directions == {"read"}
    assert get_wire_type("SessionUpdateEvent").directions == {"write"}
    # Both have a name in the packages, and occur in no payload by it.
    unused = {"RealtimeContentPart", "ResponseConversationMode"}
    assert {entry.name for entry in wire_types() if not entry.directions} == unused


def test_unknown_names_suggest_the_nearest() -> None:
    with pytest.raises(UnknownWireType, match=r"'TurnDetecton' is not one of the 250 .* mean 'TurnDetection'"):
        get_wire_type("TurnDetecton")
    with pytest.raises(UnknownWireType):
        wire.parse("Nothing like it", "{}")


def test_types_know_their_source() -> None:
    assert get_wire_type("RealtimeSessionCreateRequest").source == "RealtimeSessionCreateRequestGA"
    assert all(entry.source for entry in wire_types())
