"""The pytest plugin: options, hooks and markers. Each hook imports what it needs when it first runs.

PYTEST_DONT_REWRITE: every pytest run of every user loads this module, so it imports pytest and the standard library
only.
"""

from __future__ import annotations

from typing import Any

import pytest

from pytest_realtime.garbage_collection import objects_stay
from pytest_realtime.plugin_options import MARKERS, OPTIONS, PREFIX
from pytest_realtime.pytest_integration.collection import Collection, take_selection
from pytest_realtime.pytest_integration.stash import RUN

pytest_plugins = ["pytest_realtime.fixtures"]

_INFO_OPTIONS = ("help", "version", "markers", "showfixtures", "show_fixtures_per_test")
"""Options that make pytest print information and exit without running tests; no client is needed then."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options and their ini twins."""
    group = parser.getgroup("realtime", "OpenAI Realtime API contracts")
    for name, option, ini in OPTIONS:
        group.addoption(f"--{name}", **option)
        parser.addini(name.replace("-", "_"), help=option["help"], **ini)


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Add the hook that names the client."""
    from pytest_realtime import hookspecs

    pluginmanager.add_hookspecs(hookspecs)


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers; select the contracts of the run, and check its options before any test."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    if places := config.getoption("realtime_known_members") or config.getini("realtime_known_members"):
        from pytest_realtime.pytest_integration.known_members_option import know_newer_members

        know_newer_members(config, places)
    selection = take_selection(config)
    if selection and not any(config.getoption(name, False) for name in _INFO_OPTIONS):
        with objects_stay():
            from pytest_realtime.pytest_integration.run import Run

            run = config.stash[RUN] = Run.start(config, is_required=selection.is_required)
        # The run collects results as a plugin of its own, because a test report does not know its config.
        config.pluginmanager.register(run, "realtime-run")
        config.pluginmanager.register(Collection(selection), "realtime-collection")


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Show which clients are tested, and the revision of the API."""
    run = config.stash.get(RUN, None)
    return run.header() if run else []


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Parametrize tests over contracts, cases and clients."""
    if {"realtime_contract", "realtime_case", "realtime_client"} & set(metafunc.fixturenames):
        from pytest_realtime.pytest_integration.parametrize import parametrize

        parametrize(metafunc)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Skip a contract for which the client has no type, without the fixtures and hooks of a test that runs."""
    if RUN in item.config.stash and item.nodeid.startswith(PREFIX):
        from pytest_realtime.pytest_integration.checker import skip_without_type

        return skip_without_type(item, nextitem)
    return None


def pytest_report_teststatus(report: Any, config: pytest.Config) -> tuple[str, str, str] | None:
    """Show known deviations and advisory results under their own labels, and no letter for what does not apply."""
    if report.outcome == "skipped" and RUN in config.stash and report.nodeid.startswith(PREFIX):
        # They are most of a small client's contracts, and would hide the others.
        return "skipped", "", "SKIPPED"
    is_passed = getattr(report, "when", "") == "call" and report.outcome == "passed"
    if is_passed and report.user_properties and RUN in config.stash:
        from pytest_realtime.pytest_integration.collector import progress_status

        return progress_status(report)
    return None


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the reports, and fail a run in which no contract was checked."""
    run = session.config.stash.get(RUN, None)
    if run and not hasattr(session.config, "workerinput"):
        run.finish(session)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print the summary per client and level, with the findings."""
    run = config.stash.get(RUN, None)
    if run and not hasattr(config, "workerinput"):
        run.summarize(terminalreporter)
