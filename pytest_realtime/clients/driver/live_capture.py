"""Has a driver's client send to a local server of ours, and takes its output there."""

from pytest_realtime.clients.client import Response, Status
from pytest_realtime.clients.driver.driver_session import DriverSession
from pytest_realtime.clients.live.capture import DESTINATIONS, CaptureServer

ARRIVES_WITHIN = 2.0
"""Seconds between the driver's ``sent`` and the arrival of the payload.

A driver answers ``sent`` when its client's call has returned; the payload may then still be in a queue of the
client's. On one machine it arrives within milliseconds; the limit is for a busy one.
"""


class LiveCapture:
    """A capture server for one driver client."""

    def __init__(self) -> None:
        self._server = CaptureServer()

    def send(self, session: DriverSession, wire_type: str, wire: str, timeout: float) -> tuple[Response, int]:
        """Have the driver send one payload.

        Args:
            session: The driver.
            wire_type: The payload's wire type, by name.
            wire: The payload, as JSON text.
            timeout: How long the driver may take to answer, in seconds.

        Returns:
            The response, and which WebSocket the payload came through, 0 for none.
        """
        destination = DESTINATIONS[wire_type]
        self._server.clear()
        where = {"base_url": self._server.address.http, "api_key": self._server.address.api_key}
        response = session.unexpected_line() or session.response(
            session.send("send", type=wire_type, wire=wire, **where), timeout
        )
        if response.status is not Status.WROTE:
            return response, 0
        captured = self._server.wait_for(destination.takes, ARRIVES_WITHIN)
        # The last one: a client may send an update of its own when it connects, before the one for the payload.
        output = next(filter(destination.takes, reversed(captured)), None)
        if output is None:
            message = f"the driver answered 'sent', but no {destination.title} arrived within {ARRIVES_WITHIN:g} s"
            return Response(Status.NOT_SENT, message=message), 0
        return Response(Status.WROTE, text=output.text), output.connection

    def close(self) -> None:
        """Stop the server."""
        self._server.close()
