"""The server of the fixture: it knows what clients sent, what is wrong with it, and what the test expects."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

import pytest

from pytest_realtime.endpoints import is_known
from pytest_realtime.server.api import RealtimeApi, Scenario
from pytest_realtime.server.limits import ServerLimits
from pytest_realtime.server.server import RealtimeServer
from pytest_realtime.server.updates import SessionUpdates
from pytest_realtime.server.watch import TIMEOUT

if TYPE_CHECKING:
    from pytest_realtime.judge import Finding
    from pytest_realtime.server_testing.validation import ClientMessage


class CheckedServer(RealtimeServer):
    """A local Realtime server that checks what its clients send against the wire types and API rules.

    Args:
        scenario: How it behaves.
        tls: Serve ``https`` and ``wss``; needs the extra ``tls``.
        limits: How much the server takes from a client.
        compression: Accept permessage-deflate from clients that offer it.
        api_key: The key to accept; by default a new one.
        port: The port to listen on; 0 for any that is free.
    """

    def __init__(
        self,
        scenario: Scenario | None = None,
        *,
        tls: bool = False,
        limits: ServerLimits | None = None,
        compression: bool = False,
        api_key: str = "",
        port: int = 0,
    ) -> None:
        api = RealtimeApi(scenario, api_key=api_key)
        super().__init__(api, tls=tls, limits=limits, compression=compression, port=port)
        self.expectations: list[Expectation] = []
        self.is_connection_expected = True
        self._validated: dict[int, ClientMessage] = {}

    @property
    def session_updates(self) -> SessionUpdates:
        """The sessions of all ``session.update`` events so far: ``.first``, ``.last``, ``.all``, ``.merged``."""
        return SessionUpdates(list(self.connections))

    @property
    def findings(self) -> "list[Finding]":
        """What is wrong with the payloads that clients sent so far, of every level."""
        return [found.finding for message in self.validated_messages() for found in message.findings]

    @property
    def environment(self) -> dict[str, str]:
        """``OPENAI_BASE_URL`` and ``OPENAI_API_KEY``, for ``monkeypatch.setenv`` or a subprocess."""
        return {"OPENAI_BASE_URL": self.base_url, "OPENAI_API_KEY": self.api_key}

    @property
    def was_connected(self) -> bool:
        """Whether any client has connected; a wrong key or an unknown path does not count."""
        unauthorized = HTTPStatus.UNAUTHORIZED
        return any(
            is_known(request.path) and self.statuses.get(request.order) != unauthorized
            for request in list(self.requests)
        )

    @property
    def next_order(self) -> int:
        """A number greater than the ``order`` of all requests and frames of clients so far."""
        orders = [request.order for request in list(self.requests)]
        for connection in list(self.connections):
            orders += [frame.order for frame in list(connection.client_messages)]
        return max(orders, default=-1) + 1

    def validated_messages(self) -> "list[ClientMessage]":
        """Return every message and body that clients sent so far, with its findings."""
        from pytest_realtime.server_testing.validation import validate_all

        return validate_all(self.requests, self.connections, known=self._validated)

    def expect_invalid(
        self, kind: str | None = None, pointer: str | None = None, *, timeout: float = TIMEOUT
    ) -> "Expectation":
        """Allow invalid payloads, for the whole test or, as a context manager, for a block.

        With a kind or a pointer only that finding is allowed, and it has to occur. A block always requires a
        finding, and waits for it.

        Args:
            kind: The finding's kind, such as ``"null-invented"``; by default any.
            pointer: The place in the event or body, such as ``"/session/tools"``; by default any.
            timeout: Seconds that the end of a block waits for the finding.

        Raises:
            ValueError: The kind does not exist.
        """
        expectation = Expectation(self, _known_kind(kind), pointer, timeout)
        self.expectations.append(expectation)
        return expectation

    def expect_no_connection(self) -> None:
        """Allow that no client connects."""
        self.is_connection_expected = False


@dataclass
class Expectation:
    """Findings that do not fail a test.

    As a context manager it allows only what arrives during the block, and the end of the block waits until a
    finding is there: the client may still be sending.
    """

    server: CheckedServer
    kind: str | None
    pointer: str | None
    timeout: float = TIMEOUT
    start: int = 0
    """The order of the first message that may have the finding."""
    stop: float = float("inf")
    """The order after the last one."""

    @property
    def is_specific(self) -> bool:
        """Whether the test names the finding, so that it has to occur."""
        return (self.kind, self.pointer) != (None, None)

    def allows(self, order: int, finding: "Finding") -> bool:
        """Whether the test expects a finding in the message of this order."""
        is_it = self.kind in (None, finding.kind.value) and self.pointer in (None, finding.pointer)
        return is_it and self.start <= order < self.stop

    @property
    def occurred(self) -> bool:
        """Whether a client sent what is expected."""
        messages = self.server.validated_messages()
        return any(self.allows(message.order, found.finding) for message in messages for found in message.findings)

    def __str__(self) -> str:
        return f"invalid payload: {' '.join(filter(None, [self.kind or 'any finding', self.pointer]))}"

    def __enter__(self) -> "Expectation":
        self.start = self.server.next_order
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> Literal[False]:
        try:
            if kind is None:
                self.server.wait_for(lambda server: self.occurred, self.timeout, str(self))
        except TimeoutError as late:
            pytest.fail(f"No client sent the expected {self}\n{late}", pytrace=False)
        finally:
            self.stop = self.server.next_order
        return False


def _known_kind(kind: str | None) -> str | None:
    from pytest_realtime.did_you_mean import did_you_mean
    from pytest_realtime.judge import FindingKind

    kinds = [str(known) for known in FindingKind]
    if kind is not None and kind not in kinds:
        raise ValueError(f"unknown finding kind {kind!r}{did_you_mean(kind, kinds)}; allowed: {', '.join(kinds)}")
    return kind
