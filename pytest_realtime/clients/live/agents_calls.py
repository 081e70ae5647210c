"""The calls of the Agents SDK that send an event other than an update.

Each makes an event of a few values of its own. An event with other members, such as an ``event_id``, can only be
sent as a raw message.
"""

from dataclasses import dataclass
from typing import Any

from pytest_realtime.clients.in_process import Unsupported
from pytest_realtime.clients.live.call_tables import CallTable, bytes_of, call_in
from pytest_realtime.clients.live.packages import needed

_NAME = "openai-agents"
_SILENCE = bytes(2)
_PARTS = ({"type", "text"}, {"type", "image_url"}, {"type", "image_url", "detail"})
"""The members of the content that a user's input may have."""


@dataclass(frozen=True)
class AgentsMessage:
    """What is given to ``model.send_event``."""

    send: Any
    responds: bool = False
    """Whether the SDK also sends a response.create for it."""


def raw_message(event: Any) -> AgentsMessage:
    """Return an event as a raw message. Raises :class:`Unsupported` for anything but an object."""
    if not isinstance(event, dict):
        raise Unsupported("a raw message is an object")
    others = {name: value for name, value in event.items() if name != "type"}
    kind = {"type": event["type"]} if "type" in event else {}
    message = _inputs().RealtimeModelSendRawMessage({**kind, "other_data": others})
    return AgentsMessage(message, responds=event.get("type") == "response.create")


def call_for(wire_type: str, event: Any) -> AgentsMessage:
    """Return the call that sends an event. Raises :class:`Unsupported` where there is none."""
    return call_in(_CALLS, wire_type, event, lacking="the SDK has no call")


def _inputs() -> Any:
    return needed("agents.realtime.model_inputs", _NAME)


def _append(event: dict[str, Any]) -> AgentsMessage | None:
    """Sound is passed as bytes."""
    sound = bytes_of(event["audio"]) if event.keys() == {"type", "audio"} else None
    return None if sound is None else AgentsMessage(_inputs().RealtimeModelSendAudio(audio=sound))


def _commit(event: dict[str, Any]) -> AgentsMessage | None:
    """A commit goes with the last sound."""
    return (
        AgentsMessage(_inputs().RealtimeModelSendAudio(audio=_SILENCE, commit=True))
        if event.keys() == {"type"}
        else None
    )


def _create_item(event: dict[str, Any]) -> AgentsMessage | None:
    item = event.get("item")
    if event.keys() != {"type", "item"} or not isinstance(item, dict):
        return None
    match item:
        case {"type": "message", "role": "user", "content": [*parts], **others} if not others:
            if all(isinstance(part, dict) and part.keys() in _PARTS for part in parts):
                return AgentsMessage(_inputs().RealtimeModelSendUserInput(item), responds=True)
        case {"type": "function_call_output", "call_id": str(id_), "output": str(output), **others} if not others:
            events = needed("agents.realtime.model_events", _NAME)
            call = events.RealtimeModelToolCallEvent(name="any", call_id=id_, arguments="{}")
            return AgentsMessage(_inputs().RealtimeModelSendToolOutput(call, output, start_response=False))
    return None


_CALLS: CallTable[AgentsMessage] = {
    "ConversationItemCreateEvent": _create_item,
    "InputAudioBufferAppendEvent": _append,
    "InputAudioBufferCommitEvent": _commit,
}
