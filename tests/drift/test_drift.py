"""The comparison with OpenAI's published document: what differs is intended, and news would be noticed."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from facts import OPENAPI
from pytest_realtime.drift import INTENDED, Difference, compare, differences, intention, unintended
from pytest_realtime.wire import get_wire_type, wire_types
from pytest_realtime.wire.rules import api_rules

EFFORT = {"$ref": "#/components/schemas/RealtimeReasoningEffort"}
VOICES = ["alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar"]

SMALL: dict[str, Any] = {
    "openapi": "3.1.0",
    "components": {
        "schemas": {
            "RealtimeTurnDetection": {
                "anyOf": [
                    {
                        "discriminator": {"propertyName": "type"},
                        "oneOf": [
                            {
                                "type": "object",
                                "required": ["type"],
                                "properties": {
                                    "type": {"type": "string", "const": "server_vad", "default": "server_vad"},
                                    "threshold": {"type": "number", "minimum": 0, "maximum": 1},
                                    "prefix_padding_ms": {"type": "integer", "description": "Milliseconds."},
                                    "silence_duration_ms": {"type": "integer"},
                                    "create_response": {"type": "boolean", "default": True},
                                    "interrupt_response": {"type": "boolean", "default": True},
                                    "idle_timeout_ms": {
                                        "anyOf": [
                                            {"type": "integer", "minimum": 5000, "maximum": 30000},
                                            {"type": "null"},
                                        ]
                                    },
                                },
                            },
                            {
                                "type": "object",
                                "required": ["type"],
                                "properties": {
                                    "type": {"type": "string", "enum": ["semantic_vad"]},
                                    "eagerness": {"type": "string", "enum": ["auto", "low", "medium", "high"]},
                                    "create_response": {"type": "boolean", "nullable": True},
                                    "interrupt_response": {"type": "boolean"},
                                },
                            },
                        ],
                    },
                    {"type": "null"},
                ]
            },
            "RealtimeReasoning": {
                "type": "object",
                "properties": {"effort": {"allOf": [EFFORT]}},
            },
            "RealtimeReasoningEffort": {"type": "string", "enum": ["minimal", "low", "medium", "high", "xhigh"]},
            "VoiceIdsOrCustomVoice": {
                "oneOf": [
                    {"$ref": "#/components/schemas/VoiceIdsShared"},
                    {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["id"],
                        "properties": {"id": {"type": "string"}},
                    },
                ]
            },
            "VoiceIdsShared": {
                "anyOf": [
                    {"type": "string"},
                    {
                        "type": "string",
                        "enum": VOICES,
                    },
                ]
            },
        }
    },
}
"""A document with a few types, in various spellings of the same things; our types say exactly this."""

TYPES = [
    get_wire_type(name)
    for name in (
        *("TurnDetection", "ServerVad", "SemanticVad", "SemanticVadEagerness"),
        *("RealtimeReasoning", "RealtimeReasoningEffort", "Voice", "VoiceIdsShared", "VoiceId"),
    )
]
_SERVER_VAD = "RealtimeTurnDetection/anyOf/0/oneOf/0"
_SEMANTIC_VAD = "RealtimeTurnDetection/anyOf/0/oneOf/1"

Edit = Callable[[Any], None]


def edited(edit: Edit) -> dict[str, Any]:
    document = copy.deepcopy(SMALL)
    edit(document["components"]["schemas"])
    return document


def at(schemas: Any, path: str) -> Any:
    for step in path.split("/") if path else ():
        schemas = schemas[int(step) if isinstance(schemas, list) else step]
    return schemas


def put(path: str, value: Any) -> Edit:
    """Set what is at ``path``."""
    above, _, last = path.rpartition("/")
    return lambda schemas: at(schemas, above).__setitem__(last, value)


def drop(path: str) -> Edit:
    """Remove what is at ``path``."""
    above, _, last = path.rpartition("/")
    return lambda schemas: at(schemas, above).__delitem__(last)


def extend(path: str, value: str) -> Edit:
    """Add to the list at ``path``."""
    return lambda schemas: at(schemas, path).append(value)


EDITS: dict[str, tuple[Edit, Difference]] = {
    "added member": (
        put(f"{_SERVER_VAD}/properties/strength", {"type": "number"}),
        Difference("ServerVad", "strength", "member", False, True),
    ),
    "removed member": (
        drop(f"{_SERVER_VAD}/properties/threshold"),
        Difference("ServerVad", "threshold", "member", True, False),
    ),
    "member of another type": (
        put(f"{_SERVER_VAD}/properties/prefix_padding_ms", {"type": "string"}),
        Difference("ServerVad", "prefix_padding_ms", "type", ["integer"], ["string"]),
    ),
    "member newly required": (
        extend(f"{_SERVER_VAD}/required", "threshold"),
        Difference("ServerVad", "threshold", "required", False, True),
    ),
    "changed bound": (
        put(f"{_SERVER_VAD}/properties/threshold/maximum", 2),
        Difference("ServerVad", "threshold", "maximum", 1, 2),
    ),
    "removed bound": (
        drop(f"{_SERVER_VAD}/properties/threshold/minimum"),
        Difference("ServerVad", "threshold", "minimum", 0, None),
    ),
    "null no longer allowed": (
        put(f"{_SERVER_VAD}/properties/idle_timeout_ms", {"type": "integer", "minimum": 5000, "maximum": 30000}),
        Difference("ServerVad", "idle_timeout_ms", "null", True, False),
    ),
    "null newly allowed": (
        put(f"{_SERVER_VAD}/properties/create_response/type", ["boolean", "null"]),
        Difference("ServerVad", "create_response", "null", False, True),
    ),
    "nothing but null allowed": (
        put(f"{_SERVER_VAD}/properties/idle_timeout_ms", {"type": "null"}),
        Difference("ServerVad", "idle_timeout_ms", "type", ["integer"], []),
    ),
    "changed enum": (
        put(f"{_SEMANTIC_VAD}/properties/eagerness/enum", ["auto", "low", "high"]),
        Difference(
            "SemanticVadEagerness", "", "values", ["auto", "high", "low", "medium"], ["auto", "high", "low"]
        ),
    ),
    "changed enum behind a reference": (
        put("RealtimeReasoningEffort/enum", ["low", "high"]),
        Difference(
            "RealtimeReasoningEffort", "", "values", ["high", "low", "medium", "minimal", "xhigh"], ["high", "low"]
        ),
    ),
    "closed enum of an open one": (
        put("VoiceIdsShared", {"type": "string", "enum": VOICES}),
        Difference("VoiceIdsShared", "", "open", True, False),
    ),
    "object no longer closed": (
        put("VoiceIdsOrCustomVoice/oneOf/1/additionalProperties", True),
        Difference("VoiceId", "", "closed", True, False),
    ),
    "added variant": (
        lambda schemas: at(schemas, "VoiceIdsOrCustomVoice/oneOf").append({"type": "integer"}),
        Difference("Voice", "<integer>", "variant", False, True),
    ),
    "removed component": (
        drop("RealtimeReasoning"),
        Difference("RealtimeReasoning", "", "component", "RealtimeReasoning", None),
    ),
    "member that allows anything": (
        put(f"{_SEMANTIC_VAD}/properties/interrupt_response", {"$ref": "#/components/schemas/Gone"}),
        Difference("SemanticVad", "interrupt_response", "type", ["boolean"], []),
    ),
}
"""Edits of the small document, and the one difference that each makes."""


def test_spelling_makes_no_difference() -> None:
    assert differences(SMALL, TYPES) == []


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_makes_exactly_its_difference(name: str) -> None:
    edit, expected = EDITS[name]
    assert differences(edited(edit), TYPES) == [expected]


def test_another_schema_in_place_of_a_type_is_compared_at_its_place() -> None:
    document = edited(put("RealtimeReasoning/properties/effort", {"type": "string", "enum": ["none"]}))
    values = ["high", "low", "medium", "minimal", "xhigh"]
    assert differences(document, TYPES) == [Difference("RealtimeReasoning", "effort", "values", values, ["none"])]


def test_schemas_that_refer_to_themselves_are_compared() -> None:
    own: dict[str, Any] = {"$ref": "#/components/schemas/RealtimeReasoning"}
    document = edited(put("RealtimeReasoning/properties/effort", {"anyOf": [own, {"type": "null"}]}))
    found = {(item.member_path, item.aspect) for item in differences(document, TYPES)}
    assert found == {("effort", "type"), ("effort", "null"), ("effort", "values")}
    own_arm = edited(put("RealtimeReasoning/properties/effort", {"$ref": "#/components/schemas/Union"}))
    own_arm["components"]["schemas"]["Union"] = {"anyOf": [{"$ref": "#/components/schemas/Union"}, EFFORT]}
    assert differences(own_arm, TYPES) == []
    circle = edited(put("RealtimeReasoning/properties/effort", {"$ref": "#/components/schemas/Circle"}))
    circle["components"]["schemas"]["Circle"] = {"$ref": "#/components/schemas/Circle"}
    assert [item.theirs for item in differences(circle, TYPES)] == [[]]


def test_variants_that_nothing_distinguishes_are_all_compared() -> None:
    option: dict[str, Any] = {"type": "object", "properties": {"id": {"type": "string"}}}
    document = edited(lambda schemas: at(schemas, "VoiceIdsOrCustomVoice/oneOf").extend([option, {}]))
    extra = [Difference("Voice", f"<{tag}>", "variant", False, True) for tag in ("object#2", "any")]
    assert differences(document, TYPES) == extra


def test_messages_have_one_type_and_differ_in_their_role() -> None:
    document = json.loads(OPENAPI.read_text(encoding="utf-8"))
    items = document["components"]["schemas"]["RealtimeConversationItem"]
    (union,) = [items[keyword] for keyword in ("anyOf", "oneOf") if keyword in items]
    types = [get_wire_type("RealtimeConversationItem")]
    assert differences(document, types) == []
    union.remove({"$ref": "#/components/schemas/RealtimeConversationItemMessageUser"})
    role = {"type": "string", "const": "tutor"}
    union.append({"type": "object", "properties": {"type": {"const": "message"}, "role": role}})
    assert differences(document, types) == [
        Difference("RealtimeConversationItem", "<object:message><object:user>", "variant", True, False),
        Difference("RealtimeConversationItem", "<object:message><object:tutor>", "variant", False, True),
    ]


def test_types_that_only_packages_have_are_not_sought_in_the_document() -> None:
    types = [get_wire_type("ResponseItemReference"), get_wire_type("VoiceId")]
    assert types[0].pointer == ""
    assert differences(SMALL, types) == []


def test_schemas_that_apply_together_are_compared_as_one() -> None:
    parts = [{"type": "object", "properties": {"effort": EFFORT}}, {"properties": {"budget": {"type": "integer"}}}]
    document = edited(put("RealtimeReasoning", {"allOf": parts}))
    assert differences(document, TYPES) == [Difference("RealtimeReasoning", "budget", "member", False, True)]


def test_items_and_values_are_compared_even_where_one_side_states_none() -> None:
    tools = [get_wire_type("McpToolFilter"), get_wire_type("TracingConfig")]
    names: dict[str, Any] = {"type": "array", "items": {}}
    published: dict[str, dict[str, Any]] = {
        "McpToolFilter": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"tool_names": names, "read_only": {"type": "boolean"}},
        },
        "TracingConfig": {
            "type": "object",
            "properties": {
                "workflow_name": {"type": "string"},
                "group_id": {"type": "string"},
                "metadata": {"type": "object", "additionalProperties": {"type": "string"}},
            },
        },
    }
    assert compare(published, tools) == [
        Difference("McpToolFilter", "tool_names[]", "type", ["string"], None),
        Difference("TracingConfig", "metadata{}", "type", None, ["string"]),
    ]


def test_odd_keywords_do_not_stop_the_comparison() -> None:
    odd: dict[str, Any] = {"type": True, "properties": [], "required": {}, "enum": 3, "anyOf": {}, "allOf": 1}
    document = edited(put("RealtimeReasoning", odd))
    assert [(item.wire_type, item.aspect) for item in differences(document, TYPES)] == [
        ("RealtimeReasoning", "type")
    ]


@pytest.mark.parametrize("document", [{}, {"components": None}, {"components": {"schemas": []}}])
def test_a_document_without_schemas_lacks_every_component(document: dict[str, Any]) -> None:
    found = differences(document)
    assert {item.aspect for item in found} == {"component"}
    assert [item.wire_type for item in found] == [entry.name for entry in wire_types() if entry.pointer]


def test_a_difference_names_its_place_and_both_sides() -> None:
    found = Difference("ServerVad", "threshold", "maximum", 1, None)
    assert str(found) == "ServerVad.threshold: maximum: ours 1, theirs None"
    assert str(Difference("InfMarker", "", "component", "x", None)).startswith("InfMarker: component")


def test_an_intention_ends_when_upstream_says_something_new() -> None:
    known = Difference("ServerVad", "threshold", "maximum", 1, None)
    news = Difference("ServerVad", "threshold", "maximum", 1, 2)
    row = intention(known)
    assert row is not None
    assert row.rule == "V6"
    assert unintended([known, news]) == [news]


@pytest.fixture(scope="module")
def published() -> list[Difference]:
    return differences(json.loads(OPENAPI.read_text(encoding="utf-8")))


def test_every_difference_from_the_published_document_has_exactly_one_reason(published: list[Difference]) -> None:
    reasons = {str(item): [row.rule for row in INTENDED if row.explains(item)] for item in published}
    assert {item: rules for item, rules in reasons.items() if len(rules) != 1} == {}
    assert unintended(published) == []


@pytest.mark.parametrize("row", INTENDED, ids=lambda row: f"{row.rule}: {row.reason}")
def test_every_reason_explains_a_difference(row: Any, published: list[Difference]) -> None:
    assert any(row.explains(item) for item in published)
    assert row.rule in api_rules()
