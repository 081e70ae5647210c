"""Has a driver's client send to a local server of ours, and takes its output there."""

import json
from dataclasses import replace

from pytest_realtime.clients.client import FAILURES, Response, Status
from pytest_realtime.clients.driver.driver_session import DriverSession
from pytest_realtime.clients.driver.unasked_messages import WARM_UP, WORD, UnaskedFrames, answering
from pytest_realtime.clients.live.capture import DESTINATIONS, CapturedMessage, CaptureServer

ARRIVES_WITHIN = 2.0
"""Seconds between the driver's ``sent`` and the arrival of the payload.

A driver answers ``sent`` when its client's call has returned; the payload may then still be in a queue of the
client's. On one machine it arrives within milliseconds; the limit is for a busy one.
"""
SETTLES_WITHIN = 0.5
"""Seconds after the warm-up in which a client's own updates arrive, which it may send on ``session.created``.

One that comes later is only recognised where the payload equals its own frame.
"""


class LiveCapture:
    """A capture server for one driver client."""

    def __init__(self) -> None:
        self._server = CaptureServer()
        self._unasked: dict[str, UnaskedFrames] = {}
        self._session: DriverSession | None = None

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
        if session is not self._session:
            self._session = session
            self._server.forget()
        if wire_type not in self._unasked:
            unasked = self._unasked[wire_type] = UnaskedFrames()
            failure = self._warm_up(session, wire_type, unasked, timeout) if wire_type in WARM_UP else None
            if failure:
                return failure, 0
        unasked = self._unasked[wire_type]
        title = DESTINATIONS[wire_type].title
        # What came after the last answer belongs to the connections of earlier questions.
        unasked.settle(self._arrived(wire_type))
        self._server.clear()
        response = self._ask(session, wire_type, wire, timeout)
        if response.status is not Status.WROTE:
            return response, 0
        self._server.wait_for(lambda: bool(unasked.caused(self._arrived(wire_type))), ARRIVES_WITHIN)
        arrived = self._arrived(wire_type)
        caused = unasked.caused(arrived)
        unasked.settle(arrived)
        self._server.clear()
        output = answering(caused, wire)
        if output is None:
            message = f"the driver answered 'sent', but no {title} arrived within {ARRIVES_WITHIN:g} s"
            return Response(Status.NOT_SENT, message=f"{message}: {self._why_not_sent(len(arrived))}"), 0
        others = [message.text for message in caused if message is not output]
        return Response(Status.WROTE, text=output.text, unasked=(*unasked.texts, *others)), output.connection

    def close(self) -> None:
        """Stop the server."""
        self._server.close()

    def _warm_up(
        self, session: DriverSession, wire_type: str, unasked: UnaskedFrames, timeout: float
    ) -> Response | None:
        """Learn what the client sends by itself. Return the response if the driver can't go on after it."""
        self._server.clear()
        response = self._ask(session, wire_type, json.dumps(WARM_UP[wire_type]), timeout)
        if response.status in FAILURES:
            return replace(response, message=f"at a first update, the warm-up: {response.message}")
        if response.status is Status.WROTE:
            self._server.wait_for(
                lambda: any(WORD in message.text for message in self._arrived(wire_type)), ARRIVES_WITHIN
            )
            self._server.wait_for(lambda: False, SETTLES_WITHIN)
            unasked.learn(self._arrived(wire_type))
        self._server.clear()
        return None

    def _ask(self, session: DriverSession, wire_type: str, wire: str, timeout: float) -> Response:
        where = {"base_url": self._server.address.http, "api_key": self._server.address.api_key}
        response = session.unexpected_line() or session.response(
            session.send("send", type=wire_type, wire=wire, **where), timeout
        )
        return self._explained(response, wire_type) if response.status is Status.TIMED_OUT else response

    def _arrived(self, wire_type: str) -> list[CapturedMessage]:
        return [message for message in self._server.messages() if DESTINATIONS[wire_type].takes(message)]

    def _why_not_sent(self, own: int) -> str:
        if self._server.opened == 0:
            return "no client connected. Does the driver use base_url, and answer after its client has connected?"
        if own:
            return (
                "only what the client sends of its own accord when it connects. Does the driver answer after the "
                "call that sends the payload has returned?"
            )
        if self._server.open == 0:
            return "the client has closed its connection. Does the driver close it before the payload is sent?"
        return "the client is connected. Does the driver answer after the call that sends the payload has returned?"

    def _explained(self, response: Response, wire_type: str) -> Response:
        if self._unasked[wire_type].caused(self._arrived(wire_type)):
            title = DESTINATIONS[wire_type].title
            why = (
                f"the {title} had arrived, so the driver should have answered 'sent': it waits for something else."
            )
        elif self._server.open:
            why = (
                "the client is connected, but the payload did not arrive. Does the driver read what the server "
                "answers? Unread answers fill the socket, and then nothing can be sent."
            )
        elif self._server.opened:
            why = "the client has closed its connection, and the payload did not arrive."
        else:
            why = "no client connected. Does the driver use base_url?"
        return replace(response, message=f"{why} {response.message}")
