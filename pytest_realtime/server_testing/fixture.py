"""The servers of one test: started when it asks for them, stopped and judged when it is over."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest

from pytest_realtime.endpoints import is_known
from pytest_realtime.server.api import RealtimeApi, Scenario
from pytest_realtime.server.limits import ServerLimits
from pytest_realtime.server.server import RealtimeServer
from pytest_realtime.server.updates import SessionUpdates
from pytest_realtime.server.waiting import TIMEOUT
from pytest_realtime.server_testing.client_hints import environment
from pytest_realtime.server_testing.expecting import Expectation, checked_kind

if TYPE_CHECKING:
    from pytest_realtime.judge import Finding
    from pytest_realtime.server_testing.validation import ClientMessage

MARKER = "realtime_invalid"
OUTCOME = pytest.StashKey[str]()


class CheckedServer(RealtimeServer):
    """A local Realtime server whose clients are held to the rulings when the test is over."""

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
        """``api_key``: the key to accept, by default a new one. ``port``: where to listen, by default anywhere.

        ``compression``: whether clients that offer permessage-deflate get it.
        """
        api = RealtimeApi(scenario, api_key=api_key)
        super().__init__(api, tls=tls, limits=limits, compression=compression, port=port)
        self.expectations: list[Expectation] = []
        self.is_visit_expected = True
        self._judged: dict[int, ClientMessage] = {}

    @property
    def session_updates(self) -> SessionUpdates:
        """The sessions of all ``session.update`` events so far: ``.first``, ``.last``, ``.all``, ``.merged``."""
        return SessionUpdates(list(self.connections))

    @property
    def findings(self) -> "list[Finding]":
        """All that is wrong with what clients sent so far, of every level."""
        return [finding for one in self.judged() for finding in one.findings]

    @property
    def environment(self) -> dict[str, str]:
        """The variables by which many clients find a server, for ``monkeypatch.setenv`` or a process."""
        return environment(self)

    @property
    def was_connected(self) -> bool:
        """Whether any client was let in: with a valid key, to an address that there is."""
        unauthorized = HTTPStatus.UNAUTHORIZED
        return any(
            is_known(request.path) and self.answers.get(request.order) != unauthorized
            for request in list(self.requests)
        )

    @property
    def arrived(self) -> int:
        """A number greater than that of any request or frame so far."""
        orders = [request.order for request in list(self.requests)]
        orders += [frame.order for connection in list(self.connections) for frame in list(connection.sent)]
        return max(orders, default=-1) + 1

    def judged(self) -> "list[ClientMessage]":
        """Every text of a client so far, with what is wrong with it."""
        from pytest_realtime.server_testing.validation import judge_all

        return judge_all(self.requests, self.connections, known=self._judged)

    def expect_invalid(
        self, kind: str | None = None, pointer: str | None = None, *, timeout: float = TIMEOUT
    ) -> Expectation:
        """Let clients send what is invalid: by itself for the whole test, or as a context manager for its block.

        ``kind`` and ``pointer`` narrow it to one finding, which then has to occur; other findings still fail.
        A block also has to see one when neither is given; it waits for it up to ``timeout`` seconds.
        Raises :class:`ValueError` for a kind that does not exist.
        """
        expectation = Expectation(self, checked_kind(kind), pointer, timeout)
        self.expectations.append(expectation)
        return expectation

    def expect_no_connection(self) -> None:
        """It is right that no client ever comes."""
        self.is_visit_expected = False


class Servers:
    """The servers of one test; calling it starts another one."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._request = request
        self._servers: list[CheckedServer] = []
        _watch_outcomes(request.config)

    def __call__(self, scenario: Scenario | None = None, **options: Any) -> CheckedServer:
        """Start a server; see :class:`CheckedServer` for the options. It ends with the test."""
        server = CheckedServer(scenario, **options)
        for mark in self._request.node.iter_markers(MARKER):
            try:
                server.expect_invalid(*mark.args, **mark.kwargs)
            except (TypeError, ValueError) as error:
                raise pytest.UsageError(f"the marker {MARKER}: {error}") from None
        server.start()
        self._servers.append(server)
        return server

    def finish(self) -> None:
        """Stop all servers, then fail the test where its clients did something wrong."""
        for server in self._servers:
            server.stop()
        complaints = [text for server in self._servers for text in self._complaints(server)]
        if complaints:
            pytest.fail("\n\n".join(complaints), pytrace=False)

    def _complaints(self, server: CheckedServer) -> list[str]:
        texts = [
            f"The local Realtime server itself failed, which is no client's fault: {error!r}"
            for error in server.errors
        ]
        if not server.was_connected and not texts:
            return self._about_absence(server)
        return texts + self._about_storms(server) + self._about_payloads(server)

    def _about_storms(self, server: CheckedServer) -> list[str]:
        turned_away = [
            refusal.reason for refusal in server.refused if refusal.status == HTTPStatus.SERVICE_UNAVAILABLE
        ]
        if not turned_away:
            return []
        # Past those that are kept there is nothing but the storm.
        count = len(turned_away) + server.refusals - len(server.refused)
        told = f"the server turned {count:,} away, the last because {turned_away[-1]}"
        return [f"Clients came again and again: {told}"]

    @property
    def _outcome(self) -> str:
        """How the test itself went; a test that was never begun counts as skipped."""
        outcome: str = self._request.node.stash.get(OUTCOME, "skipped")
        return outcome

    def _about_absence(self, server: CheckedServer) -> list[str]:
        if not server.is_visit_expected or self._outcome == "skipped":
            return []
        from pytest_realtime.server_testing.messages import absence_text

        return [absence_text(server)]

    def _about_payloads(self, server: CheckedServer) -> list[str]:
        sent = [one for one in server.judged() if one.remarks or not one.is_judged]
        # A test that ended early has not come to what it expects.
        wishes = server.expectations if self._outcome == "passed" else []
        unmet = [wish.unmet for wish in wishes if wish.is_named and not wish.occurred]
        if not sent:
            return unmet
        from pytest_realtime.pytest_integration.options import fail_levels
        from pytest_realtime.server_testing.messages import findings_text, notes_text

        levels = fail_levels(self._request.config)
        faults, notes = [], [one for one in sent if not one.is_judged]
        for one in sent:
            for remark in one.remarks:
                is_excused = any(wish.excuses(one.order, remark.finding) for wish in server.expectations)
                if remark.level not in levels:
                    notes.append(one)
                elif not is_excused:
                    faults.append((one, remark))
        if notes:
            self._request.node.add_report_section("teardown", "realtime", notes_text(notes, levels))
        return unmet + ([findings_text(faults, self._request.node.nodeid)] if faults else [])


class _Outcomes:
    """Remembers how each test went, for what is told when it is over."""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
        """Note the outcome of the test itself."""
        report = yield
        if call.when == "call":
            item.stash[OUTCOME] = report.outcome
        return report


def _watch_outcomes(config: pytest.Config) -> None:
    # Registered with the first server of a run: runs without servers don't pay for it.
    if not config.pluginmanager.has_plugin("realtime-outcomes"):
        config.pluginmanager.register(_Outcomes(), "realtime-outcomes")
