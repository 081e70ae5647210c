"""Scenarios: how the server behaves, as plain data that a test can replace."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from pytest_realtime.server.api.turns import Turn

if TYPE_CHECKING:
    from pytest_realtime.server.api.faults import Fault
    from pytest_realtime.server.api.playback import Playback

Created = Literal["at once", "late", "never", "minimal"]
"""When ``session.created`` is sent; ``minimal``: at once, with only the members that the schema requires."""


class Moment(Protocol):
    """Something that happens by itself; see :mod:`pytest_realtime.server.api.moments`."""

    @property
    def messages(self) -> int:
        """The client's message after which it happens; 0 when it connects."""

    def take(self, session: Any) -> Iterator[Any]:
        """Yield what the server then sends in a :class:`~pytest_realtime.server.api.session_state.Session`."""


class RateLimit(NamedTuple):
    """One limit in ``rate_limits.updated``."""

    name: Literal["requests", "tokens"] = "requests"
    limit: int = 1000
    remaining: int = 999
    reset_seconds: float = 60.0


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
    """Whether to serve the beta, which the API retired (API rule S2): connections with the header
    ``OpenAI-Beta: realtime=v1``, and its HTTP addresses."""
    incoming_calls: tuple[str, ...] = ("rtc_incoming",)
    """The ids of incoming SIP calls, which clients can accept, reject, refer and hang up."""
    session: dict[str, object] = field(default_factory=dict)
    """Settings of new conversation sessions that differ from the server's defaults."""
    moments: tuple[Moment, ...] = ()
    """What happens by itself, after a message of the client: ``IdleTimeout``, ``Dtmf``, ``McpListing``."""
    rate_limits: tuple[RateLimit, ...] = (RateLimit(),)
    """What ``rate_limits.updated`` says after each response; with none it is not sent."""
    playbacks: "tuple[Playback, ...]" = ()
    """What is sent instead of everything else: on the n-th connection the n-th of them, later on the last one.
    :meth:`from_recording` makes them."""

    @classmethod
    def interruption(
        cls, text: str = "Our menu of today is long.", answer: str = "Go on.", *, speech_ms: int = 300
    ) -> "Scenario":
        """The user interrupts the model: it speaks until enough audio has come in, and then answers anew.

        Args:
            text: What the model begins to say.
            answer: What it answers to the interruption.
            speech_ms: How much audio interrupts it.
        """
        return cls(turns=(Turn.unfinished(text), Turn(answer)), speech_ms=speech_ms)

    @classmethod
    def from_recording(cls, file: Path | str, *, timed: bool = False) -> "Scenario":
        """The server says what the server of a recording said, whatever the client sends.

        What it said after the n-th message of the recorded client is sent after the n-th message of this client;
        audio that is appended message after message counts as one. What this client sends is judged as ever.

        Args:
            file: A recording of the format in docs/recordings.md, or a HAR of Chromium.
            timed: Whether to pause as long as the recorded server did. If not, it sends as fast as it can.

        Raises:
            RecordingError: The file can't be read as a recording, or has no WebSocket.
        """
        from pytest_realtime.server.api.playback import playback_of
        from pytest_realtime.server.recordings.contents import RecordingError
        from pytest_realtime.server.recordings.recording_reader import read_recording

        recording = read_recording(Path(file))
        if not recording.connections:
            raise RecordingError(f"{file}: no WebSocket in it, so nothing can be played; allowed: one or more")
        return cls(playbacks=tuple(playback_of(connection, timed=timed) for connection in recording.connections))
