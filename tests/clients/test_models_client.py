"""Clients made from a mapping of wire type names to the user's own classes, of every kind."""

import dataclasses
import enum
import json
import sys
from typing import Annotated, Any, Literal, NewType

import attrs
import msgspec
import pytest
from pydantic import BaseModel, Field
from typing_extensions import TypeAliasType, TypedDict

from pytest_realtime.clients import ClientError, InProcessClient, Response, models_client
from pytest_realtime.clients.client import Status

VAD = {"type": "server_vad", "threshold": 0.5}
SEMANTIC = {"type": "semantic_vad", "eagerness": "low"}


class ServerModel(BaseModel):
    type: Literal["server_vad"]
    threshold: float | None = None


class SemanticModel(BaseModel):
    type: Literal["semantic_vad"]
    eagerness: str = "auto"


class AliasedModel(BaseModel):
    kind: Literal["server_vad"] = Field(alias="type")
    threshold: float


class OwnDumpModel(ServerModel):
    def model_dump_json(self, *, shout: bool = False, **options: Any) -> str:
        return super().model_dump_json(**options).upper() if shout else super().model_dump_json(**options)


class UnfinishedModel(BaseModel):
    inner: "NotDefinedAnywhere"  # type: ignore[name-defined]  # noqa: F821


@dataclasses.dataclass
class ServerData:
    type: Literal["server_vad"]
    threshold: float


@attrs.define
class ServerAttrs:
    type: Literal["server_vad"]
    threshold: float = 0.5


@attrs.define
class SemanticAttrs:
    type: Literal["semantic_vad"]
    eagerness: str


@attrs.define
class OtherAttrs:
    type: str
    threshold: float


class ServerStruct(msgspec.Struct, tag="server_vad"):
    threshold: float


class SemanticStruct(msgspec.Struct, tag="semantic_vad"):
    eagerness: str


class UntaggedStruct(msgspec.Struct):
    type: str


class ServerDict(TypedDict):
    type: Literal["server_vad"]
    threshold: float


class Effort(enum.Enum):
    LOW = "low"


class Plain:
    def __init__(self, value: Any) -> None:
        self.value = value


ServerNew = NewType("ServerNew", ServerData)
AnyModel = TypeAliasType("AnyModel", Annotated[ServerModel | SemanticModel, Field(discriminator="type")])
AnyStruct = TypeAliasType("AnyStruct", ServerStruct | SemanticStruct)


def perform(
    client: InProcessClient, payload: Any, wire_type: str = "TurnDetection", operation: Any = "roundtrip"
) -> Response:
    with client:
        return client.perform(operation, wire_type, json.dumps(payload), timeout=30)


@pytest.mark.parametrize(
    "python",
    [
        ServerModel,
        ServerData,
        ServerAttrs,
        ServerStruct,
        ServerDict,
        ServerNew,
        AnyModel,
        AnyStruct,
        Annotated[ServerModel | SemanticModel, Field(discriminator="type")],
        ServerStruct | SemanticStruct,
        ServerAttrs | SemanticAttrs,
        ServerModel | None,
        dict[str, Any],
    ],
    ids=str,
)
def test_every_kind_of_class_makes_a_round_trip(python: Any) -> None:
    response = perform(models_client("mine", {"TurnDetection": python}), VAD)

    assert response.text is not None, response.message
    assert json.loads(response.text) == VAD


@pytest.mark.parametrize("python", [AnyModel, AnyStruct, ServerAttrs | SemanticAttrs], ids=str)
def test_a_union_takes_its_other_variant(python: Any) -> None:
    response = perform(models_client("mine", {"TurnDetection": python}), SEMANTIC)

    assert json.loads(response.text or "null") == SEMANTIC


@pytest.mark.parametrize("python", [ServerModel, ServerData, ServerAttrs, ServerStruct, ServerDict], ids=str)
@pytest.mark.parametrize("wire", ['{"type":"server_vad","threshold":[]}', "[]", '"x"', "{", '{"type":"other"}'])
def test_every_kind_of_class_rejects_with_its_own_message(python: Any, wire: str) -> None:
    with models_client("mine", {"TurnDetection": python}) as client:
        response = client.perform("roundtrip", "TurnDetection", wire, timeout=30)

    assert response.status == Status.REJECTED
    assert "Error: " in response.message


def test_an_attrs_rejection_names_the_member() -> None:
    response = perform(
        models_client("mine", {"TurnDetection": ServerAttrs}), {"type": "server_vad", "threshold": "x"}
    )

    assert "$.threshold" in response.message


@pytest.mark.parametrize("python", [Effort, Literal["low"], str])
def test_enums_and_literals(python: Any) -> None:
    client = models_client("mine", {"RealtimeReasoningEffort": python})

    assert perform(client, "low", "RealtimeReasoningEffort").text == '"low"'


def test_lists() -> None:
    client = models_client("mine", {"McpAllowedTools": list[str]})

    assert perform(client, ["a", "b"], "McpAllowedTools").text == '["a","b"]'


@pytest.mark.parametrize(
    ("python", "options", "expected"),
    [
        (ServerModel, {}, '{"type":"server_vad","threshold":null}'),
        (ServerModel, {"exclude_unset": True}, '{"type":"server_vad"}'),
        (ServerModel, {"exclude_none": True}, '{"type":"server_vad"}'),
        (ServerModel | None, {"exclude_unset": True}, '{"type":"server_vad"}'),
        (ServerAttrs, {"omit_if_default": True}, '{"type": "server_vad"}'),
        (OwnDumpModel, {"shout": True, "exclude_none": True}, '{"TYPE":"SERVER_VAD"}'),
    ],
)
def test_dump_options_reach_the_library(python: Any, options: dict[str, Any], expected: str) -> None:
    client = models_client("mine", {"TurnDetection": python}, dump_options=options)

    assert perform(client, {"type": "server_vad"}).text == expected


def test_by_alias() -> None:
    client = models_client("mine", {"TurnDetection": AliasedModel}, dump_options={"by_alias": True})

    assert json.loads(perform(client, VAD).text or "") == VAD


def test_encoder_options_reach_msgspec() -> None:
    client = models_client("mine", {"TurnDetection": ServerStruct}, dump_options={"order": "sorted"})

    assert perform(client, VAD).text == '{"threshold":0.5,"type":"server_vad"}'


def test_own_load_and_dump_take_any_class() -> None:
    client = models_client(
        "mine",
        {"TurnDetection": Plain},
        load=lambda cls, text: cls(json.loads(text)),
        dump=lambda cls, value: json.dumps(value.value, separators=(",", ":")),
    )

    assert perform(client, VAD).text == '{"type":"server_vad","threshold":0.5}'


def test_own_load_alone() -> None:
    client = models_client(
        "mine", {"TurnDetection": ServerModel}, load=lambda cls, text: cls(type="server_vad", threshold=1)
    )

    assert perform(client, VAD).text == '{"type":"server_vad","threshold":1.0}'


def test_own_dump_alone() -> None:
    client = models_client("mine", {"TurnDetection": ServerModel}, dump=lambda cls, value: f'"{cls.__name__}"')

    assert perform(client, VAD).text == '"ServerModel"'


def test_own_rejects() -> None:
    def load(cls: Any, text: str) -> Any:
        raise LookupError("unknown")

    client = models_client("mine", {"TurnDetection": ServerModel}, load=load, rejects=(LookupError,))

    assert perform(client, VAD) == Response(Status.REJECTED, message="LookupError: unknown")


def test_reading_is_a_round_trip_by_default() -> None:
    types = {"TurnDetection": ServerStruct}

    assert (
        perform(models_client("mine", types), VAD, operation="read").text == '{"type":"server_vad","threshold":0.5}'
    )
    assert perform(models_client("mine", types, read=lambda cls, text: None), VAD, operation="read").text is None
    assert perform(
        models_client("mine", types, read=lambda cls, text: cls.__name__), VAD, operation="read"
    ).text == ("ServerStruct")


def test_the_card_has_the_given_members() -> None:
    client = models_client(
        "mine",
        {"TurnDetection": dict, "AudioTranscription": dict, "AudioTranscriptionResponse": dict},
        version="1.2",
        language="rust",
        homepage="https://example.org",
        dialect="beta",
        defaults={"TurnDetection": {"/threshold": 0.5}},
    )
    card = client.card

    assert (card.name, card.version, card.language, card.homepage) == ("mine", "1.2", "rust", "https://example.org")
    assert (card.dialect, card.transport) == ("beta", "inproc")
    assert card.defaults == {"TurnDetection": {"/threshold": 0.5}}
    assert card.types == {
        "TurnDetection": {"roundtrip", "read"},
        "AudioTranscription": {"roundtrip"},
        "AudioTranscriptionResponse": {"roundtrip", "read"},
    }


@pytest.mark.parametrize(
    ("types", "message"),
    [
        ({}, "should map at least one wire type name"),
        ([("TurnDetection", dict)], "types should be a mapping of wire type names to classes"),
        ({"TurnDetecton": dict}, "did you mean 'TurnDetection'"),
        ({7: dict}, "7 is not a wire type name"),
        (
            {"TurnDetection": "ServerModel"},
            "'ServerModel' is not a class or type annotation; allowed: pydantic model",
        ),
        ({"TurnDetection": Plain}, "can't be used as .* For anything else pass both load= and dump="),
        ({"TurnDetection": ServerModel(type="server_vad")}, "can't be used as"),
        ({"TurnDetection": 42}, "can't be used as"),
        ({"TurnDetection": UnfinishedModel}, "can't be used as pydantic model .*NotDefinedAnywhere"),
        ({"TurnDetection": ServerStruct | ServerModel}, "can't be used as"),
        ({"TurnDetection": UntaggedStruct | ServerStruct}, "can't be used as msgspec Struct"),
        ({"TurnDetection": OtherAttrs | ServerAttrs}, "can't be used as attrs class"),
    ],
)
def test_a_wrong_type_is_reported_at_once(types: Any, message: str) -> None:
    with pytest.raises(ClientError, match=message):
        models_client("mine", types)


def test_all_errors_are_reported_together() -> None:
    with pytest.raises(ClientError) as caught:
        models_client("mine", {"TurnDetecton": dict, "Voice": Plain, "VoiceId": dict})

    lines = str(caught.value).splitlines()
    assert lines[0] == "the client 'mine' can't be built:"
    assert [line.split(":")[0] for line in lines[1:]] == ["- TurnDetecton", "- Voice"]


@pytest.mark.parametrize("python", [ServerModel, ServerData, ServerAttrs, ServerStruct], ids=str)
def test_an_unknown_dump_option_is_reported_at_once(python: Any) -> None:
    with pytest.raises(ClientError, match=r"has no option 'exclude_unsett'.*; allowed: "):
        models_client("mine", {"TurnDetection": python}, dump_options={"exclude_unsett": True})


def test_the_nearest_dump_option_is_suggested() -> None:
    with pytest.raises(ClientError, match="did you mean 'exclude_unset'"):
        models_client("mine", {"TurnDetection": ServerModel}, dump_options={"exclude_unsett": True})


@pytest.mark.parametrize(
    ("python", "options"),
    [
        (ServerModel, {"exclude_unset": "perhaps"}),
        (ServerData, {"indent": "x"}),
        (ServerStruct, {"order": "random"}),
        (ServerAttrs, {"type_overrides": 1}),
    ],
)
def test_a_wrong_value_of_a_dump_option_is_reported_at_once(python: Any, options: dict[str, Any]) -> None:
    with pytest.raises(ClientError, match="does not take the options"):
        models_client("mine", {"TurnDetection": python}, dump_options=options)


@pytest.mark.parametrize(
    "arguments",
    [
        {"load": "json"},
        {"dump": 1},
        {"read": {}},
        {"dump_options": ["exclude_unset"]},
        {"rejects": ("ValueError",)},
        {"dialect": "alpha"},
        {"version": 1},
        {"homepage": "h" * 1001},
        {"defaults": {"TurnDetecton": {}}},
    ],
    ids=lambda arguments: next(iter(arguments)),
)
def test_a_wrong_argument_is_reported_at_once(arguments: dict[str, Any]) -> None:
    with pytest.raises(ClientError):
        models_client("mine", {"TurnDetection": dict}, **arguments)


def test_a_client_needs_a_name() -> None:
    with pytest.raises(ClientError, match="name should be a non-empty string"):
        models_client(" ", {"TurnDetection": dict})


@pytest.mark.parametrize(("python", "package"), [(ServerAttrs, "cattrs"), (ServerStruct, "msgspec")])
def test_a_missing_library_names_the_extra(python: Any, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)

    with pytest.raises(ClientError, match=rf"needs the package '{package}'.*'pytest-realtime\[adapters\]'"):
        models_client("mine", {"TurnDetection": python})
