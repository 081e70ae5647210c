"""The client behind ``cmd:PROGRAM ARGUMENTS``: one process, started when first needed and again after a crash."""

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from pytest_realtime.clients.card import Card, Operation
from pytest_realtime.clients.client import (
    FAILURES,
    Client,
    ClientError,
    ClientRequest,
    ListenRequest,
    Response,
    Status,
)
from pytest_realtime.clients.driver.command import split
from pytest_realtime.clients.driver.driver_session import DriverSession, PendingRequest

if TYPE_CHECKING:
    from pytest_realtime.clients.driver.live_capture import LiveCapture

MAX_RESTARTS = 5
"""How often a driver that crashed or hung is started again; the driver protocol says so."""
AHEAD = 64
"""How many requests are sent before their answers are read.

With one at a time, each costs two switches between processes; more than some dozens make nothing faster, and what
is sent ahead is lost when the driver crashes.
"""

ANSWERS_EARLIER = 0.8
"""The part of a listening's time in which the driver should answer, so that it can say what was heard."""


class DriverClient(Client):
    """A driver program; not started yet. Raises :class:`ClientError` for an invalid command line."""

    def __init__(self, command: str) -> None:
        self._command = command
        self._words = split(command)
        self._card: Card | None = None
        self._session: DriverSession | None = None
        self._starts = 0
        self._capture: LiveCapture | None = None
        self._start_error = ""
        """Why the driver is not started any more."""

    @property
    def card(self) -> Card:
        """The card in the driver's answer to ``hello``. Raises :class:`ClientError` when it does not start."""
        if self._card is None:
            return self._started().card
        return self._card

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        """Send one request and wait for its answer; see :meth:`Client.perform`."""
        return self.perform_many([ClientRequest(operation, wire_type, wire)], timeout=timeout)[0]

    def perform_many(self, requests: Sequence[ClientRequest], *, timeout: float) -> list[Response]:
        """Send requests ahead of their answers; see :meth:`Client.perform_many`."""
        try:
            session = self._started()
        except ClientError as error:
            return [Response(Status.CRASHED, message=str(error))]
        try:
            if error_response := session.unexpected_line():
                return [error_response]
            responses: list[Response] = []
            # What a client transmits is captured one by one; everything else is sent ahead.
            for is_captured, group in groupby(requests, lambda request: _is_captured(session.card, request)):
                if is_captured:
                    responses += self._captured(session, [*group], timeout)[0]
                else:
                    responses += _pipelined(session, group, timeout)
                if responses[-1].status in FAILURES:
                    break
            return responses
        except BaseException:
            # Interrupted: nobody will read the answers.
            session.end()
            raise

    def send_sequence(self, wire_type: str, wires: Sequence[str], *, timeout: float) -> list[Response]:
        """Have payloads sent one after the other; see :meth:`Client.send_sequence`.

        A driver need not keep its connection: if the payloads came through several, the sequence is unsupported.
        """
        try:
            session = self._started()
        except ClientError as error:
            return [Response(Status.CRASHED, message=str(error))]
        if not session.card.can("send", wire_type):
            return super().send_sequence(wire_type, wires, timeout=timeout)
        requests = [ClientRequest("send", wire_type, wire) for wire in wires]
        responses, connections = self._captured(session, requests, timeout)
        if len({connection for connection in connections if connection}) > 1:
            message = "each payload was sent through a connection of its own"
            return [Response(Status.UNSUPPORTED, message=message)] * len(wires)
        return responses

    def listen(self, request: ListenRequest, *, timeout: float) -> Response:
        """Have the driver's client listen; see :meth:`Client.listen`."""
        try:
            session = self._started()
        except ClientError as error:
            return Response(Status.CRASHED, message=str(error))
        pending = session.send("listen", **request._asdict(), timeout=timeout * ANSWERS_EARLIER)
        return session.unexpected_line() or session.response(pending, timeout)

    def close(self) -> None:
        """Send ``bye`` and end the process."""
        session, self._session = self._session, None
        self._starts = 0
        if session:
            session.end(politely=True)
        capture, self._capture = self._capture, None
        if capture:
            capture.close()

    def _started(self) -> DriverSession:
        """The running driver, started if need be. Raises :class:`ClientError`."""
        if self._session and not self._session.is_over:
            return self._session
        driver = f"the driver 'cmd:{self._command}'"
        if not self._start_error and self._starts > MAX_RESTARTS:
            self._start_error = f"{driver} was not started again: it has been restarted {MAX_RESTARTS} times"
        if self._start_error:
            raise ClientError(self._start_error)
        self._starts += 1
        try:
            self._session = DriverSession(self._words)
        except ClientError as error:
            message = f"{driver} did not start: {error}"
            # If it never started, it is not started again: the run reports it once and fails.
            self._start_error = message if self._card is None else ""
            raise ClientError(message) from None
        self._card = self._card or self._session.card
        return self._session

    def _captured(
        self, session: DriverSession, requests: Sequence[ClientRequest], timeout: float
    ) -> tuple[list[Response], list[int]]:
        """The responses, up to and including the first failure, and the connection of each."""
        # Runs that send nothing need no server.
        from pytest_realtime.clients.driver.live_capture import LiveCapture

        self._capture = self._capture or LiveCapture()
        responses: list[Response] = []
        connections: list[int] = []
        for _, wire_type, wire in requests:
            response, connection = self._capture.send(session, wire_type, wire, timeout)
            responses.append(response)
            connections.append(connection)
            if response.status in FAILURES:
                break
        return responses, connections


def _is_captured(card: Card, request: ClientRequest) -> bool:
    return request.operation == "send" and card.can("send", request.wire_type)


def _pipelined(session: DriverSession, requests: Iterable[ClientRequest], timeout: float) -> list[Response]:
    responses: list[Response] = []
    waiting: deque[PendingRequest | Response] = deque()
    rest = iter(requests)
    while True:
        while len(waiting) < AHEAD and (request := next(rest, None)):
            waiting.append(_send(session, request))
        if not waiting:
            return responses
        responses.append(_response(session, waiting.popleft(), timeout))
        if responses[-1].status in FAILURES:
            break
    # Wait for the other answers, so that they are not blamed on a later request.
    while waiting and not session.is_over:
        _response(session, waiting.popleft(), timeout)
    return responses


def _send(session: DriverSession, request: ClientRequest) -> PendingRequest | Response:
    operation, wire_type, wire = request
    if not session.card.can(operation, wire_type):
        return Response(Status.UNSUPPORTED, message=session.card.unsupported_message(operation, wire_type))
    return session.send(operation, type=wire_type, wire=wire)


def _response(session: DriverSession, sent: PendingRequest | Response, timeout: float) -> Response:
    return sent if isinstance(sent, Response) else session.response(sent, timeout)
