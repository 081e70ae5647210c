"""What both sides of a connection can know of its conversation, from the frames that passed so far."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pytest_realtime.server.api.audio_bytes import decoded_size, format_of, milliseconds
from pytest_realtime.server.members import member_at
from pytest_realtime.server_testing.passages import Passage

_AUDIO = ("response.output_audio.delta", "response.audio.delta")
_CALLS = {"function_call": ("call_id", "O13"), "mcp_approval_request": ("id", "I19")}
"""The items of a server that a client has to answer: the members by which it does, and the API rules."""
_ANSWERS = {"function_call_output": "call_id", "mcp_approval_response": "approval_request_id"}
"""The items that answer them."""


class OwedAnswer(NamedTuple):
    """A call of the server that is complete and not answered."""

    call: Passage
    rule: str
    """The API rule that asks for the answer."""


@dataclass
class Running:
    """A response that has no end yet."""

    begun: Passage
    """The client's ``response.create``, or the server's ``response.created`` where nobody asked for it."""
    is_asked: bool
    in_conversation: bool = True


@dataclass
class ConversationLog:
    """The state of a conversation; :meth:`note` is called for each frame in its order."""

    refused: Callable[[Passage], int | None]
    """Returns the order of the frame that an error refuses; None if it refuses none."""
    created: Passage | None = None
    updates: deque[Passage] = field(default_factory=deque)
    """The updates that are not acknowledged."""
    acknowledged: Passage | None = None
    """The last acknowledgement."""
    is_early: bool = False
    """Whether the client was found not to wait for it."""
    session: dict[str, Any] = field(default_factory=dict)
    asked: deque[Passage] = field(default_factory=deque)
    """The client's ``response.create`` that nothing has answered."""
    running: dict[str, Running] = field(default_factory=dict)
    """The responses that go on, by their ids."""
    calls: dict[str, Passage] = field(default_factory=dict)
    """Everything that was called, by the id that an answer needs."""
    owed: dict[str, OwedAnswer] = field(default_factory=dict)
    """What the client has to answer, by the id that the answer needs."""
    last_answer: Passage | None = None
    """The last answer to a call, until a response is asked for."""
    spoken_ms: dict[str, int] = field(default_factory=dict)
    """How long the model's audio is so far, by item."""
    first_sound: Passage | None = None
    closing: Passage | None = None
    """``session.close`` of a translation."""
    last_error: Passage | None = None
    """An error that refused nothing, until the client sends something."""
    _bytes: dict[str, int] = field(default_factory=dict)

    def note(self, passage: Passage) -> None:
        """Take the next frame."""
        notes = _CLIENTS if passage.is_clients else _SERVERS
        if note := notes.get(passage.type):
            note(self, passage)
        if passage.is_clients and passage.frame.kind == "text":
            self.last_error = None

    @property
    def in_conversation(self) -> Running | None:
        """The response that writes to the conversation: asked for and not answered, or begun and not ended."""
        if self.asked:
            return Running(self.asked[0], is_asked=True)
        return next((running for running in self.running.values() if running.in_conversation), None)

    # What the client sent.

    def _updates(self, passage: Passage) -> None:
        self.updates.append(passage)

    def _asks(self, passage: Passage) -> None:
        if is_in_conversation(passage):
            self.asked.append(passage)
            self.last_answer = None

    def _creates_item(self, passage: Passage) -> None:
        item = passage.event.get("item")
        kind = member_at(item, "type")
        if member := _ANSWERS.get(kind) if isinstance(kind, str) else None:
            self.owed.pop(str(member_at(item, member)), None)
            if kind == "function_call_output" and member_at(item, member) in self.calls:
                self.last_answer = passage
        elif kind == "function_call":
            self.calls[str(member_at(item, "call_id"))] = passage

    def _closes(self, passage: Passage) -> None:
        self.closing = passage

    # What the server sent.

    def _created(self, passage: Passage) -> None:
        self.created = passage
        self.session = member_at(passage.event, "session") or {}

    def _updated(self, passage: Passage) -> None:
        self.session = member_at(passage.event, "session") or {}
        self.acknowledged = passage
        if self.updates:
            self.updates.popleft()

    def _responds(self, passage: Passage) -> None:
        response = passage.event.get("response")
        inside = member_at(response, "conversation_id") is not None or "conversation_id" not in (response or {})
        asked = self.asked.popleft() if self.asked and inside else None
        running = Running(asked or passage, is_asked=asked is not None, in_conversation=inside)
        self.running[str(member_at(response, "id"))] = running

    def _response_done(self, passage: Passage) -> None:
        response = passage.event.get("response")
        self.running.pop(str(member_at(response, "id")), None)
        if member_at(response, "status") != "completed":
            return
        for item in member_at(response, "output") or ():
            kind = member_at(item, "type")
            if isinstance(kind, str) and kind in _CALLS:
                member, rule = _CALLS[kind]
                self.owed[str(member_at(item, member))] = OwedAnswer(passage, rule)

    def _adds_item(self, passage: Passage) -> None:
        item = passage.event.get("item")
        if member_at(item, "type") == "function_call":
            self.calls.setdefault(str(member_at(item, "call_id")), passage)

    def _sounds(self, passage: Passage) -> None:
        self.first_sound = self.first_sound or passage
        item, delta = str(passage.event.get("item_id")), passage.event.get("delta")
        if isinstance(delta, str):
            self._bytes[item] = self._bytes.get(item, 0) + decoded_size(delta)
            self.spoken_ms[item] = milliseconds(self._bytes[item], format_of(self.session, "output"))

    def _plays(self, passage: Passage) -> None:
        self.first_sound = self.first_sound or passage

    def _fails(self, passage: Passage) -> None:
        order = self.refused(passage)
        if order is None:
            self.last_error = passage
            # A scenario may answer with an error of its own instead of a response or an acknowledgement.
            answered = self.asked or self.updates
            if answered:
                answered.popleft()
        for waiting in (self.asked, self.updates):
            for other in [other for other in waiting if other.order == order]:
                waiting.remove(other)


def is_in_conversation(passage: Passage) -> bool:
    """Whether a ``response.create`` asks for a response in the conversation."""
    return bool(member_at(passage.event, "response", "conversation") != "none")


_CLIENTS: dict[str, Callable[[ConversationLog, Passage], None]] = {
    "session.update": ConversationLog._updates,
    "transcription_session.update": ConversationLog._updates,
    "response.create": ConversationLog._asks,
    "conversation.item.create": ConversationLog._creates_item,
    "session.close": ConversationLog._closes,
}
_SERVERS: dict[str, Callable[[ConversationLog, Passage], None]] = {
    "session.created": ConversationLog._created,
    "transcription_session.created": ConversationLog._created,
    "session.updated": ConversationLog._updated,
    "transcription_session.updated": ConversationLog._updated,
    "response.created": ConversationLog._responds,
    "response.done": ConversationLog._response_done,
    "response.output_item.added": ConversationLog._adds_item,
    "conversation.item.added": ConversationLog._adds_item,
    "conversation.item.created": ConversationLog._adds_item,
    **dict.fromkeys(_AUDIO, ConversationLog._sounds),
    "output_audio_buffer.started": ConversationLog._plays,
    "error": ConversationLog._fails,
}
