"""The client behind ``cmd:PROGRAM ARGUMENTS``: one process, started when first needed and again after a crash."""

from collections import deque
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from pytest_realtime.clients.card import Card, Operation
from pytest_realtime.clients.client import FAILURES, Client, ClientError, ClientRequest, Response, Status
from pytest_realtime.clients.driver.command import split
from pytest_realtime.clients.driver.driver_session import DriverSession, PendingRequest

if TYPE_CHECKING:
    from pytest_realtime.clients.driver.live_capture import LiveCapture

MOST_RESTARTS = 5
"""How often a driver that crashed or hung is started again."""
AHEAD = 64
"""How many requests are sent before their answers are read."""


class DriverClient(Client):
    """A driver program. Raises :class:`ClientError` for a command that is no command line; starts nothing yet."""

    def __init__(self, command: str) -> None:
        self._command = command
        self._words = split(command)
        self._card: Card | None = None
        self._conversation: DriverSession | None = None
        self._starts = 0
        self._delivery: LiveCapture | None = None
        self._fault = ""
        """Why the driver is not started any more."""

    @property
    def card(self) -> Card:
        """As the driver introduced itself. Raises :class:`ClientError` when it does not start."""
        if self._card is None:
            return self._started().card
        return self._card

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        """Send one request and wait for its answer; see :meth:`Client.perform`."""
        return self.perform_many([ClientRequest(operation, wire_type, wire)], timeout=timeout)[0]

    def perform_many(self, requests: Sequence[ClientRequest], *, timeout: float) -> list[Response]:
        """Send requests ahead of their answers, each of which may take ``timeout``; see :meth:`Client.perform_many`."""
        try:
            conversation = self._started()
        except ClientError as error:
            return [Response(Status.CRASHED, message=str(error))]
        try:
            if stray := conversation.unasked():
                return [stray]
            return self._grouped(conversation, requests, timeout)
        except BaseException:
            # Interrupted: nobody will read the answers any more.
            conversation.end()
            raise

    def send_sequence(self, wire_type: str, wires: Sequence[str], *, timeout: float) -> list[Response]:
        """Have payloads sent one after the other; see :meth:`Client.send_sequence`.

        Whether a driver keeps its connection is its own matter: payloads through several are unsupported.
        """
        try:
            conversation = self._started()
        except ClientError as error:
            return [Response(Status.CRASHED, message=str(error))]
        if not conversation.card.can("send", wire_type):
            return super().send_sequence(wire_type, wires, timeout=timeout)
        requests = [ClientRequest("send", wire_type, wire) for wire in wires]
        outcomes, sockets = self._delivered(conversation, requests, timeout)
        if len({socket for socket in sockets if socket}) > 1:
            told = "each payload came through a connection of its own"
            return [Response(Status.UNSUPPORTED, message=told)] * len(wires)
        return outcomes

    def deliver(self, wire_type: str, wire: str, *, base_url: str, api_key: str, timeout: float) -> Response:
        """Have the driver send a payload to the server at ``base_url``. What arrived there, the server knows."""
        try:
            conversation = self._started()
        except ClientError as error:
            return Response(Status.CRASHED, message=str(error))
        from pytest_realtime.clients.driver.live_capture import sent

        return sent(conversation, wire_type, wire, base_url, api_key, timeout)

    def close(self) -> None:
        """Say goodbye and end the process."""
        conversation, self._conversation = self._conversation, None
        self._starts = 0
        if conversation:
            conversation.end(politely=True)
        delivery, self._delivery = self._delivery, None
        if delivery:
            delivery.close()

    def _started(self) -> DriverSession:
        """The running driver, started if need be. Raises :class:`ClientError`."""
        if self._conversation and not self._conversation.is_over:
            return self._conversation
        if not self._fault and self._starts > MOST_RESTARTS:
            self._fault = self._told(f"not started again: it was restarted {MOST_RESTARTS} times")
        if self._fault:
            raise ClientError(self._fault)
        self._starts += 1
        try:
            self._conversation = DriverSession(self._words)
        except ClientError as error:
            told = self._told(f"not started: {error}")
            # One that never started is started no second time: it is reported once, and the run fails.
            self._fault = told if self._card is None else ""
            raise ClientError(told) from None
        self._card = self._card or self._conversation.card
        return self._conversation

    def _grouped(
        self, conversation: DriverSession, requests: Sequence[ClientRequest], timeout: float
    ) -> list[Response]:
        """What is sent to a server goes one by one; all else is asked ahead."""
        outcomes: list[Response] = []
        for is_send, group in groupby(requests, lambda request: _is_sent(conversation.card, request)):
            asked = [*group]
            if is_send:
                outcomes += self._delivered(conversation, asked, timeout)[0]
            else:
                outcomes += self._pipelined(conversation, asked, timeout)
            if outcomes[-1].status in FAILURES:
                break
        return outcomes

    def _delivered(
        self, conversation: DriverSession, requests: Sequence[ClientRequest], timeout: float
    ) -> tuple[list[Response], list[int]]:
        # Runs that send nothing do without a server.
        from pytest_realtime.clients.driver.live_capture import LiveCapture

        self._delivery = self._delivery or LiveCapture()
        outcomes: list[Response] = []
        sockets: list[int] = []
        for _, wire_type, wire in requests:
            outcome, socket = self._delivery.ask(conversation, wire_type, wire, timeout)
            outcomes.append(outcome)
            sockets.append(socket)
            if outcome.status in FAILURES:
                break
        return outcomes, sockets

    def _pipelined(
        self, conversation: DriverSession, requests: Sequence[ClientRequest], timeout: float
    ) -> list[Response]:
        outcomes: list[Response] = []
        waiting: deque[PendingRequest | Response] = deque()
        rest = iter(requests)
        while True:
            while len(waiting) < AHEAD and (request := next(rest, None)):
                waiting.append(self._send(conversation, request))
            if not waiting:
                return outcomes
            outcomes.append(_answer(conversation, waiting.popleft(), timeout))
            if outcomes[-1].status in FAILURES:
                break
        # Their answers are waited for, so that no later request has to answer for what these do.
        while waiting and not conversation.is_over:
            _answer(conversation, waiting.popleft(), timeout)
        return outcomes

    def _send(self, conversation: DriverSession, request: ClientRequest) -> PendingRequest | Response:
        operation, wire_type, wire = request
        if not conversation.card.can(operation, wire_type):
            fault = f"{conversation.card.name} offers no {operation} of {wire_type}"
            return Response(Status.UNSUPPORTED, message=fault)
        return conversation.send(operation, type=wire_type, wire=wire)

    def _told(self, fault: str) -> str:
        return f"the driver 'cmd:{self._command}' is {fault}"


def _is_sent(card: Card, request: ClientRequest) -> bool:
    return request.operation == "send" and card.can("send", request.wire_type)


def _answer(conversation: DriverSession, sent: PendingRequest | Response, timeout: float) -> Response:
    return sent if isinstance(sent, Response) else conversation.answer(sent, timeout)
