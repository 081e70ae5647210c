"""Scenarios: what the server says, as plain data that a test can extend."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from pytest_realtime.server.api.faults import Fault

Created = Literal["at once", "late", "never", "minimal"]
"""When ``session.created`` comes; ``minimal``: at once, with nothing but what the schema requires."""


class Turn(NamedTuple):
    """One answer of the model."""

    text: str = "Hello there."
    """What it says or writes; one delta for each word."""
    audio: bytes | None = None
    """Spoken in the session's output format; None: a short beep."""
    function: str = ""
    """The name of a function that it calls instead of saying anything."""
    arguments: str = "{}"
    """The arguments of that call, as JSON text."""
    heard: str = "Hi."
    """What the transcription says the user said before this turn."""
    ends: bool = True
    """Whether the answer ends by itself; otherwise it stops after its first delta, until ``response.cancel``."""


@dataclass(frozen=True)
class Scenario:
    """How the server behaves towards its clients.

    The n-th answer of a connection is the n-th turn; after the last one, that one is given again.
    """

    created: Created = "at once"
    late_seconds: float = 0.5
    """How late ``session.created`` is, when it is late."""
    turns: tuple[Turn, ...] = (Turn(),)
    faults: "tuple[Fault, ...]" = ()
    speech_ms: int = 0
    """Voice activity: after so many milliseconds of appended audio the server hears the user start and stop
    speaking, commits, and answers, once for each turn. 0: it never hears a user speak."""
    secret_seconds: int = 600
    """How long a client secret is valid that does not say so."""
    beta: bool = False
    """Whether connections with the header ``OpenAI-Beta: realtime=v1`` are served; the API retired them (S2)."""
    incoming_calls: tuple[str, ...] = ("rtc_incoming",)
    """Calls that came in over SIP, which can be accepted, rejected and so on."""
    session: dict[str, object] = field(default_factory=dict)
    """Settings of a new conversation session that differ from the server's own."""
