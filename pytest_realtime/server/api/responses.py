"""The model's responses: the events of one scripted turn, which can be cancelled on their way."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pytest_realtime.server.actions import Send
from pytest_realtime.server.api.audio_bytes import format_of
from pytest_realtime.server.api.events import Members, say
from pytest_realtime.server.api.output_items import OpenItem, opened
from pytest_realtime.server.api.session_state import Session
from pytest_realtime.server.api.turns import FunctionCall, ModelMessage

IN_BETA = (ModelMessage, FunctionCall)
"""What the beta has of the items of a response."""
_USAGE = {
    "total_tokens": 20,
    "input_tokens": 10,
    "output_tokens": 10,
    "input_token_details": {"text_tokens": 10, "audio_tokens": 0, "cached_tokens": 0},
    "output_token_details": {"text_tokens": 5, "audio_tokens": 5},
}
_CURRENT_FORMATS = {"pcm16": "audio/pcm", "g711_ulaw": "audio/pcmu", "g711_alaw": "audio/pcma"}


class ModelResponse:
    """The next turn of a session, from its request to ``response.done``.

    Args:
        session: The session; its turns and items change.
        options: The member ``response`` of ``response.create``, or empty.
    """

    def __init__(self, session: Session, options: Members) -> None:
        self.id = session.issuer.new("resp")
        self.is_in_conversation = options.get("conversation") != "none"
        self.is_cancelled = False
        self._session = session
        self._turn = session.turn()
        self._options = options
        self._is_begun = False
        self._output: list[Members] = []
        self._open: OpenItem | None = None
        self._transcriptions, session.transcriptions = session.transcriptions, []
        session.response_count += 1
        session.responses[self.id] = self

    def events(self) -> Iterator[Send]:
        """Yield all events of the response, or those up to where its turn stops."""
        yield from self._begin()
        plans = [plan for plan in self._turn.output if not self._session.is_beta or isinstance(plan, IN_BETA)]
        for index, plan in enumerate(plans):
            self._open = opened(self._session, self.id, index, plan, voiced=self._voiced())
            yield from self._begin_item(self._open)
            for number, piece in enumerate(self._open.pieces()):
                if number and not self._turn.ends:
                    return
                yield piece
                if self._turn.transcription == "interleaved" and self._transcriptions:
                    yield from self._transcribe(self._transcriptions.pop(0))
            if not self._turn.ends:
                return
            yield from self._end_item(self._item_status)
        yield from self._end(self._turn.status, self._turn.reason)

    def cancel(self, reason: str) -> Iterator[Send]:
        """Yield the ends of what has begun, and of the response.

        Args:
            reason: Who cancels it: ``client_cancelled`` or ``turn_detected``.
        """
        self.is_cancelled = True
        if not self._is_begun:
            yield from self._begin()
        if self._open is not None:
            yield from self._end_item("incomplete")
        yield from self._end("cancelled", reason)

    def abandon(self) -> None:
        """Forget the response, which never begins."""
        self._session.responses.pop(self.id, None)

    @property
    def _item_status(self) -> str:
        return "completed" if self._turn.status == "completed" else "incomplete"

    def _begin(self) -> Iterator[Send]:
        yield from say(self._session, "response.created", response=self._body("in_progress"))
        self._is_begun = True

    def _begin_item(self, begun: OpenItem) -> Iterator[Send]:
        item = begun.item
        yield from say(self._session, "response.output_item.added", **begun.place, item=item)
        if self.is_in_conversation:
            previous = self._session.last_item
            self._session.add(item)
            yield from say(self._session, "conversation.item.added", previous_item_id=previous, item=item)
        yield from begun.begin()

    def _end_item(self, status: str) -> Iterator[Send]:
        ended, self._open = self._open, None
        assert ended is not None
        yield from ended.end(status)
        item = ended.item
        self._output.append(item)
        if item["id"] in self._session.items:  # the client may have deleted it meanwhile
            self._session.items[item["id"]] = item
            previous = self._session.item_before(item["id"])
            yield from say(self._session, "conversation.item.done", previous_item_id=previous, item=item)
        yield from say(self._session, "response.output_item.done", **ended.place, item=item)

    def _end(self, status: str, reason: str) -> Iterator[Send]:
        details: Members = {"type": status, "reason": reason}
        if status == "failed":
            error = {"type": "server_error", "code": reason, "message": "The model could not respond."}
            details = {"type": status, "error": error}
        more: Members = {} if status == "completed" else {"status_details": details}
        more |= {} if status == "failed" else {"usage": _USAGE}
        yield from say(self._session, "response.done", response=self._body(status) | more)
        # Only now is it sent: until then, no other response may write to the conversation.
        self._session.responses.pop(self.id, None)
        if self.is_in_conversation and self._session.connection.server_messages:
            self._session.last_done = self._session.connection.server_messages[-1].order
        yield from self._after_end(status)

    def _after_end(self, status: str) -> Iterator[Send]:
        if self._session.is_call and self._voiced():
            word = "cleared" if status == "cancelled" else "stopped"
            yield from say(self._session, f"output_audio_buffer.{word}", response_id=self.id)
        while self._transcriptions:
            yield from self._transcribe(self._transcriptions.pop(0))
        limits = [limit._asdict() for limit in self._session.scenario.rate_limits]
        if limits:
            yield from say(self._session, "rate_limits.updated", rate_limits=limits)

    def _transcribe(self, event: Members) -> Iterator[Send]:
        yield from say(self._session, event["type"], **{k: v for k, v in event.items() if k != "type"})

    def _audio_output(self) -> Members:
        """The format and the voice, as the response or else the session says; a voice is a name here (V8)."""
        settings = self._session.settings
        flat = {"voice": settings.get("voice")} if self._session.is_beta else {}
        whole = {**_output_of(settings), **flat, **_output_of(self._options)}
        voice = whole.get("voice") or "marin"
        name = format_of({"audio": {"output": whole}} if "format" in whole else settings, "output")
        kind = {"type": _CURRENT_FORMATS.get(name, name)}
        rate = {"rate": 24000} if kind["type"] == "audio/pcm" else {}
        return {"format": kind | rate, "voice": voice.get("id", "marin") if isinstance(voice, dict) else voice}

    def _modalities(self) -> list[str]:
        name = "modalities" if self._session.is_beta else "output_modalities"
        wanted = self._options.get(name) or self._session.settings.get(name) or ["audio"]
        return ["text"] if wanted == ["text"] else ["audio"]

    def _voiced(self) -> str:
        """The format of the audio; empty for written answers."""
        output = self._audio_output()["format"]["type"]
        return str(output) if self._modalities() == ["audio"] else ""

    def _body(self, status: str) -> Members:
        settings = self._session.settings
        limit = self._options.get("max_output_tokens") or settings.get("max_output_tokens") or "inf"
        body: Members = {
            "object": "realtime.response",
            "id": self.id,
            "status": status,
            "output": list(self._output),
            "output_modalities": self._modalities(),
            "max_output_tokens": limit,
            "audio": {"output": self._audio_output()},
            "conversation_id": self._session.conversation_id if self.is_in_conversation else None,
            "metadata": self._options.get("metadata"),
        }
        return body


class BegunResponse(NamedTuple):
    """In the place of a response's events, which are made while they are sent."""

    response: ModelResponse


def respond(session: Session, options: Any = None) -> Iterator[BegunResponse]:
    """Begin a response, and yield the place of its events."""
    yield BegunResponse(ModelResponse(session, options if isinstance(options, dict) else {}))


def _output_of(settings: Members) -> Members:
    audio = settings.get("audio")
    output = audio.get("output") if isinstance(audio, dict) else None
    return output if isinstance(output, dict) else {}
