"""A defaults profile: what a client always sends is no finding, exactly as declared and nowhere else."""

import json
from typing import Any

import pytest

from pytest_realtime.clients import Card, Client, InProcessClient
from pytest_realtime.clients.card import CardError
from pytest_realtime.engine.contract_check import check_contract
from pytest_realtime.suite.manifest import contracts

ABSENT = "must.server-vad.threshold.absent-stays-absent"
VALUE = "must.server-vad.threshold.value-is-kept"
OTHER = "must.server-vad.silence-duration-ms.absent-stays-absent"


def client(sends: Any, declared: Any, *, overwrites: bool = False) -> Client:
    """A client that always sends a threshold."""

    def roundtrip(_: str, text: str) -> str:
        payload = json.loads(text)
        return json.dumps({**payload, "threshold": sends} if overwrites else {"threshold": sends, **payload})

    types = {"ServerVad": frozenset({"roundtrip"})}
    card = Card("always", types, defaults={"ServerVad": {"/threshold": declared}})  # type: ignore[arg-type]
    return InProcessClient(card, roundtrip=roundtrip)


def findings(contract: str, held: Client) -> list[str]:
    with held:
        return [str(finding) for finding in check_contract(contracts()[contract], held, timeout=10).findings]


def test_a_declared_default_is_no_finding() -> None:
    assert findings(ABSENT, client(0.5, 0.5)) == []
    assert findings(OTHER, client(0.5, 0.5)) == []


def test_another_value_than_declared_is_one() -> None:
    assert findings(ABSENT, client(0.6, 0.5)) == ["member-invented /threshold"]


def test_what_the_payload_names_is_no_default() -> None:
    assert findings(VALUE, client(0.4, 0.4, overwrites=True)) == ["value-changed /threshold"]


HOST = "must.realtime-session-create-request.instructions.value-is-kept"
AUDIO = {"/audio/input/format": {"type": "audio/pcmu"}, "/audio/output/speed": 1}
FILLED = {"input": {"format": {"type": "audio/pcmu"}}, "output": {"speed": 1}}


def filling_client(filled: Any) -> Client:
    """A client that fills up a session's audio as far as the payload does not name it."""

    def roundtrip(_: str, text: str) -> str:
        payload = json.loads(text)
        payload["audio"] = merged(filled, payload.get("audio", {}))
        return json.dumps(payload)

    name = "RealtimeSessionCreateRequest"
    card = Card("fills", {name: frozenset({"roundtrip"})}, defaults={name: AUDIO})
    return InProcessClient(card, roundtrip=roundtrip)


def merged(ours: Any, given: Any) -> Any:
    if not isinstance(ours, dict) or not isinstance(given, dict):
        return given
    both = {name: merged(value, given[name]) for name, value in ours.items() if name in given}
    return {**ours, **given, **both}


def test_a_default_has_to_be_json() -> None:
    with pytest.raises(CardError, match="ServerVad '/threshold' is not a JSON value: Object of type object is not"):
        client(0.5, object())


def test_members_of_an_object_that_was_not_named() -> None:
    assert findings(HOST, filling_client(FILLED)) == []


def test_members_of_an_object_that_was_named_in_part() -> None:
    assert findings("must.realtime-audio-config-output.speed.value-is-kept", filling_client(FILLED)) == []


def test_an_object_with_more_than_was_declared() -> None:
    more = {**FILLED, "output": {"speed": 1, "voice": "alloy"}}
    assert findings(HOST, filling_client(more)) == ["member-invented /audio"]


@pytest.mark.parametrize("huge", ["1e999", "[" * 5_000 + "]" * 5_000])
def test_a_value_that_python_can_not_write(huge: str) -> None:
    types = {"ServerVad": frozenset({"roundtrip"})}
    card = Card("huge", types, defaults={"ServerVad": {"/threshold": 0.5}})  # type: ignore[arg-type]
    held = InProcessClient(card, roundtrip=lambda _, text: f'{{"threshold":{huge},{text[1:]}')
    assert findings(ABSENT, held) == ["member-invented /threshold"]


def everywhere(declared: dict[str, dict[str, Any]], *types: str, threshold: float = 0.5) -> Client:
    """A client that writes a threshold into every detector of a conversation that has none, whatever its type."""

    def fill(value: Any) -> Any:
        if isinstance(value, list):
            return [fill(item) for item in value]
        if not isinstance(value, dict) or value.get("type") == "transcription":
            return value
        own = {"threshold": threshold} if str(value.get("type")).endswith("_vad") else {}
        return {**own, **{name: fill(item) for name, item in value.items()}}

    card = Card("fills", dict.fromkeys([*types, *declared], frozenset({"roundtrip"})), defaults=declared)
    return InProcessClient(card, roundtrip=lambda _, text: json.dumps(fill(json.loads(text))))


SILENCE = "must.server-vad.silence-duration-ms.value-is-kept"
HOSTS = {
    "ServerVad": "/threshold",
    "TurnDetection": "/threshold",
    "RealtimeAudioConfigInput": "/turn_detection/threshold",
    "RealtimeSessionCreateRequest": "/audio/input/turn_detection/threshold",
    "SessionUpdateEvent": "/session/audio/input/turn_detection/threshold",
}


@pytest.mark.parametrize("declared", HOSTS)
@pytest.mark.parametrize("asked", HOSTS)
def test_types_inside_and_around_inherit_it(declared: str, asked: str) -> None:
    client = everywhere({declared: {HOSTS[declared]: 0.5}}, asked)
    assert findings(SILENCE, client) == []
    assert findings(SILENCE, everywhere({declared: {HOSTS[declared]: 0.5}}, asked, threshold=0.6)) != []


def test_other_variants_do_not_inherit_it() -> None:
    eagerness = "must.semantic-vad.eagerness.value-is-kept"
    assert findings(eagerness, everywhere({"ServerVad": {"/threshold": 0.5}}, "SemanticVad", "SessionUpdateEvent"))
    assert findings(eagerness, everywhere({"TurnDetection": {"/threshold": 0.5}}, "SemanticVad"))


def test_objects_that_the_payload_lacks_may_be_filled_in() -> None:
    name = "RealtimeAudioConfigInput"
    types = dict.fromkeys([name, "RealtimeSessionCreateRequest"], frozenset({"roundtrip"}))
    card = Card("fills", types, defaults={name: {"/format": {"type": "audio/pcmu"}}})  # type: ignore[arg-type]
    audio = {"input": {"format": {"type": "audio/pcmu"}}}
    held = InProcessClient(card, roundtrip=lambda _, text: json.dumps({"audio": audio, **json.loads(text)}))
    assert findings(HOST, held) == []


def test_items_of_arrays_inherit_it() -> None:
    types = dict.fromkeys(["McpTool", "RealtimeSessionCreateRequest"], frozenset({"roundtrip"}))
    card = Card("fills", types, defaults={"McpTool": {"/defer_loading": False}})  # type: ignore[arg-type]

    def roundtrip(_: str, text: str) -> str:
        payload = json.loads(text)
        for tool in payload.get("tools", [payload]):
            if tool.get("type") == "mcp":
                tool.setdefault("defer_loading", False)
        return json.dumps(payload)

    assert findings("must.mcp-tool.server-url.value-is-kept", InProcessClient(card, roundtrip=roundtrip)) == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({}, ["passed", "passed"]),
        ({"previous_item_id": None}, ["passed", "null-invented /previous_item_id"]),
        ({"previous_item_id": "root"}, ["member-invented /previous_item_id"] * 2),
    ],
)
def test_a_null_that_older_examples_have_breaks_no_must(written: dict[str, Any], expected: list[str]) -> None:
    """The place of an item (E13)."""
    card = Card("adds", {"ConversationItemCreateEvent": frozenset({"roundtrip"})})
    held = InProcessClient(card, roundtrip=lambda _, text: json.dumps({**written, **json.loads(text)}))
    place = "conversation-item-create-event.previous-item-id"
    ids = [f"must.{place}.absent-stays-absent", f"should.{place}.absent-is-not-null"]
    assert [" ".join(findings(name, held)) or "passed" for name in ids] == expected
