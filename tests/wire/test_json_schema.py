"""The JSON Schemas say what the models say: both accept or reject the same payloads, in both directions."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema import ValidationError as SchemaError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from pydantic import ValidationError

from pytest_realtime.wire import Direction, UnknownWireType, get_wire_type, shape_of, validate, wire_types
from pytest_realtime.wire.json_schema import JsonSchema, json_schema, schema_id
from pytest_realtime.wire.shapes import ObjectShape, UnionShape, walk
from tests.wire.mutations import at, changes, distinct, forms, mutants, places, replaced, seeds

DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
NAMES = [entry.name for entry in wire_types()]

CANNOT_SAY: tuple[tuple[str, Any, str], ...] = (
    (
        "TracingConfig",
        {"metadata": {"k": math.nan}},
        "V4: there is no NaN in JSON, and no word for it in JSON Schema",
    ),
    ("LegacyRealtimeSession", {"temperature": math.inf}, "V4: likewise infinity"),
)
"""What the models reject and no JSON Schema can: type, value, rule and reason. Duplicate keys and lone
surrogates (C4) are reported by the strict reader, before models or schemas see a value."""

RULES: tuple[tuple[str, Any, bool, bool, str], ...] = (
    ("TurnDetection", {"type": "server_vad", "eagerness": "low"}, False, True, "X2"),
    ("TurnDetection", {"type": "semantic_vad", "threshold": None}, False, True, "X2"),
    ("TurnDetection", {"type": "none"}, False, True, "U1"),
    ("TurnDetection", {}, False, True, "U1"),
    ("TurnDetection", {"type": "server_vad", "threshold": 1.5}, False, True, "V6"),
    ("TurnDetection", {"type": "server_vad", "threshold": "0.5"}, False, False, "V4"),
    (
        "RealtimeSessionCreateRequest",
        {"type": "realtime", "output_modalities": ["text", "audio"]},
        False,
        True,
        "X1",
    ),
    ("RealtimeSessionCreateRequest", {"type": "realtime", "modalities": ["text"]}, False, True, "S2"),
    ("RealtimeSessionCreateRequest", {"type": "realtime", "tracing": None}, True, True, "N2"),
    ("RealtimeSessionCreateRequest", {"type": "realtime", "instructions": None}, False, True, "N3 N6"),
    ("RealtimeAudioFormats", {"type": "audio/pcm"}, False, True, "V9"),
    ("RealtimeAudioFormats", {"type": "audio/pcm", "rate": 24000.0}, False, False, "V4"),
    ("RealtimeAudioFormats", {"rate": 16000}, False, True, "U2"),
    ("MaxOutputTokens", 5.0, False, True, "V3 V4"),
    ("MaxOutputTokens", "Inf", False, True, "V3"),
    ("OutputModality", "Audio", False, True, "V2"),
    ("VoiceIdsShared", "my-voice", True, True, "V1"),
    ("McpTool", {"type": "mcp", "server_label": "docs"}, False, True, "X6"),
    ("McpTool", {"type": "mcp", "server_label": "d", "tunnel_id": f"tunnel_{'0' * 32}\n"}, False, True, "V7"),
    ("AudioTranscription", {"model": "gpt-realtime-whisper", "prompt": "x"}, False, True, "X4"),
    ("RealtimeToolsConfig", {"type": "function", "name": ""}, False, True, "X11"),
    ("RealtimeToolsConfig", {"type": "function", "function": {"name": "roll"}}, False, True, "U3"),
    ("ResponsePromptVariables", {"n": 1}, False, True, "S13"),
)
"""Type, payload, whether it may be written, whether it can be read, and the rule that says so."""


def accepts(name: str, value: Any, direction: Direction) -> bool:
    try:
        validate(name, value, direction=direction)
    except ValidationError:
        return False
    return True


def strict_validator(schema: JsonSchema) -> Validator:
    """A validator that is as strict as the models.

    For JSON Schema, ``24000.0`` is an integer; here it is not (V4). And Python's ``$`` in a pattern would accept a
    final newline, which the regular expressions of JSON Schema do not.
    """

    def is_integer(_checker: Any, value: Any) -> bool:
        return type(value) is int

    def pattern(_validator: Any, published: str, value: Any, _schema: Any) -> Iterator[SchemaError]:
        if isinstance(value, str) and re.search(published.replace("$", r"\Z"), value) is None:
            yield SchemaError(f"{value!r} does not match {published!r}")

    # Payloads that differ in one place share their other parts: each is judged once by each part of the schema.
    known: dict[tuple[str, str], bool] = {}

    def once(place: str, value: Any, errors: Iterator[SchemaError]) -> Iterator[SchemaError]:
        key = place, json.dumps(value)
        if key not in known:
            known[key] = next(errors, None) is None
        if not known[key]:
            yield SchemaError(f"{place}: {value!r}")

    def reference(validator: Any, name: str, value: Any, schema: Any) -> Iterator[SchemaError]:
        return once(name, value, Draft202012Validator.VALIDATORS["$ref"](validator, name, value, schema))

    def properties(validator: Any, members: JsonSchema, value: Any, _schema: Any) -> Iterator[SchemaError]:
        for name in members.keys() & value if isinstance(value, dict) else ():
            yield from once(f"{id(members)}/{name}", value[name], validator.descend(value[name], members[name]))

    types = Draft202012Validator.TYPE_CHECKER.redefine("integer", is_integer)
    keywords = {"pattern": pattern, "$ref": reference, "properties": properties}
    strict: type[Validator] = extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, keywords, type_checker=types
    )
    return strict(schema)


def disagreements(name: str, values: list[Any], direction: Direction) -> list[str]:
    """The payloads that models and schema judge differently, as JSON text."""
    validator = strict_validator(json_schema(name, direction=direction))
    return [
        json.dumps(value)[:400] for value in values if accepts(name, value, direction) != validator.is_valid(value)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_models_and_schema_agree(name: str) -> None:
    good, bad = good_and_mutated(name)
    values = distinct(iter([*good, *bad]))
    assert {way: disagreements(name, values, way) for way in DIRECTIONS} == {way: [] for way in DIRECTIONS}
    # Of payloads that are all good, or all bad, agreement would say little.
    assert all(accepts(name, form, "read") for form in good)
    assert any(accepts(name, form, "write") for form in good)
    assert not all(accepts(name, mutant, "write") for mutant in bad)


def good_and_mutated(name: str) -> tuple[list[Any], list[Any]]:
    entry = get_wire_type(name)
    shape = shape_of(entry.python)
    if entry.travels and isinstance(shape, UnionShape):
        # Each event is a type by itself: here it matters which one a payload is taken for.
        smallest = [forms(variant)[0] for variant in shape.parts()]
        return smallest, [mutant for form in smallest for mutant in mutants(form, depth=0)]
    return forms(shape), [mutant for seed in seeds(shape) for mutant in mutants(seed)]


@st.composite
def changed(draw: st.DrawFn, value: Any) -> Any:
    """``value`` with one change, at any depth."""
    path = draw(st.sampled_from(list(places(value))))
    return replaced(value, path, draw(st.sampled_from(list(changes(at(value, path))))))


# Without a deadline: how long two validators take says nothing about whether they agree.
@settings(deadline=None, max_examples=300)
@given(st.data())
def test_models_and_schema_agree_after_two_changes(data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(wire_types()))
    direction = data.draw(st.sampled_from(DIRECTIONS))
    seed = data.draw(st.sampled_from(seeds(shape_of(entry.python))))
    once = data.draw(changed(seed))
    twice = data.draw(changed(once))
    assert disagreements(entry.name, [once, twice], direction) == []


@pytest.mark.parametrize(("name", "value", "written", "read", "rule"), RULES)
def test_rules_are_in_models_and_schemas(name: str, value: Any, written: bool, read: bool, rule: str) -> None:
    expected = {"write": written, "read": read}
    assert {way: accepts(name, value, way) for way in DIRECTIONS} == expected, rule
    schemas = {way: strict_validator(json_schema(name, direction=way)) for way in DIRECTIONS}
    assert {way: schema.is_valid(value) for way, schema in schemas.items()} == expected, rule


@pytest.mark.parametrize(("name", "value", "reason"), CANNOT_SAY)
def test_what_json_schema_cannot_say(name: str, value: Any, reason: str) -> None:
    assert not accepts(name, value, "write"), reason
    assert strict_validator(json_schema(name, direction="write")).is_valid(value), reason


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_schemas_are_valid_self_contained_and_stable(direction: Direction) -> None:
    checked: set[str] = set()
    for name in NAMES:
        schema = json_schema(name, direction=direction)
        # Hundreds of schemas share their parts: each is checked once.
        for part in [{**schema, "$defs": {}}, *schema.get("$defs", {}).values()]:
            text = json.dumps(part)
            if text not in checked:
                Draft202012Validator.check_schema(part)
                checked.add(text)
        references = set(_references(schema))
        assert references <= {f"#/$defs/{part}" for part in schema.get("$defs", ())}, name
        assert json.dumps(schema) == json.dumps(json_schema(name, direction=direction)), name


def _references(node: Any) -> list[str]:
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    found = [node["$ref"]] if isinstance(node, dict) and isinstance(node.get("$ref"), str) else []
    return found + [reference for item in inner for reference in _references(item)]


def test_ids_are_unique_and_name_direction_and_type() -> None:
    found = [json_schema(name, direction=direction)["$id"] for name in NAMES for direction in DIRECTIONS]
    assert len(set(found)) == len(found) == 2 * 250
    assert schema_id("TurnDetection", "write") == "urn:pytest-realtime:schema:write:TurnDetection"


def test_a_schema_documents_itself() -> None:
    schema = json_schema("SemanticVad", direction="write")
    assert schema["title"] == "SemanticVad"
    assert schema["description"].startswith("Detection by meaning.")
    assert schema["properties"]["eagerness"]["examples"] == ["high"]


def test_a_type_may_be_named_by_its_class_or_alias() -> None:
    for entry in wire_types():
        assert json_schema(entry.python, direction="read") == json_schema(entry.name, direction="read")
    with pytest.raises(UnknownWireType, match="ServerVad"):
        json_schema("ServerVat", direction="write")


@pytest.mark.parametrize("entry", wire_types(), ids=lambda entry: entry.name)
def test_examples_of_members_fit_their_schemas(entry: Any) -> None:
    shapes = {part.name: part for part in walk(shape_of(entry.python)) if isinstance(part, ObjectShape)}
    schema = json_schema(entry.name, direction="write")
    for name, shape in shapes.items():
        properties = (schema if name == entry.name else schema["$defs"][name])["properties"]
        for member in shape.members.values():
            validator = strict_validator({**properties[member.name], "$defs": schema.get("$defs", {})})
            assert [example for example in member.examples if not validator.is_valid(example)] == []
