"""``types`` and ``schema``: what is told about wire types."""

import json
from typing import get_args

import pytest

from pytest_realtime.suite.manifest import contracts
from pytest_realtime.wire import Direction, shape_of, wire_types
from pytest_realtime.wire.json_schema import json_schema
from pytest_realtime.wire.rules import api_rules, rules_of
from tests.cli.runner import CommandLine

NAMES = [entry.name for entry in wire_types()]


def test_all_types_are_listed(command: CommandLine) -> None:
    ran = command("types")
    head, *rows = [line.split() for line in ran.out.splitlines()]
    assert head == ["NAME", "KIND", "DIALECT", "DIRECTIONS"]
    assert [row[0] for row in rows] == sorted(NAMES)
    assert ["ServerVad", "object", "ga", "read/write"] in rows


def test_the_list_can_be_narrowed(command: CommandLine) -> None:
    ran = command("types", "--dialect=beta", "--direction=read")
    expected = sorted(entry.name for entry in wire_types(dialect="beta", direction="read"))
    assert [line.split()[0] for line in ran.out.splitlines()[1:]] == expected


def test_one_type_is_told_with_members_examples_and_traps(command: CommandLine) -> None:
    told = command("types", "ServerVad").out.splitlines()
    assert told[0] == "ServerVad (object)"
    assert "  threshold            number, at least 0, at most 1                             V6 X2" in told
    assert "  idle_timeout_ms      integer, at least 5000, at most 30000            or null  N1 N3 X2 V5" in told
    assert '  {"type":"server_vad"}' in told
    assert f"  X2   {api_rules()['X2']}" in told
    assert told[-1] == "JSON Schema: pytest-realtime schema ServerVad"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Voice", "  object  VoiceId"),
        ("VoiceIdsShared", "values known today (any other string is valid)"),
        ("VoiceId", "members (clients write no others)"),
        ("RealtimeAudioConfigInput", "or null (by prose)"),
        ("RealtimeToolsConfig", "One tool. OpenAI's document and packages use this name for the list of tools"),
        ("NoiseReduction", "  strength  number              from the official packages    S12"),
        ("LegacyRealtimeSessionCreateRequest", "never in the contracts"),
    ],
)
def test_each_kind_of_type_says_what_it_holds(name: str, told: str, command: CommandLine) -> None:
    assert told in command("types", name).out


@pytest.mark.parametrize("name", NAMES)
def test_every_type_can_be_told(name: str, command: CommandLine) -> None:
    ran = command("types", name)
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    examples = lines[lines.index("examples") + 1 :]
    assert json.loads(examples[0].strip()) is not None


@pytest.mark.parametrize("direction", get_args(Direction))
def test_the_schema_is_printed_as_json(direction: Direction, command: CommandLine) -> None:
    ran = command("schema", "TurnDetection", f"--direction={direction}")
    assert json.loads(ran.out) == json_schema("TurnDetection", direction=direction)
    if direction == "write":
        assert command("schema", "TurnDetection").out == ran.out


@pytest.mark.parametrize("of", ["types", "schema"])
def test_an_unknown_type_is_told_the_nearest(of: str, command: CommandLine) -> None:
    ran = command(of, "ServrVad")
    expected = (
        f"pytest-realtime {of}: 'ServrVad' is not one of the {len(NAMES)} wire types (did you mean 'ServerVad'?)\n"
    )
    assert (ran.status, ran.out, ran.err) == (2, "", expected)


@pytest.mark.parametrize("of", ["types", "schema"])
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("response.create", "is the type of an event; name its wire type: ResponseCreateEvent or Legacy"),
        ("response.cretae", "is neither a wire type nor the type of an event (did you mean 'response.create'?)"),
    ],
)
def test_an_event_is_named_by_its_wire_type(of: str, name: str, told: str, command: CommandLine) -> None:
    ran = command(of, name)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"pytest-realtime {of}: {name!r} {told}")


def test_every_ruling_that_is_named_has_its_sentence() -> None:
    named = {number for entry in wire_types() for number in rules_of(shape_of(entry.python))}
    sources = (contract.source.partition(" · ") for contract in contracts().values())
    named |= {number for numbers, found, _ in sources if found for number in numbers.split(", ")}
    assert named <= set(api_rules())
    assert all(sentence.endswith(".") for sentence in api_rules().values())
