"""The servers of one test: started when it asks for them, stopped and checked at its end."""

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from pytest_realtime.server.api import Scenario
from pytest_realtime.server_testing.checked_server import CheckedServer
from pytest_realtime.server_testing.complaints import complaints_about

if TYPE_CHECKING:
    from pytest_realtime.server_testing.record_option import Recordings

MARKERS: dict[str, Callable[..., object]] = {
    "realtime_invalid": CheckedServer.expect_invalid,
    "realtime_refused": CheckedServer.expect_refusal,
    "realtime_out_of_order": CheckedServer.expect_out_of_order,
}
"""What each marker expects of all servers of its test."""
OUTCOME = pytest.StashKey[str]()
NOT_RUN = (
    "No plugin ran this `async def` test. Install one, and mark the test for it: @pytest.mark.asyncio (or set "
    "asyncio_mode=auto), @pytest.mark.anyio or @pytest.mark.trio. Without a plugin, call asyncio.run(…) in a test "
    "that is a plain function."
)
ONE_FOR_ALL = (
    "realtime_server is one server for all examples of @given, and is checked after the last one. For a new server "
    "per example use the fixture realtime_fresh_server: `with realtime_fresh_server() as server:` in the test."
)


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
        if getattr(getattr(request.node, "obj", None), "is_hypothesis_test", False):
            request.node.add_report_section("setup", "realtime", ONE_FOR_ALL)

    def __call__(self, scenario: Scenario | None = None, **options: Any) -> CheckedServer:
        """Start a server, which runs until the end of the test.

        Args:
            scenario: How it behaves.
            options: Those of :class:`CheckedServer`.

        Raises:
            pytest.UsageError: A marker of the test has invalid arguments.
        """
        server = CheckedServer(scenario, **options)
        expect_marked(server, self._request.node)
        server.start()
        self._servers.append(server)
        return server

    def finish(self) -> None:
        """Stop all servers, and fail the test if one of them has a complaint."""
        for server in self._servers:
            server.stop()
        saved = self._recordings.save(self._servers) if self._recordings else []
        failures = [text for server in self._servers for text in self._failures(server)]
        if failures and saved:
            self._request.node.add_report_section("teardown", "realtime recordings", "\n".join(saved))
        if failures:
            pytest.fail("\n\n".join(failures), pytrace=False)

    def _failures(self, server: CheckedServer) -> list[str]:
        from pytest_realtime.pytest_integration.options import fail_levels

        node = self._request.node
        # A test that did not start counts as skipped.
        outcome = node.stash.get(OUTCOME, "skipped")
        failures, notes = complaints_about(server, node.nodeid, outcome, fail_levels(self._request.config))
        if notes:
            node.add_report_section("teardown", "realtime", notes)
        return failures


def expect_marked(server: CheckedServer, node: pytest.Item) -> None:
    """Expect of a server what the markers of a test say.

    Raises:
        pytest.UsageError: A marker has invalid arguments.
    """
    for name, expect in MARKERS.items():
        for mark in node.iter_markers(name):
            try:
                expect(server, *mark.args, **mark.kwargs)
            except (TypeError, ValueError) as error:
                raise pytest.UsageError(f"marker {name}: {error}") from None


class _Outcomes:
    """Remembers how each test went, for the checks at its end."""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
        report = yield
        if call.when == "call":
            item.stash[OUTCOME] = report.outcome
            is_unrun = call.excinfo and _is_unrun_coroutine(item, call.excinfo)
            if is_unrun:
                report.sections.append(("Captured realtime call", NOT_RUN))
            if is_unrun or (call.excinfo and call.excinfo.typename == "FailedHealthCheck"):
                # That no client connected is no news where the test did not begin.
                item.stash[OUTCOME] = "skipped"
        return report


def _is_unrun_coroutine(item: pytest.Item, failure: pytest.ExceptionInfo[BaseException]) -> bool:
    """Whether a test is a coroutine function that no plugin took; pytest then fails it with a text of its own."""
    is_async = inspect.iscoroutinefunction(getattr(item, "obj", None))
    return is_async and failure.errisinstance(pytest.fail.Exception) and "natively supported" in str(failure.value)
