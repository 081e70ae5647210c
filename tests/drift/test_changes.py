"""Changes upstream are listed: each kind of change in its own words."""

from typing import Any

import pytest

from pytest_realtime.drift import differences
from pytest_realtime.drift.changes import spec_changes
from tests.drift.test_drift import _SEMANTIC_VAD, _SERVER_VAD, TYPES, VOICES, Edit, drop, edited, extend, put

BOUNDED = {"type": "integer", "minimum": 5000, "maximum": 30000}
NEW_ARM = {"type": "object", "required": ["type"], "properties": {"type": {"const": "third_vad"}}}
UNION = "RealtimeTurnDetection/anyOf/0/oneOf"

CHANGES: dict[str, tuple[Edit, list[str]]] = {
    "added member": (
        put(f"{_SERVER_VAD}/properties/strength", {"type": ["number", "string"]}),
        ["added    ServerVad.strength: member, number or string"],
    ),
    "removed member": (drop(f"{_SERVER_VAD}/properties/threshold"), ["removed  ServerVad.threshold: member"]),
    "other type": (
        put(f"{_SERVER_VAD}/properties/prefix_padding_ms", {"type": "string"}),
        ["changed  ServerVad.prefix_padding_ms: type: integer → string"],
    ),
    "any type": (
        put(f"{_SERVER_VAD}/properties/prefix_padding_ms", {}),
        ["changed  ServerVad.prefix_padding_ms: type: integer → anything"],
    ),
    "values": (
        put(f"{_SEMANTIC_VAD}/properties/eagerness/enum", ["auto", "low", "high", "turbo"]),
        ["added    SemanticVadEagerness: value 'turbo'", "removed  SemanticVadEagerness: value 'medium'"],
    ),
    "closed enum": (
        put("VoiceIdsShared", {"type": "string", "enum": VOICES}),
        ["changed  VoiceIdsShared: other values are no longer allowed"],
    ),
    "null allowed": (
        put(f"{_SERVER_VAD}/properties/create_response/type", ["boolean", "null"]),
        ["changed  ServerVad.create_response: null is allowed now"],
    ),
    "null forbidden": (
        put(f"{_SERVER_VAD}/properties/idle_timeout_ms", BOUNDED),
        ["changed  ServerVad.idle_timeout_ms: null is no longer allowed"],
    ),
    "required": (
        extend(f"{_SERVER_VAD}/required", "threshold"),
        ["changed  ServerVad.threshold: is required now"],
    ),
    "not required": (put(f"{_SERVER_VAD}/required", []), ["changed  ServerVad.type: is no longer required"]),
    "other bound": (
        put(f"{_SERVER_VAD}/properties/threshold/maximum", 2),
        ["changed  ServerVad.threshold: maximum: 1 → 2"],
    ),
    "no bound": (
        drop(f"{_SERVER_VAD}/properties/threshold/minimum"),
        ["changed  ServerVad.threshold: minimum: 0 → none"],
    ),
    "a keyword of its own": (
        put(f"{_SERVER_VAD}/properties/threshold/exclusiveMinimum", 0.5),
        ["changed  ServerVad.threshold: exclusiveMinimum: none → 0.5"],
    ),
    "format": (
        put("VoiceIdsOrCustomVoice/oneOf/1/properties/id/format", "uuid"),
        ["changed  VoiceId.id: format: none → uuid"],
    ),
    "condition": (
        put(f"{_SERVER_VAD}/not", {"required": ["threshold"]}),
        ['changed  ServerVad: not: none → {"required": ["threshold"]}'],
    ),
    "least members": (
        put("RealtimeReasoning/minProperties", 1),
        ["changed  RealtimeReasoning: minProperties: none → 1"],
    ),
    "no longer closed": (
        put("VoiceIdsOrCustomVoice/oneOf/1/additionalProperties", True),
        ["changed  VoiceId: other members are allowed now"],
    ),
    "new variant": (
        lambda schemas: schemas["RealtimeTurnDetection"]["anyOf"][0]["oneOf"].append(NEW_ARM),
        ["added    TurnDetection.<object:third_vad>: variant"],
    ),
    "new component": (
        put("RealtimeVideoSessionCreateRequest", {"type": "object"}),
        ["added    component RealtimeVideoSessionCreateRequest"],
    ),
    "new component of another kind": (
        put("RealtimeServerEventGreeting", {"type": "object"}),
        ["added    component RealtimeServerEventGreeting"],
    ),
    "new component of the beta": (put("RealtimeBetaServerEventGreeting", {"type": "object"}), []),
    "component of something else": (put("ChatSession", {"type": "object"}), []),
    "removed component": (
        drop("RealtimeReasoning"),
        ["removed  RealtimeReasoning: the document has no RealtimeReasoning"],
    ),
}
"""Edits of the small document and the spec_changes that each makes."""


@pytest.mark.parametrize("name", CHANGES)
def test_each_kind_of_change_has_its_own_words(name: str) -> None:
    edit, expected = CHANGES[name]
    document: dict[str, Any] = edited(edit)
    assert [str(item) for item in spec_changes(differences(document, TYPES), document)] == expected
