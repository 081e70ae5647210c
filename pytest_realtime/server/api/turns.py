"""Turns: what the model does in one response, as plain data."""

from typing import Literal, NamedTuple

Transcription = Literal["early", "interleaved", "late", "failed", "never"]
"""When the user's speech is transcribed: before the response that follows, between its deltas, after it, never, or
with a failure. A transcription is sent only if the session asks for it."""
Status = Literal["completed", "failed", "incomplete"]


class ModelMessage(NamedTuple):
    """A message of the model, spoken or written as the session or the response says."""

    text: str = "Hello there."
    """What it says or writes, one delta per word."""
    audio: bytes | None = None
    """Its audio, in the session's output format; None for a short beep."""


class FunctionCall(NamedTuple):
    """A call of one of the client's functions."""

    function: str
    arguments: str = "{}"
    """Its arguments, as JSON text."""


class McpCall(NamedTuple):
    """A call of a tool on an MCP server, with its outcome."""

    server_label: str
    tool: str
    arguments: str = "{}"
    output: str = "done"
    error: str = ""
    """Why the tool failed; empty if it did not."""


class McpApproval(NamedTuple):
    """The question whether an MCP server's tool may be called; ``mcp_approval_response`` answers it."""

    server_label: str
    tool: str
    arguments: str = "{}"


OutputItem = ModelMessage | FunctionCall | McpCall | McpApproval


class Turn(NamedTuple):
    """One response of the model.

    A spoken sentence by default; ``Turn(function="book", arguments='{"people": 2}')`` is a function call.
    """

    text: str = "Hello there."
    """What it says or writes, one delta per word."""
    audio: bytes | None = None
    """The audio of the answer, in the session's output format; None for a short beep."""
    function: str = ""
    """The name of a function that it calls instead of speaking."""
    arguments: str = "{}"
    """The arguments of that call, as JSON text."""
    user_transcript: str = "Hi."
    """The transcript of what the user said before this turn."""
    ends: bool = True
    """Whether the response is complete. If not, it stops after its first delta until the client cancels it, or
    until the user interrupts it."""
    items: tuple[OutputItem, ...] = ()
    """What it puts out instead, one item after the other."""
    status: Status = "completed"
    """How the response ends."""
    reason: str = ""
    """Why it failed or is incomplete: the code of an error, or ``max_output_tokens`` or ``content_filter``."""
    transcription: Transcription = "early"
    """When the transcript of the user's speech before this turn comes."""

    @classmethod
    def of(cls, *items: OutputItem) -> "Turn":
        """Several items in one response: messages, function calls, MCP calls and requests for their approval."""
        return cls(items=items)

    @classmethod
    def unfinished(cls, text: str = "Let me think about that.") -> "Turn":
        """A response that stops after its first delta, until it is cancelled or the user interrupts it."""
        return cls(text, ends=False)

    @classmethod
    def failed(cls, code: str = "rate_limit_exceeded") -> "Turn":
        """A response that fails: it ends with ``response.done``, without output, and not with ``error``."""
        return cls(status="failed", reason=code)

    @classmethod
    def incomplete(cls, text: str = "Hello", reason: str = "max_output_tokens") -> "Turn":
        """A response that is cut short, because it is too long or is filtered (``content_filter``)."""
        return cls(text, status="incomplete", reason=reason)

    @property
    def output(self) -> tuple[OutputItem, ...]:
        """The items of the response."""
        if self.items or self.status == "failed":
            return self.items
        if self.function:
            return (FunctionCall(self.function, self.arguments),)
        return (ModelMessage(self.text, self.audio),)
