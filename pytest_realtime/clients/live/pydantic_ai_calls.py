"""What is passed to ``connection.send`` of Pydantic AI for an event other than an update.

Each kind of content makes an event of a few values of its own; there is no way to send any other event.
"""

from collections.abc import Callable
from typing import Any

from pytest_realtime.clients.live.call_tables import CallTable, bytes_of, call_in
from pytest_realtime.clients.live.packages import needed

_NAME = "pydantic-ai"


def contents_for(wire_type: str, event: Any) -> list[Any]:
    """Return what is sent for an event, one after the other. Raises :class:`Unsupported` where there is nothing."""
    return call_in(_CONTENTS, wire_type, event, lacking="Pydantic AI's connection has no content")


def _codec() -> Any:
    return needed("pydantic_ai.realtime.codec", _NAME)


def _messages() -> Any:
    return needed("pydantic_ai.messages", _NAME)


def _append(event: dict[str, Any]) -> list[Any] | None:
    sound = bytes_of(event.get("audio")) if event.keys() == {"type", "audio"} else None
    return None if sound is None else [_messages().BinaryAudio(data=sound, media_type="audio/pcm")]


def _create_item(event: dict[str, Any]) -> list[Any] | None:
    if event.keys() != {"type", "item"}:
        return None
    match event["item"]:
        case {"type": "message", "role": role, "content": [{"type": kind, **content}], **others} if not others:
            return _message(role, kind, content)
        case {"type": "function_call_output", "call_id": id_, "output": output, **others} if not others:
            return [_codec().ToolResult(id_, output=output)]
    return None


def _message(role: str, kind: str, content: dict[Any, Any]) -> list[Any] | None:
    match role, kind, content:
        case "user", "input_text", {"text": str(text), **others} if not others:
            return [_codec().TextContext(text)]
        case "user", "input_image", {"image_url": str(url), **others} if not others:
            media_type, _, encoded = url.removeprefix("data:").partition(";base64,")
            image = bytes_of(encoded) if media_type.startswith("image/") else None
            return [_messages().BinaryImage(data=image, media_type=media_type)] if image else None
    return None


def _alone(*names: str) -> Callable[[dict[str, Any]], list[Any] | None]:
    """Contents without members, for an event without members."""
    return lambda event: [getattr(_codec(), name)() for name in names] if event.keys() == {"type"} else None


_CONTENTS: CallTable[list[Any]] = {
    "ConversationItemCreateEvent": _create_item,
    "InputAudioBufferAppendEvent": _append,
    "InputAudioBufferClearEvent": _alone("ClearAudio"),
    "InputAudioBufferCommitEvent": _alone("CommitAudio"),
    # Only a response that runs is cancelled.
    "ResponseCancelEvent": _alone("CreateResponse", "CancelResponse"),
    "ResponseCreateEvent": _alone("CreateResponse"),
}
