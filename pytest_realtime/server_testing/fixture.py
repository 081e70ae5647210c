"""The servers of one test: started when it asks for them, stopped and checked at its end."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest

from pytest_realtime.server.api import Scenario
from pytest_realtime.server_testing.checked_server import CheckedServer

if TYPE_CHECKING:
    from pytest_realtime.server_testing.record_option import Recordings

MARKERS: dict[str, Callable[..., object]] = {
    "realtime_invalid": CheckedServer.expect_invalid,
    "realtime_refused": CheckedServer.expect_refusal,
    "realtime_out_of_order": CheckedServer.expect_out_of_order,
}
"""What each marker expects of all servers of its test."""
OUTCOME = pytest.StashKey[str]()


class Servers:
    """The servers of one test; calling it starts another one."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._request = request
        self._servers: list[CheckedServer] = []
        self._recordings: Recordings | None = None
        if request.config.getoption("realtime_record") or request.config.getini("realtime_record"):
            from pytest_realtime.server_testing.record_option import recordings_of

            self._recordings = recordings_of(request)
        # Registered with the first server of a run: runs without servers don't pay for it.
        plugins = request.config.pluginmanager
        if not plugins.has_plugin("realtime-outcomes"):
            plugins.register(_Outcomes(), "realtime-outcomes")

    def __call__(self, scenario: Scenario | None = None, **options: Any) -> CheckedServer:
        """Start a server, which runs until the end of the test.

        Args:
            scenario: How it behaves.
            options: Those of :class:`CheckedServer`.

        Raises:
            pytest.UsageError: A marker of the test has invalid arguments.
        """
        server = CheckedServer(scenario, **options)
        for name, expect in MARKERS.items():
            for mark in self._request.node.iter_markers(name):
                try:
                    expect(server, *mark.args, **mark.kwargs)
                except (TypeError, ValueError) as error:
                    raise pytest.UsageError(f"marker {name}: {error}") from None
        server.start()
        self._servers.append(server)
        return server

    def finish(self) -> None:
        """Stop all servers, and fail the test if one of them has a complaint."""
        for server in self._servers:
            server.stop()
        saved = self._recordings.save(self._servers) if self._recordings else []
        complaints = [text for server in self._servers for text in self._complaints(server)]
        if complaints and saved:
            self._request.node.add_report_section("teardown", "realtime recordings", "\n".join(saved))
        if complaints:
            pytest.fail("\n\n".join(complaints), pytrace=False)

    def _complaints(self, server: CheckedServer) -> list[str]:
        errors = [f"The local Realtime server itself failed, not the client: {error!r}" for error in server.errors]
        if server.was_connected or errors or any(expected.occurred for expected in server.expectations):
            return errors + _about_storms(server) + self._about_payloads(server)
        if not server.is_connection_expected or self._outcome == "skipped":
            return []
        from pytest_realtime.server_testing.messages import no_connection_text

        return [no_connection_text(server)]

    @property
    def _outcome(self) -> str:
        """The outcome of the test itself; a test that did not start counts as skipped."""
        outcome: str = self._request.node.stash.get(OUTCOME, "skipped")
        return outcome

    def _about_payloads(self, server: CheckedServer) -> list[str]:
        messages = [message for message in server.validated_messages() if message.findings or not message.is_known]
        # A test that ended early has not reached what it expects.
        expectations = server.expectations if self._outcome == "passed" else []
        unmet = [
            f"No client sent the expected {expectation}"
            for expectation in expectations
            if expectation.is_specific and not expectation.occurred
        ]
        if not messages:
            return unmet
        from pytest_realtime.pytest_integration.options import fail_levels
        from pytest_realtime.server_testing.messages import findings_text, notes_text

        levels = fail_levels(self._request.config)
        failures = [
            (message, found)
            for message in messages
            for found in message.findings
            if found.level in levels
            and not any(expectation.allows(message, found) for expectation in server.expectations)
        ]
        if notes := notes_text(messages, levels):
            self._request.node.add_report_section("teardown", "realtime", notes)
        return unmet + ([findings_text(failures, self._request.node.nodeid)] if failures else [])


def _about_storms(server: CheckedServer) -> list[str]:
    reasons = [each.reason for each in server.rejected if each.status == HTTPStatus.SERVICE_UNAVAILABLE]
    if not reasons:
        return []
    # Once the list is full, all further rejections are those of a storm.
    count = len(reasons) + server.rejection_count - len(server.rejected)
    return [f"Too many connections: the server rejected {count:,} of them, the last because {reasons[-1]}."]


class _Outcomes:
    """Remembers how each test went, for the checks at its end."""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
        report = yield
        if call.when == "call":
            item.stash[OUTCOME] = report.outcome
        return report
