"""The registered client ``openai`` writes and reads as its users' calls do."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openai
import pytest
from openai.types.realtime import SessionUpdateEvent

from pytest_realtime.clients import Client, ClientError
from pytest_realtime.clients.client import Status
from pytest_realtime.clients.openai.client import client as make
from pytest_realtime.clients.openai.wire_types import FORM, PARAMS, TYPES
from pytest_realtime.deviations.file import load_deviations
from pytest_realtime.suite.manifest import contracts
from pytest_realtime.wire import get_wire_type

SECRET = {"expires_at": 0, "value": "ek_1", "session": {"type": "brand_new", "id": "s", "audio": None}}
SWITCHED_OFF = {
    "type": "session.update",
    "session": {
        "type": "realtime",
        "audio": {"input": {"turn_detection": None, "noise_reduction": None, "transcription": None}},
        "tracing": None,
        "prompt": None,
    },
}


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with make() as made:
        yield made


def output(client: Client, operation: Any, wire_type: str, payload: Any) -> Any:
    response = client.perform(operation, wire_type, json.dumps(payload), timeout=30)
    assert response.text is not None, response.message
    return json.loads(response.text)


def test_the_card_introduces_the_installed_package(client: Client) -> None:
    assert (client.card.name, client.card.version) == ("openai", openai.__version__)
    assert client.card.types.keys() == TYPES.keys() | PARAMS.keys() | FORM.keys()


def test_the_operations_are_those_of_the_types_directions(client: Client) -> None:
    operations = {"write": "roundtrip", "read": "read"}

    assert client.card.types == {
        name: {operations[direction] for direction in get_wire_type(name).directions} for name in client.card.types
    }


def test_an_event_is_written_as_the_package_sends_it(client: Client) -> None:
    event = SessionUpdateEvent.model_validate(SWITCHED_OFF)
    response = client.perform("roundtrip", "SessionUpdateEvent", json.dumps(SWITCHED_OFF), timeout=30)

    assert response.text == event.to_json(use_api_names=True, exclude_unset=True)
    assert json.loads(response.text) == SWITCHED_OFF


@pytest.mark.parametrize(
    ("wire_type", "payload"),
    [
        ("TurnDetection", {"type": "semantic_vad", "eagerness": "high"}),
        ("NoiseReductionType", "near_field"),
        ("Voice", {"id": "voice_1"}),
        ("McpAllowedTools", ["a", "b"]),
        ("RealtimeTracingConfig", "auto"),
        ("RealtimeToolsConfig", {"type": "function", "name": "roll", "parameters": {"a": [None, 1, 1.5]}}),
        ("RealtimeClientSecretCreateRequest", {"expires_after": {"anchor": "created_at", "seconds": 10}}),
        ("RealtimeTranslationSessionCreateRequest", {"model": "m", "audio": {"input": {"transcription": None}}}),
        ("RealtimeCallRejectRequest", {"status_code": 486}),
    ],
)
def test_parts_and_bodies_are_written(wire_type: str, payload: Any, client: Client) -> None:
    assert output(client, "roundtrip", wire_type, payload) == payload


def test_a_rejection_is_the_packages_own(client: Client) -> None:
    response = client.perform("roundtrip", "ServerVad", '{"type":"other"}', timeout=30)

    assert response.status == Status.REJECTED
    assert response.message.startswith("ValidationError: 1 validation error for ServerVad")


@pytest.mark.parametrize(
    ("wire_type", "payload"),
    [
        ("RealtimeClientSecretCreateResponse", SECRET),
        ("SessionCreatedEvent", {"type": "session.created", "event_id": "e", "session": {"type": "brand_new"}}),
        ("SessionUpdatedEvent", {"type": "session.brand_new", "event_id": None}),
        ("TranslationSessionClosedEvent", {"type": "session.closed", "event_id": "e", "brand_new": [1]}),
        ("TurnDetection", {"type": "brand_new_vad", "level": None}),
        ("NoiseReductionType", "brand_new"),
    ],
)
def test_a_newer_servers_payload_is_read(wire_type: str, payload: Any, client: Client) -> None:
    assert output(client, "read", wire_type, payload) == payload


def test_a_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)

    with pytest.raises(ClientError, match=r"needs the package 'openai'.*pip install 'pytest-realtime\[openai\]'"):
        make()


def test_types_that_the_installed_version_lacks_are_not_applicable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TYPES, "TurnDetection", "realtime.NoSuchType")
    monkeypatch.setitem(TYPES, "VoiceId", "realtime.no_such_module.NoSuchType")

    assert not {"TurnDetection", "VoiceId"} & set(make().card.types)


def test_a_package_before_the_ga_api_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TYPES, "SessionUpdateEvent", "realtime.NoSuchType")

    with pytest.raises(ClientError, match=rf"openai {openai.__version__} has no SessionUpdateEvent"):
        make()


def test_the_connection_of_the_installed_version_is_what_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Releases up to 3.20 at least passed ``exclude_defaults`` here, and that has to show (C1)."""
    from openai.resources.realtime.realtime import RealtimeConnection

    def send(self: Any, event: Any) -> None:
        self._connection.send(event.to_json(use_api_names=True, exclude_defaults=True, exclude_unset=True))

    monkeypatch.setattr(RealtimeConnection, "send", send)
    with make() as client:
        assert output(client, "roundtrip", "RealtimeAudioConfigInput", {"turn_detection": None}) == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"sdp": "v=0\r\ns=ü\r\n", "session": {"type": "realtime", "tracing": None, "tools": []}},
        {"sdp": "v=0", "session": {"type": "realtime", "audio": {"output": {"speed": 1.0}}}},
        {"sdp": "v=0"},
        {"sdp": ""},
    ],
)
def test_a_call_is_created_with_the_form_that_is_sent(fields: dict[str, Any], client: Client) -> None:
    assert output(client, "roundtrip", "RealtimeCallCreateRequest", fields) == fields


@pytest.mark.parametrize("fields", [{}, {"sdp": 1}, {"sdp": "v=0", "sesion": {}}])
def test_a_form_that_the_call_does_not_take_is_rejected(fields: dict[str, Any], client: Client) -> None:
    response = client.perform("roundtrip", "RealtimeCallCreateRequest", json.dumps(fields), timeout=10)
    assert response.status is Status.REJECTED
    assert "TypeError" in response.message


def test_the_listed_deviations_of_an_old_version_are_contracts_with_a_reason() -> None:
    file = Path(__file__).with_name("openai-3.3.1.toml")
    listed = load_deviations(file, contract_ids=contracts())

    assert len(listed) == 22
    assert all("exclude_defaults" in deviation.reason for deviation in listed)


def test_naming_clients_imports_no_optional_package() -> None:
    program = (
        "import sys, pytest_realtime.clients; print({'openai', 'attrs', 'cattrs', 'msgspec'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)

    assert done.stdout.strip() == "set()"
