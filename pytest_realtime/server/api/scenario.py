"""Scenarios: how the server behaves, as plain data that a test can replace."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from pytest_realtime.server.api.faults import Fault

Created = Literal["at once", "late", "never", "minimal"]
"""When ``session.created`` is sent; ``minimal``: at once, with only the members that the schema requires."""


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


@dataclass(frozen=True)
class Scenario:
    """How the server behaves.

    The n-th response of a connection is the n-th turn; after the last turn, it is repeated.
    """

    created: Created = "at once"
    late_seconds: float = 0.5
    """The delay of ``session.created`` in seconds, if it is late."""
    turns: tuple[Turn, ...] = (Turn(),)
    faults: "tuple[Fault, ...]" = ()
    speech_ms: int = 0
    """Voice activity detection: after this many milliseconds of appended audio the server detects that the user
    started and stopped speaking, commits the audio and answers, once per turn. 0: it never detects speech."""
    secret_seconds: int = 600
    """How long a client secret is valid if its request does not say."""
    beta: bool = False
    """Whether to serve connections with the header ``OpenAI-Beta: realtime=v1``, which the API retired (API rule
    S2)."""
    incoming_calls: tuple[str, ...] = ("rtc_incoming",)
    """The ids of incoming SIP calls, which clients can accept, reject, refer and hang up."""
    session: dict[str, object] = field(default_factory=dict)
    """Settings of new conversation sessions that differ from the server's defaults."""
