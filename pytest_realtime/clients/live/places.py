"""Where each wire type that travels by itself arrives: as an event on a socket, or as the body of a request."""

import re
from dataclasses import dataclass

from pytest_realtime.clients.live.capture import MARK, CapturedMessage


@dataclass(frozen=True)
class Place:
    """Where a payload arrives."""

    pattern: str
    """A regular expression for an arrival's place; see :class:`CapturedMessage`."""
    is_event: bool = False

    @property
    def title(self) -> str:
        """What has to arrive, in words."""
        return "session event" if self.is_event else f"request to …/realtime{self.pattern}"

    def takes(self, arrival: CapturedMessage) -> bool:
        """Whether this is an answer to what was asked."""
        if self.is_event:
            # An event whose type got lost or changed is an answer, too: a wrong one.
            return bool(arrival.connection) and arrival.place not in _OTHERS
        return re.fullmatch(self.pattern, arrival.place) is not None


_OTHERS = frozenset({MARK, "input_audio_buffer.append", "response.create"})
"""Events that libraries send of their own accord."""

PLACES: dict[str, Place] = {
    "SessionUpdateEvent": Place("session.update", is_event=True),
    "TranslationSessionUpdateEvent": Place("session.update", is_event=True),
    "TranslationSessionCloseEvent": Place("session.close", is_event=True),
    "RealtimeClientSecretCreateRequest": Place("/client_secrets"),
    "RealtimeTranslationClientSecretCreateRequest": Place("/translations/client_secrets"),
    "RealtimeCallCreateRequest": Place("/calls"),
    "RealtimeSessionCreateRequest": Place("/calls/[^/]+/accept"),
    "RealtimeCallReferRequest": Place("/calls/[^/]+/refer"),
    "RealtimeCallRejectRequest": Place("/calls/[^/]+/reject"),
}
"""By wire type name. Types that only stand inside others are asked inside these."""
