"""What payloads show: the enum values and union forms that a session has, and its optional members.

This counts by the published schema and knows nothing of the code that it measures. It is generous: what an
invalid payload shows counts, too.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from handwritten import CONNECTORS, VOICES

TARGETS: dict[str, tuple[str, ...]] = {
    "turn_detection": ("server_vad", "semantic_vad", "null"),
    "eagerness": ("low", "medium", "high", "auto"),
    "noise_reduction": ("near_field", "far_field"),
    "format": ("audio/pcm", "audio/pcmu", "audio/pcma"),
    "tool_choice": ("none", "auto", "required", "function", "mcp"),
    "connector": tuple(f"connector_{name}" for name in CONNECTORS),
    "modalities": ("text", "audio"),
    "truncation": ("auto", "disabled", "retention_ratio"),
    "tracing": ("null", "auto", "object"),
    "voice": (*VOICES, "object"),
}
"""Each group's forms: 44 for a realtime session."""
NARROW = ("turn_detection", "eagerness", "noise_reduction", "format")
"""The groups that a transcription session has: 12 forms."""


def wanted(name: str) -> frozenset[tuple[str, str]]:
    """The forms that payloads of a type can show."""
    groups = NARROW if name.startswith("RealtimeTranscription") else tuple(TARGETS)
    forms = {(group, form) for group in groups for form in TARGETS[group]}
    if name == "RealtimeSessionCreateResponse":
        forms.discard(("voice", "object"))
    return frozenset(forms)


def shown(name: str, payload: Any) -> frozenset[tuple[str, str]]:
    """The forms that a payload shows."""
    session = _member(payload, "session") if name.startswith("RealtimeClientSecret") else payload
    found = set(_of_input(_member(_member(session, "audio"), "input")))
    output = _member(_member(session, "audio"), "output")
    found |= {("format", _tag(_member(output, "format"))), ("voice", _form(output, "voice"))}
    found |= {("tool_choice", _tag_or_text(session, "tool_choice"))}
    found |= {("truncation", _tag_or_text(session, "truncation")), ("tracing", _form(session, "tracing"))}
    found |= {("modalities", item) for item in _items(session, "output_modalities") if isinstance(item, str)}
    found |= {("connector", _text(_member(tool, "connector_id"))) for tool in _items(session, "tools")}
    return frozenset(found) & _all_forms()


@cache
def _all_forms() -> frozenset[tuple[str, str]]:
    return frozenset((group, form) for group, forms in TARGETS.items() for form in forms)


def _of_input(audio: Any) -> Iterator[tuple[str, str]]:
    yield "format", _tag(_member(audio, "format"))
    yield "noise_reduction", _tag(_member(audio, "noise_reduction"))
    yield "turn_detection", _tag_or_text(audio, "turn_detection")
    detection = _member(audio, "turn_detection")
    if _tag(detection) == "semantic_vad":
        yield "eagerness", _text(_member(detection, "eagerness"))


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _items(value: Any, name: str) -> Iterable[Any]:
    items = _member(value, name)
    return items if isinstance(items, list) else ()


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _tag(value: Any) -> str:
    return _text(_member(value, "type"))


def _tag_or_text(value: Any, name: str) -> str:
    member = _member(value, name)
    if isinstance(value, dict) and name in value and member is None:
        return "null"
    return _tag(member) or _text(member)


def _form(value: Any, name: str) -> str:
    member = _member(value, name)
    return "object" if isinstance(member, dict) else _tag_or_text(value, name)


def optional_paths(schema: dict[str, Any]) -> frozenset[str]:
    """The paths of all optional members in a bundled schema; ``*`` is an item, maps have no members."""
    return frozenset(_paths(schema, schema.get("$defs", {}), ""))


def _paths(schema: Any, parts: dict[str, Any], at: str) -> Iterator[str]:
    if "$ref" in schema:
        yield from _paths(parts[schema["$ref"].rsplit("/", 1)[1]], parts, at)
    for keyword in ("anyOf", "oneOf", "allOf"):
        for variant in schema.get(keyword, ()):
            yield from _paths(variant, parts, at)
    required = schema.get("required", ())
    for name, member in schema.get("properties", {}).items():
        if name not in required:
            yield f"{at}/{name}"
        yield from _paths(member, parts, f"{at}/{name}")
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.get(keyword), dict):
            yield from _paths(schema[keyword], parts, f"{at}/*")


def paths_in(payload: Any, at: str = "") -> Iterator[str]:
    """The paths of all members of a payload, with ``*`` in place of indices and, as an alternative, of keys."""
    if isinstance(payload, dict):
        for name, value in payload.items():
            yield f"{at}/{name}"
            yield from paths_in(value, f"{at}/{name}")
            if at.endswith("/variables"):
                yield from paths_in(value, f"{at}/*")
    elif isinstance(payload, list):
        for item in payload:
            yield from paths_in(item, f"{at}/*")
