"""Clients whose objects are built with their constructors: the operation ``write``, in process."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import pytest
from pydantic import BaseModel

from pytest_realtime.clients import ClientError, Rejected, Response, Status, Unsupported, models_client
from pytest_realtime.clients.in_process import InProcessClient

VAD = {"type": "server_vad", "threshold": 0.5}


class Vad(BaseModel):
    """A class whose parser knows less than its constructor."""

    type: str
    threshold: float | None = None


@dataclass
class Plain:
    type: str
    threshold: float | None = None


def build(cls: Any, members: Any) -> Any:
    for name in members:
        if name not in ("type", "threshold"):
            raise Unsupported(f"there is no {name}")
    return cls(**members)


def client(builder: Callable[[Any, Any], Any] = build, cls: Any = Vad, **options: Any) -> InProcessClient:
    options = {"dump_options": {"exclude_unset": True}, **options}
    return models_client("mine", {"TurnDetection": cls}, build=builder, **options)


def write(given: InProcessClient, payload: Any = VAD) -> Response:
    with given:
        return given.perform("write", "TurnDetection", json.dumps(payload), timeout=30)


def test_an_object_is_built_and_written() -> None:
    assert write(client()) == Response(Status.WROTE, '{"type":"server_vad","threshold":0.5}')


def test_only_types_that_clients_write_are_built() -> None:
    types = {"TurnDetection": dict, "AudioTranscription": dict, "AudioTranscriptionResponse": dict}
    card = models_client("mine", types, build=build).card
    assert card.types == {
        "TurnDetection": {"roundtrip", "write", "read"},
        "AudioTranscription": {"roundtrip", "write"},
        "AudioTranscriptionResponse": {"roundtrip", "read"},
    }


def test_what_has_no_members_is_built_too() -> None:
    with models_client("mine", {"McpAllowedTools": list[str]}, build=lambda cls, given: given[::-1]) as given:
        assert given.perform("write", "McpAllowedTools", '["a","b"]', timeout=30).text == '["b","a"]'


def test_a_member_without_a_word_is_unsupported() -> None:
    assert write(client(), {**VAD, "new": 1}) == Response(Status.UNSUPPORTED, message="there is no new")


def test_what_the_class_refuses_is_rejected() -> None:
    response = write(client(), {"type": "server_vad", "threshold": []})
    assert response.status is Status.REJECTED
    assert response.message.startswith("ValidationError: 1 validation error for Vad")


def test_a_builder_may_reject() -> None:
    def strict(cls: Any, members: Any) -> Any:
        raise Rejected("no detector today")

    assert write(client(strict)) == Response(Status.REJECTED, message="no detector today")


def test_a_builder_that_fails_is_at_fault() -> None:
    response = write(client(lambda cls, members: cls(type=members["typ"])))
    assert response.status is Status.ERROR
    assert response.message.startswith("the adapter's build failed for TurnDetection: KeyError: 'typ' (line ")
    assert (
        "test_builders.py). The fault is the adapter's, not the client's. Raise Unsupported for a"
        in response.message
    )


def test_a_constructor_without_the_argument_is_the_builders_fault() -> None:
    payload = {**VAD, "create_response": True}
    response = write(client(lambda cls, members: cls(**members), Plain, dump_options={}), payload)
    assert response.status is Status.ERROR
    assert "unexpected keyword argument 'create_response'" in response.message


def test_a_builder_need_not_know_what_to_do_with_an_invalid_payload() -> None:
    response = write(client(), 7)
    message = "nothing is built from an invalid payload: 'int' object is not iterable"
    assert response == Response(Status.UNSUPPORTED, message=message)


def test_a_builder_that_forgets_to_return_is_at_fault() -> None:
    response = write(client(lambda cls, members: None))
    assert response.status is Status.ERROR
    assert response.message.startswith(
        "the adapter's build returned None for TurnDetection; allowed: the object. The"
    )


def test_a_client_that_breaks_inside_crashes() -> None:
    response = write(client(lambda cls, members: json.loads(members)))  # raises in the library's code
    assert response.status is Status.CRASHED


def test_a_builder_has_to_be_callable() -> None:
    with pytest.raises(ClientError, match="build should be a function of the class and its input, not 'Vad'"):
        client("Vad")  # type: ignore[arg-type]


def test_a_class_that_nothing_parses_can_be_built() -> None:
    class Opaque:
        def __init__(self, **members: Any) -> None:
            self.members = members

    given = client(lambda cls, members: cls(**members), Opaque, dump=lambda cls, value: json.dumps(value.members))
    assert given.card.types == {"TurnDetection": {"write"}}
    assert write(given).text == json.dumps(VAD)


def test_dataclasses() -> None:
    given = client(build, Plain, dump=lambda cls, value: json.dumps(asdict(value)))
    assert write(given, {"type": "server_vad"}).text == '{"type": "server_vad", "threshold": null}'
