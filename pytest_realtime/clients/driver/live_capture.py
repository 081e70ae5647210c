"""Questions that a driver answers by sending: to a local server of ours, where its client's text is taken.

A driver answers ``sent`` when its client has given the payload away; it may still be on its way then.
"""

from pytest_realtime.clients.client import Response, Status
from pytest_realtime.clients.driver.driver_session import DriverSession
from pytest_realtime.clients.live.capture import DESTINATIONS, CapturedMessage
from pytest_realtime.clients.live.capture_server import CaptureServer

LONGEST_WAY = 2.0
"""Seconds after which nothing more is expected to arrive."""


class LiveCapture:
    """A server, started with the first question."""

    def __init__(self) -> None:
        self._listener: CaptureServer | None = None

    def ask(self, conversation: DriverSession, wire_type: str, wire: str, timeout: float) -> tuple[Response, int]:
        """Have one payload sent; returns also through which socket it came, 0 for none."""
        place = DESTINATIONS.get(wire_type)
        if place is None:
            fault = f"{wire_type} does not travel by itself; it is asked inside what holds it"
            return Response(Status.UNSUPPORTED, message=fault), 0
        listener = self._listening()
        listener.arrivals.forget()
        outcome = sent(conversation, wire_type, wire, listener.address.http, listener.address.api_key, timeout)
        if outcome.status is not Status.WROTE:
            return outcome, 0

        def arrived(heard: list[CapturedMessage]) -> bool:
            return any(map(place.takes, heard))

        heard = listener.arrivals.wait(arrived, LONGEST_WAY)
        # What a client sends of its own accord when it connects comes before what it was asked to send.
        last = next(filter(place.takes, reversed(heard)), None)
        if last is None:
            fault = f"the driver answered sent, and no {place.title} arrived in {LONGEST_WAY:g} s"
            return Response(Status.NOT_SENT, message=fault), 0
        return Response(Status.WROTE, text=last.text), last.connection

    def close(self) -> None:
        """End the server."""
        listener, self._listener = self._listener, None
        if listener:
            listener.close()

    def _listening(self) -> CaptureServer:
        if self._listener is None:
            self._listener = CaptureServer()
        return self._listener


def sent(
    conversation: DriverSession, wire_type: str, wire: str, base_url: str, api_key: str, timeout: float
) -> Response:
    """Ask a driver to send, and wait for its answer."""
    members = {"type": wire_type, "wire": wire, "base_url": base_url, "api_key": api_key}
    return conversation.unasked() or conversation.answer(conversation.send("send", **members), timeout)
