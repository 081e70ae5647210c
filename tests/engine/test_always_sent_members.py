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
