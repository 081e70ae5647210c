"""What is passed to ``connection.send`` of Pydantic AI for an event other than an update.

Each kind of content makes an event of a few values of its own; there is no way to send any other event.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any

from pytest_realtime.clients.in_process import Unsupported
from pytest_realtime.clients.live.packages import needed

_NAME = "pydantic-ai"


def contents_for(wire_type: str, event: Any) -> list[Any]:
    """Return what is sent for an event, one after the other. Raises :class:`Unsupported` where there is nothing."""
    make = _CONTENTS.get(wire_type)
    found = make(event) if make and isinstance(event, dict) else None
    if not found:
        raise Unsupported("Pydantic AI's connection has no content that sends this event, with these members")
    return found


def _codec() -> Any:
    return needed("pydantic_ai.realtime.codec", _NAME)


def _messages() -> Any:
    return needed("pydantic_ai.messages", _NAME)


def _bytes(text: Any) -> bytes | None:
    """The bytes that are written as this base64; None where no bytes are."""
    try:
        found = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except binascii.Error:
        return None
    return found if base64.b64encode(found).decode() == text else None


def _append(event: dict[str, Any]) -> list[Any] | None:
    sound = _bytes(event.get("audio")) if event.keys() == {"type", "audio"} else None
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
            image = _bytes(encoded) if media_type.startswith("image/") else None
            return [_messages().BinaryImage(data=image, media_type=media_type)] if image else None
    return None


def _alone(*names: str) -> Callable[[dict[str, Any]], list[Any] | None]:
    """Contents without members, for an event without members."""
    return lambda event: [getattr(_codec(), name)() for name in names] if event.keys() == {"type"} else None


_CONTENTS: Mapping[str, Callable[[dict[str, Any]], list[Any] | None]] = {
    "ConversationItemCreateEvent": _create_item,
    "InputAudioBufferAppendEvent": _append,
    "InputAudioBufferClearEvent": _alone("ClearAudio"),
    "InputAudioBufferCommitEvent": _alone("CommitAudio"),
    # Only a response that runs is cancelled.
    "ResponseCancelEvent": _alone("CreateResponse", "CancelResponse"),
    "ResponseCreateEvent": _alone("CreateResponse"),
}
"""The contents by wire type; each returns None for an event that it can't send."""
