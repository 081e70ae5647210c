"""The server of the fixture: it knows what clients sent, what is wrong with it, and what the test expects."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from pytest_realtime.endpoints import is_known
from pytest_realtime.server.api import RealtimeApi, Scenario
from pytest_realtime.server.limits import ServerLimits
from pytest_realtime.server.server import RealtimeServer
from pytest_realtime.server.updates import SessionUpdates
from pytest_realtime.server.watch import TIMEOUT
from pytest_realtime.server_testing.expectations import Expectation, Matches, invalid, out_of_order, refused

if TYPE_CHECKING:
    from pytest_realtime.judge import Finding
    from pytest_realtime.server_testing.traffic import Traffic
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
        self._traffic: Traffic | None = None

    @property
    def session_updates(self) -> SessionUpdates:
        """The sessions of all ``session.update`` events so far: ``.first``, ``.last``, ``.all``, ``.merged``."""
        return SessionUpdates(list(self.connections))

    @property
    def findings(self) -> "list[Finding]":
        """What is wrong with what clients sent so far, of every level: payloads, order, and what was refused."""
        return [found.finding for message in self.validated_messages() for found in message.findings]

    @property
    def environment(self) -> dict[str, str]:
        """``OPENAI_BASE_URL`` and ``OPENAI_API_KEY``, for ``monkeypatch.setenv`` or a subprocess."""
        return {"OPENAI_BASE_URL": self.base_url, "OPENAI_API_KEY": self.api_key}

    @property
    def was_connected(self) -> bool:
        """Whether any client has connected; a wrong key, an unknown path and an unknown call do not count."""
        rejected = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)
        return any(
            is_known(request.path) and self.statuses.get(request.order) not in rejected
            for request in list(self.requests)
        )

    @property
    def next_order(self) -> int:
        """A number greater than the ``order`` of all requests and frames of clients so far."""
        orders = [request.order for request in list(self.requests)]
        orders += [rejection.order for rejection in list(self.rejected)]
        for connection in list(self.connections):
            orders += [frame.order for frame in list(connection.client_messages)]
        return max(orders, default=-1) + 1

    def validated_messages(self) -> "list[ClientMessage]":
        """Return every message and body that clients sent so far, with its findings."""
        from pytest_realtime.server_testing.traffic import Traffic

        self._traffic = self._traffic or Traffic()
        assert isinstance(self.api, RealtimeApi)
        return self._traffic.messages(
            self.requests,
            self.connections,
            dict(self.api.refused),
            list(self.rejected),
            is_over=not self.is_running,
        )

    def expect_invalid(
        self, kind: str | None = None, pointer: str | None = None, *, timeout: float = TIMEOUT
    ) -> Expectation:
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
        named = " ".join(filter(None, [kind or "any finding", pointer]))
        return self._expect(f"invalid payload: {named}", invalid(kind, pointer), kind or pointer, timeout)

    def expect_refusal(self, code: str | None = None, *, timeout: float = TIMEOUT) -> Expectation:
        """Allow that the server refuses something, for the whole test or, as a context manager, for a block.

        With a code only that refusal is allowed, and it has to occur. A block always requires one, and waits.

        Args:
            code: The code of the error, such as ``"conversation_already_has_active_response"``; by default any.
            timeout: Seconds that the end of a block waits for it.
        """
        return self._expect(f"refused message: {code or 'any code'}", refused(code), code, timeout)

    def expect_out_of_order(self, rule: str | None = None, *, timeout: float = TIMEOUT) -> Expectation:
        """Allow events at the wrong time, for the whole test or, as a context manager, for a block.

        With a rule only what breaks that rule is allowed, and it has to occur. A block always requires one, and
        waits for it.

        Args:
            rule: The number of the API rule, such as ``"O9"``; by default any.
            timeout: Seconds that the end of a block waits for it.

        Raises:
            ValueError: The rule does not exist.
        """
        return self._expect(f"event out of order: {rule or 'any rule'}", out_of_order(rule), rule, timeout)

    def _expect(self, what: str, matches: Matches, named: str | None, timeout: float) -> Expectation:
        expectation = Expectation(self, what, matches, bool(named), timeout)
        self.expectations.append(expectation)
        return expectation

    def expect_no_connection(self) -> None:
        """Allow that no client connects."""
        self.is_connection_expected = False
