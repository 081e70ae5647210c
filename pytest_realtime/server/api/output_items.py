"""The items of a response while they are spoken, written or called: their beginnings, pieces and ends."""

import base64
import re
from collections.abc import Callable, Iterator
from typing import Any

from pytest_realtime.server.actions import Send
from pytest_realtime.server.api.audio_bytes import clip
from pytest_realtime.server.api.events import Members, say
from pytest_realtime.server.api.session_state import Session
from pytest_realtime.server.api.turns import FunctionCall, McpApproval, McpCall, ModelMessage, OutputItem


class OpenItem:
    """An item that is not complete.

    Args:
        session: The session, which gets the item's audio.
        response_id: The response that it belongs to.
        index: Its place in the response.
    """

    prefix = "item"

    def __init__(self, session: Session, response_id: str, index: int) -> None:
        self.session = session
        self.place: Members = {"response_id": response_id, "output_index": index}
        self.item: Members = {"id": session.issuer.new(self.prefix)}

    def say(self, name: str, /, **members: Any) -> Iterator[Send]:
        """Yield an event about this item."""
        yield from say(self.session, name, **self.place, item_id=self.item["id"], **members)

    def begin(self) -> Iterator[Send]:
        """Yield what follows on the item's beginning."""
        return iter(())

    def pieces(self) -> Iterator[Send]:
        """Yield its pieces; what was asked for after is what was sent."""
        return iter(())

    def end(self, status: str) -> Iterator[Send]:
        """Yield the ends of what has begun, and make :attr:`item` what it has become."""
        return iter(())


class OpenMessage(OpenItem):
    """A message that is spoken or written."""

    def __init__(self, session: Session, response_id: str, index: int, plan: ModelMessage, *, voiced: str) -> None:
        """``voiced`` is the format of the audio; empty for written messages."""
        super().__init__(session, response_id, index)
        self.item |= {"object": "realtime.item", "type": "message", "status": "in_progress", "role": "assistant"}
        self.item["content"] = []
        self.is_voiced = bool(voiced)
        self._format = voiced
        self._text_member = "transcript" if voiced else "text"
        self._audio = (clip(voiced) if plan.audio is None else plan.audio) if voiced else b""
        self._words = re.findall(r"\s*\S+(?:\s+\Z)?|\s+\Z", plan.text)
        self._said = ""

    def begin(self) -> Iterator[Send]:
        """Yield the beginning of the only part, and of the sound."""
        yield from self._say_part("response.content_part.added", part=self._part(""))
        if self.is_voiced and self.session.is_call:
            response_id = self.place["response_id"]
            yield from say(self.session, "output_audio_buffer.started", response_id=response_id)

    def pieces(self) -> Iterator[Send]:
        """Yield the audio, and word by word the text."""
        if self.is_voiced:
            self.session.has_spoken = True
            self.session.audio[self.item["id"]] = {0: self._audio}
            self.session.formats[self.item["id"]] = self._format
            if not self.session.is_call:
                delta = base64.b64encode(self._audio).decode()
                yield from self._say_part("response.output_audio.delta", delta=delta)
        name = f"response.output_{'audio_transcript' if self.is_voiced else 'text'}.delta"
        for word in self._words:
            yield from self._say_part(name, delta=word)
            self._said += word

    def end(self, status: str) -> Iterator[Send]:
        """Yield the ends of the audio, the text and the part."""
        if self.is_voiced:
            yield from self._say_part("response.output_audio.done")
            yield from self._say_part("response.output_audio_transcript.done", transcript=self._said)
        else:
            yield from self._say_part("response.output_text.done", text=self._said)
        yield from self._say_part("response.content_part.done", part=self._part(self._said))
        part = {"type": f"output_{'audio' if self.is_voiced else 'text'}", self._text_member: self._said}
        self.item = {**self.item, "status": status, "content": [part]}

    def _part(self, text: str) -> Members:
        # Events about parts have the beta's tags, unlike items (API rule I8).
        return {"type": "audio" if self.is_voiced else "text", self._text_member: text}

    def _say_part(self, name: str, **members: Any) -> Iterator[Send]:
        yield from self.say(name, content_index=0, **members)


class OpenCall(OpenItem):
    """A call of a function."""

    def __init__(self, session: Session, response_id: str, index: int, plan: FunctionCall) -> None:
        super().__init__(session, response_id, index)
        self._call_id = session.issuer.new("call")
        self._arguments = plan.arguments
        self._sent = ""
        self.item |= {"object": "realtime.item", "type": "function_call", "status": "in_progress"}
        self.item |= {"call_id": self._call_id, "name": plan.function, "arguments": ""}

    def pieces(self) -> Iterator[Send]:
        """Yield the arguments, in one piece."""
        name = "response.function_call_arguments.delta"
        yield from self.say(name, call_id=self._call_id, delta=self._arguments)
        self._sent = self._arguments

    def end(self, status: str) -> Iterator[Send]:
        """Yield the end of the arguments."""
        name = "response.function_call_arguments.done"
        function = self.item["name"]
        yield from self.say(name, call_id=self._call_id, name=function, arguments=self._sent)
        self.item = {**self.item, "status": status, "arguments": self._sent}


class OpenMcpCall(OpenItem):
    """A call of an MCP server's tool, which the server makes itself (API rule O14)."""

    prefix = "mcp"

    def __init__(self, session: Session, response_id: str, index: int, plan: McpCall) -> None:
        super().__init__(session, response_id, index)
        self._plan = plan
        self._sent = ""
        self.item |= {"type": "mcp_call", "server_label": plan.server_label, "name": plan.tool, "arguments": ""}

    def pieces(self) -> Iterator[Send]:
        """Yield the arguments, in one piece."""
        yield from self.say("response.mcp_call_arguments.delta", delta=self._plan.arguments)
        self._sent = self._plan.arguments

    def end(self, status: str) -> Iterator[Send]:
        """Yield the end of the arguments, and the outcome if the call was made."""
        yield from self.say("response.mcp_call_arguments.done", arguments=self._sent)
        self.item = {**self.item, "arguments": self._sent}
        if status != "completed":
            return
        yield from self._progress("in_progress")
        yield from self._progress("failed" if self._plan.error else "completed")
        failure = {"type": "tool_execution_error", "message": self._plan.error}
        self.item |= {"error": failure} if self._plan.error else {"output": self._plan.output}

    def _progress(self, word: str) -> Iterator[Send]:
        place = {"output_index": self.place["output_index"], "item_id": self.item["id"]}
        yield from say(self.session, f"response.mcp_call.{word}", **place)


class OpenApproval(OpenItem):
    """A question whether a tool may be called; it is complete at once."""

    prefix = "mcpr"

    def __init__(self, session: Session, response_id: str, index: int, plan: McpApproval) -> None:
        super().__init__(session, response_id, index)
        self.item |= {"type": "mcp_approval_request", "server_label": plan.server_label}
        self.item |= {"name": plan.tool, "arguments": plan.arguments}


_OPENED: dict[type, Callable[..., OpenItem]] = {
    FunctionCall: OpenCall,
    McpCall: OpenMcpCall,
    McpApproval: OpenApproval,
}


def opened(session: Session, response_id: str, index: int, plan: OutputItem, *, voiced: str) -> OpenItem:
    """Return a new item of a response, as its plan says; ``voiced`` is the format of its audio, or empty."""
    if isinstance(plan, ModelMessage):
        return OpenMessage(session, response_id, index, plan, voiced=voiced)
    return _OPENED[type(plan)](session, response_id, index, plan)
