"""Servers for a part of a test each: an example of Hypothesis, a round of a loop, a subtest."""

import os
from typing import Any, Literal

import pytest

from pytest_realtime.pytest_integration.options import fail_levels
from pytest_realtime.server.api import Scenario
from pytest_realtime.server_testing.checked_server import CheckedServer
from pytest_realtime.server_testing.complaints import complaints_about
from pytest_realtime.server_testing.fixture import expect_marked


class FreshServers:
    """Calling it gives a block with a server of its own."""

    def __init__(self, session: pytest.Session) -> None:
        self._session = session
        self._levels = fail_levels(session.config)
        self._current: pytest.Item | None = None
        # The first example would be many times as slow as all others, and Hypothesis has a deadline for each.
        from pytest_realtime.server.transport import http_handler, websocket_handler  # noqa: F401
        from pytest_realtime.server_testing import traffic  # noqa: F401

    def __call__(self, scenario: Scenario | None = None, **options: Any) -> "FreshServer":
        """Return a context manager, which starts a server, and stops and checks it at the end of the block.

        Args:
            scenario: How it behaves.
            options: Those of :class:`CheckedServer`.

        Raises:
            pytest.UsageError: A marker of the test has invalid arguments.
        """
        server = CheckedServer(scenario, **options)
        if item := self._item():
            expect_marked(server, item)
        return FreshServer(server, self._levels)

    def _item(self) -> pytest.Item | None:
        """The test that runs; None outside of tests."""
        nodeid = _nodeid()
        if self._current is None or self._current.nodeid != nodeid:
            self._current = next((item for item in self._session.items if item.nodeid == nodeid), None)
        return self._current


class FreshServer:
    """A block with a server of its own.

    What is wrong with its clients is raised at the end of the block, as an AssertionError: trio, unittest and
    Hypothesis know it. If the block itself raises an exception, it is added to that as a note, and so are findings
    of weaker levels and what passed last.
    """

    def __init__(self, server: CheckedServer, levels: frozenset[str]) -> None:
        self._server = server
        self._levels = levels

    def __enter__(self) -> CheckedServer:
        return self._server.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> Literal[False]:
        __tracebackhide__ = True
        self._server.stop()
        if error is not None and not isinstance(error, (Exception, pytest.fail.Exception)):
            return False  # a skip, an interrupt, or how Hypothesis ends an example
        outcome = "passed" if error is None else "failed"
        complaints = complaints_about(self._server, _nodeid(), outcome, self._levels)
        if error is not None:
            for text in filter(None, [*complaints.failures, complaints.notes]):
                error.add_note(text)
        elif complaints.failures:
            raise AssertionError("\n\n".join(complaints.failures))
        return False


def _nodeid() -> str:
    """The test that runs, from the variable that pytest sets: ``test_app.py::test_turn (call)``."""
    return os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" (")[0]
