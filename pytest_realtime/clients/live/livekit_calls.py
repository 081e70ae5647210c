"""The calls of LiveKit's RealtimeSession that send an event other than an update.

Each makes an event of a few values of its own. An event with other members can only be sent with ``send_event``,
which takes any event as a dict.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from pytest_realtime.clients.live.call_tables import CallTable, bytes_of, call_in
from pytest_realtime.clients.live.packages import needed

_NAME = "livekit"
_RATE = 24_000
_CHUNK = _RATE // 10 * 2
"""The bytes of sound in each event that the session sends: 100 ms."""
Send = Callable[[Any], Awaitable[None]]
"""Sends the event through a session."""


def call_for(wire_type: str, event: Any) -> Send:
    """Return the call that sends an event. Raises :class:`Unsupported` where there is none."""
    return call_in(_CALLS, wire_type, event, lacking="LiveKit's RealtimeSession has no call")


def _llm() -> Any:
    return needed("livekit.agents.llm", _NAME)


def _push(session: Any, sound: bytes) -> None:
    session.push_audio(needed("livekit.rtc", _NAME).AudioFrame(sound, _RATE, 1, len(sound) // 2))


def _append(event: dict[str, Any]) -> Send | None:
    sound = bytes_of(event["audio"]) if event.keys() == {"type", "audio"} else None
    # Other lengths are cut into several events, and what is left waits for more.
    if sound is None or len(sound) != _CHUNK:
        return None

    async def send(session: Any) -> None:
        _push(session, sound)

    return send


def _commit(event: dict[str, Any]) -> Send | None:
    async def send(session: Any) -> None:
        # Less than 100 ms of sound are not committed.
        _push(session, bytes(2 * _CHUNK))
        session.commit_audio()

    return send if event.keys() == {"type"} else None


def _clear(event: dict[str, Any]) -> Send | None:
    async def send(session: Any) -> None:
        session.clear_audio()

    return send if event.keys() == {"type"} else None


def _cancel(event: dict[str, Any]) -> Send | None:
    async def send(session: Any) -> None:
        answer = session.generate_reply()
        session.interrupt()
        await answer

    return send if event.keys() == {"type"} else None


def _respond(event: dict[str, Any]) -> Send | None:
    response = event.get("response", {})
    if not event.keys() <= {"type", "response"} or not isinstance(response, dict):
        return None
    if not response.keys() <= {"instructions"} or not isinstance(response.get("instructions", ""), str):
        return None

    async def send(session: Any) -> None:
        await session.generate_reply(**response)

    return send


def _truncate(event: dict[str, Any]) -> Send | None:
    if event.keys() != {"type", "item_id", "content_index", "audio_end_ms"} or event["content_index"] != 0:
        return None

    async def send(session: Any) -> None:
        session.truncate(message_id=event["item_id"], modalities=["audio"], audio_end_ms=event["audio_end_ms"])

    return send


def _create_item(event: dict[str, Any]) -> Send | None:
    """An item is created by adding it to the conversation, which is empty here; then it goes to its root."""
    if not event.keys() <= {"type", "item", "previous_item_id"} or event.get("previous_item_id", "root") != "root":
        return None
    item = _chat_item(event.get("item"))
    if item is None:
        return None

    async def send(session: Any) -> None:
        await session.update_chat_ctx(_llm().ChatContext([item]))

    return send


def _chat_item(item: Any) -> Any:
    llm = _llm()
    match item:
        case {"type": "message", "role": "system" | "user" | "assistant" as role, "content": [*parts], **others}:
            content = [_content(part) for part in parts]
            if others.keys() <= {"id"} and content and None not in content:
                return llm.ChatMessage(role=role, content=content, **_id(others))
        case {"type": "function_call", "call_id": id_, "name": name, "arguments": arguments, **others}:
            if others.keys() <= {"id"}:
                return llm.FunctionCall(call_id=id_, name=name, arguments=arguments, **_id(others))
        case {"type": "function_call_output", "call_id": id_, "output": output, **others}:
            if others.keys() <= {"id"}:
                return llm.FunctionCallOutput(call_id=id_, output=output, is_error=False, **_id(others))
    return None


def _id(others: dict[Any, Any]) -> dict[str, Any]:
    """The item's id, where it has one; otherwise LiveKit makes one."""
    return {"id": others["id"]} if "id" in others else {}


def _content(part: Any) -> Any:
    match part:
        case {"type": "input_text" | "output_text", "text": str(text), **others} if not others:
            return text
        case {"type": "input_image", "image_url": str(url), **others} if others.keys() <= {"detail"}:
            detail = {"inference_detail": others["detail"]} if others else {}
            return _llm().ImageContent(image=url, **detail)
    return None


_CALLS: CallTable[Send] = {
    "ConversationItemCreateEvent": _create_item,
    "ConversationItemTruncateEvent": _truncate,
    "InputAudioBufferAppendEvent": _append,
    "InputAudioBufferClearEvent": _clear,
    "InputAudioBufferCommitEvent": _commit,
    "ResponseCancelEvent": _cancel,
    "ResponseCreateEvent": _respond,
}
