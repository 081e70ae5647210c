"""The JSON Schema of the protocol accepts every message on the protocol's page, and what the suite sends."""

import json
from importlib.resources import files
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from pytest_realtime.clients.card import DIALECTS, OPERATIONS, Operation
from pytest_realtime.clients.driver.protocol import INSTEAD, NORMAL, PROTOCOL, REQUIRED, request_line
from tests.clients.driver.programs import CARD

SCHEMA: dict[str, Any] = json.loads(
    files("pytest_realtime.clients.driver").joinpath("protocol.schema.json").read_text(encoding="utf-8")
)
WIRE = '{"type": "semantic_vad"}'
REQUESTS: list[dict[str, Any]] = [
    {"id": 0, "cmd": "hello", "protocol": 1},
    {"id": 7, "cmd": "roundtrip", "type": "TurnDetection", "wire": WIRE},
    {"id": 7, "cmd": "write", "type": "TurnDetection", "wire": WIRE},
    {"id": 8, "cmd": "send", "type": "SessionUpdateEvent", "wire": WIRE, "base_url": "http://127.0.0.1:4123/v1"}
    | {"api_key": "test-key"},
    {"id": 9, "cmd": "read", "type": "SessionCreatedEvent", "wire": WIRE},
    {
        "id": 9,
        "cmd": "listen",
        "base_url": "http://127.0.0.1:4123/v1",
        "api_key": "test-key",
        "model": "gpt-realtime",
    }
    | {"kind": "conversation", "until": "response.done", "timeout": 5},
    {"id": 10, "cmd": "bye"},
]
ANSWERS: list[tuple[str, dict[str, Any]]] = [
    ("hello", {"id": 0, "card": CARD}),
    ("hello", {"id": 0, "card": {**CARD, "defaults": {"TurnDetection": {"/threshold": 0.5, "/a~1b/0": None}}}}),
    ("roundtrip", {"id": 7, "wire": WIRE}),
    ("write", {"id": 7, "wire": WIRE}),
    ("send", {"id": 8, "sent": True}),
    ("read", {"id": 9, "read": True, "wire": WIRE}),
    ("read", {"id": 9, "read": True}),
    ("listen", {"id": 9, "heard": ['{"type":"response.done"}', "response.done"], "closed": False}),
    ("listen", {"id": 9, "heard": [], "failed": "KeyError: 'brand_new'"}),
    ("hello", {"id": 0, "card": {**CARD, "hears": ["response.done"]}}),
    ("bye", {"id": 10, "bye": True}),
    *((command, {"id": 1, member: "message"}) for command in OPERATIONS for member in INSTEAD),
]
WRONG: list[tuple[str, Any]] = [
    ("hello", {"id": 0, "card": {**CARD, "langauge": "rust"}}),
    ("hello", {"id": 0, "card": {**CARD, "types": {}}}),
    ("hello", {"id": 0, "card": {**CARD, "defaults": {"TurnDetection": ["/threshold"]}}}),
    ("hello", {"id": 0, "card": {**CARD, "defaults": {"TurnDetection": {"threshold": 0.5}}}}),
    ("hello", {"id": 0, "card": {**CARD, "defaults": {"TurnDetection": {"": 0.5}}}}),
    ("hello", {"id": 0, "rejected": "no"}),
    ("roundtrip", {"id": 7, "wire": {"type": "semantic_vad"}}),
    ("roundtrip", {"id": 7, "wire": WIRE, "error": "no"}),
    ("roundtrip", {"id": "7", "wire": WIRE}),
    ("roundtrip", {"wire": WIRE}),
    ("roundtrip", {"id": 7}),
    ("write", {"id": 7, "wire": {"type": "semantic_vad"}}),
    ("read", {"id": 9, "wire": WIRE}),
    ("send", {"id": 8, "sent": False}),
    ("listen", {"id": 9, "heard": [{"type": "response.done"}]}),
    ("listen", {"id": 9, "closed": True}),
    ("bye", [{"id": 10, "bye": True}]),
]


def validator(place: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{place}", "$defs": SCHEMA["$defs"]})


def test_the_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: str(request["cmd"]))
def test_requests_of_the_page(request_: dict[str, Any]) -> None:
    validator("request").validate(request_)
    Draft202012Validator(SCHEMA).validate(request_)
    members = {name: value for name, value in request_.items() if name not in ("id", "cmd")}
    assert json.loads(request_line(request_["id"], request_["cmd"], **members)) == request_


@pytest.mark.parametrize(("command", "answer"), ANSWERS)
def test_answers_of_the_page(command: str, answer: dict[str, Any]) -> None:
    validator(f"answers/{command}").validate(answer)
    Draft202012Validator(SCHEMA).validate(answer)


@pytest.mark.parametrize(("command", "answer"), WRONG)
def test_wrong_answers(command: str, answer: Any) -> None:
    assert not validator(f"answers/{command}").is_valid(answer)


def test_the_schema_and_the_code_agree() -> None:
    definitions = SCHEMA["$defs"]
    card = definitions["card"]
    assert tuple(definitions["answers"]) == tuple(definitions["requests"]) == tuple(NORMAL)
    assert tuple(card["required"]) == REQUIRED
    assert tuple(card["properties"]["dialect"]["enum"]) == DIALECTS
    assert (
        tuple(card["properties"]["types"]["additionalProperties"]["items"]["enum"])
        == OPERATIONS
        == get_args(Operation)
    )
    assert definitions["requests"]["hello"]["properties"]["protocol"]["const"] == PROTOCOL
