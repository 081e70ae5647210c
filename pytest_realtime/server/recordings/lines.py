"""The format of a recording, JSON lines: for the reader, the writer, the JSON Schema and the docs."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, model_validator

from pytest_realtime.endpoints import KINDS
from pytest_realtime.server.limits import ServerLimits

VERSION: Final = 1
"""The version of the format. It grows with every new member, because readers reject unknown ones."""
CONTENTS = ("text", "binary", "close", "ping", "pong", "raw")
"""The members of a message that say what passed; each message has one of them."""

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Base64 = Annotated[
    str, StringConstraints(pattern=r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$")
]
LineNumber = Annotated[int, Field(ge=1)]


def _optional(description: str, *, ge: int | None = None, le: int | None = None) -> Any:
    """A member that may be absent, and is then None, but that is never null."""
    return Field(None, json_schema_extra=_without_default, description=description, ge=ge, le=le)


def _without_default(schema: dict[str, Any]) -> None:
    del schema["default"]


def _one_of_the_contents(schema: dict[str, Any]) -> None:
    schema["oneOf"] = [{"required": [name]} for name in CONTENTS]


class Line(BaseModel):
    """What all lines have in common: they allow no other members and convert no values."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class HeadLine(Line):
    """The first line."""

    recording: Literal[1] = Field(description="The version of the format.")
    tool: str = Field("", description="The program that wrote it, with its version.")
    test: str = Field("", description="The node id of the test during which it was made.")


class RecordedHeader(Line):
    """One header of a request."""

    name: str
    value: str


class RecordedRequest(Line):
    """An HTTP request, as its client sent it."""

    method: str = "GET"
    url: str = Field(description="The URL, or its path with the query.")
    headers: list[RecordedHeader] = Field([], description="In the order in which they were sent.")
    body: str = ""
    body_base64: Base64 = Field("", description="The body as base64, if it is not UTF-8.")


class RequestLine(Line):
    """An HTTP request and its reply. With `connection`, it opened that connection."""

    time: Seconds = Field(description="Seconds since the beginning.")
    request: RecordedRequest
    connection: LineNumber = _optional("The number of the WebSocket that it opened.")
    status: int = _optional("The HTTP status of the reply; 101 for an opened WebSocket.")
    reply: str = Field("", description="The body of the reply. Only errors need it.")
    kind: Literal[tuple(kind.name for kind in KINDS)] = _optional(  # type: ignore[valid-type]
        "What the server took the connection for. Only the server itself knows, and writes it. With it, "
        "an error without `refuses` refuses nothing; without it, the `event_id` in an error says what is refused.",
    )


class RecordedClose(Line):
    """A close frame."""

    code: int = _optional("Absent if the frame was empty.", ge=0, le=65535)
    reason: str = ""


class Abridgement(Line):
    """Audio that was removed from a text."""

    at: int = Field(ge=0, description="The index of the character of `text` before which it was.")
    characters: int = Field(
        ge=1,
        le=ServerLimits().message,
        description="How many characters of base64 it had. They are read as silence.",
    )


class MessageLine(Line):
    """A message or a control frame on a connection."""

    model_config = ConfigDict(json_schema_extra=_one_of_the_contents)

    time: Seconds = Field(description="Seconds since the beginning.")
    connection: LineNumber = Field(description="The number of the WebSocket, from 1.")
    direction: Literal["client", "server"] = Field(description="Who sent it.")
    text: str = _optional("A text message, exactly as it was sent.")
    binary: Base64 = _optional("A binary message, as base64.")
    close: RecordedClose = _optional("A close frame.")
    ping: Base64 = _optional("A ping; its payload as base64.")
    pong: Base64 = _optional("A pong, likewise.")
    raw: Base64 = _optional("Bytes that a server wrote to the socket outside of any frame, as base64.")
    fragments: int = Field(1, ge=1, description="The number of frames in which the message was sent.")
    refuses: LineNumber = _optional("For an error of the server: the number of the line that it refuses, from 1.")
    abridged: list[Abridgement] = Field([], description="The audio that was removed from `text`, in its order.")

    @model_validator(mode="after")
    def _check_contents(self) -> Self:
        given = [name for name in CONTENTS if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(
                f"a message has {' and '.join(given) or 'nothing'}; allowed: one of {', '.join(CONTENTS)}"
            )
        return self


class RecordedRejection(Line):
    """Why a client was cut off."""

    status: int = Field(description="The HTTP status or WebSocket close code; 0 if it got none.")
    reason: str


class RejectionLine(Line):
    """A client that the server cut off before it had read a whole message or request."""

    time: Seconds = Field(description="Seconds since the beginning.")
    rejected: RecordedRejection


AnyLine = HeadLine | RequestLine | MessageLine | RejectionLine
BY_MEMBER: Mapping[str, type[HeadLine | RequestLine | MessageLine | RejectionLine]] = {
    "recording": HeadLine,
    "request": RequestLine,
    "direction": MessageLine,
    "rejected": RejectionLine,
}
"""What a line is, by the member that only such a line has."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema of one line."""
    found = _without_titles(TypeAdapter(AnyLine).json_schema())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:pytest-realtime:recording:{VERSION}",
        "title": f"A line of a recording of pytest-realtime, version {VERSION}",
        **found,
    }


def _without_titles(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_titles(inner) for name, inner in value.items() if name != "title"}
    return [_without_titles(inner) for inner in value] if isinstance(value, list) else value


def line_text(line: AnyLine) -> str:
    """Return a line as JSON text, with the members that were set."""
    return json.dumps(line.model_dump(exclude_unset=True), ensure_ascii=False)
