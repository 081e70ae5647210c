"""One response of the model as a stream of events, which a client may cancel on its way (O8, O10, O13, O22)."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from pytest_realtime.payloads.conversation.conversation_state import BYTES_PER_MS, ConversationState, HeldItem, Json
from pytest_realtime.payloads.generation.samples import JSON_OBJECTS, STRINGS

_AUDIO = base64.b64encode(b"\xff" * BYTES_PER_MS * 3).decode()
_AUDIO_MS = 3


@dataclass(frozen=True)
class ResponseOutcome:
    """How a response ends."""

    status: str
    details: Json | None = None


COMPLETED = ResponseOutcome("completed")
CANCELLED = ResponseOutcome("cancelled", {"type": "cancelled", "reason": "client_cancelled"})
INCOMPLETE = ResponseOutcome("incomplete", {"type": "incomplete", "reason": "max_output_tokens"})
FAILED = ResponseOutcome(
    "failed", {"type": "failed", "error": {"type": "server_error", "code": None, "message": "Try again."}}
)


class ResponseStream:
    """A response while it is streamed. Each method gives events of the server; they come in this order."""

    def __init__(self, conversation: ConversationState, params: Json, function: str | None) -> None:
        """Begin a response to a ``response.create`` with these ``params``; a ``function`` is called by its name."""
        self._conversation = conversation
        self.id = conversation.new_id("resp")
        self.is_in_band = params.get("conversation") != "none"
        """Whether it writes to the default conversation; others have events of their own only (O22)."""
        self._is_call = function is not None
        modalities = params.get("output_modalities") or conversation.session.get("output_modalities") or ["audio"]
        self._is_audio = modalities == ["audio"]
        self._call_id = conversation.new_id("call")
        self._texts: list[str] = []
        self._item = self._empty_item(function)
        self._held = HeldItem(self._item, is_fixed=True)
        self._response = {
            "object": "realtime.response",
            "id": self.id,
            "status": "in_progress",
            "status_details": None,
            "output": [],
            "conversation_id": "conv_1" if self.is_in_band else None,
            "output_modalities": modalities,
            "max_output_tokens": params.get("max_output_tokens", "inf"),
            "usage": None,
            "metadata": params.get("metadata"),
        }

    def created(self) -> Iterator[Json]:
        """The event that a response has begun."""
        yield self._conversation.server_event("response.created", response=dict(self._response))

    def begun(self) -> Iterator[Json]:
        """The events that the item of the response, and its part, have begun: both are empty (O23)."""
        yield self._of_item("response.output_item.added", item=self._item)
        if self.is_in_band:
            before = self._conversation.put(self._held)
            yield self._conversation.server_event(
                "conversation.item.added", previous_item_id=before, item=self._item
            )
        if not self._is_call:
            yield self._of_part("response.content_part.added", part=self._part(""))

    def pieces(self, *, least: int = 0) -> Iterator[Json]:
        """Some pieces of text, speech or arguments."""
        count = self._conversation.draw(st.integers(least, 3))
        if self._is_call:
            # The whole of the arguments has to be JSON, so only the last piece, which ends them, is drawn later.
            return
        for _ in range(count):
            text = self._conversation.draw(st.sampled_from(STRINGS))
            self._texts.append(text)
            if self._is_audio:
                yield self._of_part("response.output_audio_transcript.delta", delta=text)
                yield self._of_part("response.output_audio.delta", delta=_AUDIO)
            else:
                yield self._of_part("response.output_text.delta", delta=text)

    def arguments(self) -> Iterator[Json]:
        """The arguments of a call, in one or two pieces; nothing for a message."""
        if self._is_call:
            whole = json.dumps(self._conversation.draw(st.sampled_from(JSON_OBJECTS)), ensure_ascii=False)
            cut = self._conversation.draw(st.integers(0, len(whole) - 1))
            for piece in filter(None, (whole[:cut], whole[cut:])):
                self._texts.append(piece)
                yield self._of_call("response.function_call_arguments.delta", delta=piece)

    def done(self, outcome: ResponseOutcome) -> Iterator[Json]:
        """The events that end what has begun, and the response."""
        is_whole = outcome is COMPLETED
        text = "".join(self._texts)
        if self._is_call:
            yield self._of_call("response.function_call_arguments.done", name=self._item["name"], arguments=text)
            final: Json = {"arguments": text}
        else:
            yield from self._parts_done(text)
            final = {"content": [{"type": "output_audio", "transcript": text}]} if self._is_audio else {}
            final = final or {"content": [{"type": "output_text", "text": text}]}
        item = {**self._item, "status": "completed" if is_whole else "incomplete", **final}
        if self.is_in_band:
            self._keep(item, answered=not (self._is_call and is_whole))
            before = self._conversation.before(self._held)
            yield self._conversation.server_event("conversation.item.done", previous_item_id=before, item=item)
        yield self._of_item("response.output_item.done", item=item)
        yield self.ended(outcome, [item])

    def ended(self, outcome: ResponseOutcome, output: list[Json]) -> Json:
        """The event that the response has ended; it is always sent (O9)."""
        tokens = len(self._texts)
        usage = {"total_tokens": tokens, "input_tokens": 0, "output_tokens": tokens}
        response = {
            **self._response,
            "status": outcome.status,
            "status_details": outcome.details,
            "output": output,
            "usage": None if outcome is FAILED else usage,
        }
        return self._conversation.server_event("response.done", response=response)

    def _keep(self, item: Json, *, answered: bool) -> None:
        self._held.item = item
        self._held.is_fixed = not answered
        if not answered:
            self._conversation.open_calls.append(self._call_id)
        if self._is_audio and not self._is_call and self._texts:
            self._held.audio_ms = len(self._texts) * _AUDIO_MS
            self._held.audio[0] = base64.b64encode(b"\xff" * BYTES_PER_MS * self._held.audio_ms).decode()

    def _parts_done(self, text: str) -> Iterator[Json]:
        if self._is_audio:
            yield self._of_part("response.output_audio.done")
            yield self._of_part("response.output_audio_transcript.done", transcript=text)
        else:
            yield self._of_part("response.output_text.done", text=text)
        yield self._of_part("response.content_part.done", part=self._part(text))

    def _empty_item(self, function: str | None) -> Json:
        shared = {"id": self._conversation.new_id("item"), "status": "in_progress"}
        if function is not None:
            return {
                "type": "function_call",
                **shared,
                "call_id": self._call_id,
                "name": function,
                "arguments": "",
            }
        return {"type": "message", **shared, "role": "assistant", "content": []}

    def _part(self, text: str) -> Json:
        return {"type": "audio", "transcript": text} if self._is_audio else {"type": "text", "text": text}

    def _of_item(self, event: str, /, **members: Any) -> Json:
        return self._conversation.server_event(event, response_id=self.id, output_index=0, **members)

    def _of_part(self, event: str, /, **members: Any) -> Json:
        return self._of_item(event, item_id=self._item["id"], content_index=0, **members)

    def _of_call(self, event: str, /, **members: Any) -> Json:
        return self._of_item(event, item_id=self._item["id"], call_id=self._call_id, **members)
