"""The pytest plugin: options, hooks and markers. Each hook imports what it needs when it first runs.

PYTEST_DONT_REWRITE: every pytest run of every user loads this module, so it imports pytest and the standard library
only.
"""

from __future__ import annotations

from typing import Any

import pytest

from pytest_realtime.pytest_integration.collection import PREFIX, Collection, take_selection
from pytest_realtime.pytest_integration.stash import RUN

pytest_plugins = ["pytest_realtime.fixtures"]

_OPTIONS: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    (
        "realtime-contracts",
        {"action": "store_true", "default": None, "help": "add the packaged Realtime contract suite to this run"},
        {"type": "bool", "default": False},
    ),
    (
        "realtime-client",
        {
            "action": "append",
            "metavar": "SPEC",
            "help": "the client to test: a registered name (openai), module:attribute, or 'cmd:COMMAND LINE'; "
            "repeatable, each client is a column of the report",
        },
        {"type": "linelist", "default": []},
    ),
    (
        "realtime-report",
        {
            "action": "append",
            "metavar": "PATH",
            "help": "write a report: .json, .html or .md; repeatable",
        },
        {"type": "linelist", "default": []},
    ),
    (
        "realtime-deviations",
        {
            "metavar": "FILE",
            "help": "the known deviations (default: realtime-deviations.toml in the root directory, if it exists)",
        },
        {"type": "string", "default": ""},
    ),
    (
        "realtime-known-members",
        {
            "action": "append",
            "metavar": "PLACE[,PLACE]",
            "help": "members that are newer than this package, such as RealtimeSessionCreateRequest.new_setting: "
            "writing them is no finding; repeatable",
        },
        {"type": "linelist", "default": []},
    ),
    (
        "realtime-github",
        {
            "metavar": "WHEN",
            "help": "annotations and a step summary in GitHub Actions: auto (there only) or off (default: auto)",
        },
        {"type": "string", "default": "auto"},
    ),
    (
        "realtime-fail-level",
        {
            "metavar": "LEVEL",
            "help": "the weakest level that fails the run: must, should or may (default: must)",
        },
        {"type": "string", "default": "must"},
    ),
    (
        "realtime-examples",
        {"metavar": "N", "help": "generated payloads per type (default: 100; 0 turns generation off)"},
        {"type": "string", "default": "100"},
    ),
    (
        "realtime-database",
        {
            "metavar": "FOLDER|URL",
            "help": "share failing examples between runs and machines: a folder, or redis://HOST:PORT/NUMBER",
        },
        {"type": "string", "default": ""},
    ),
    (
        "realtime-timeout",
        {"metavar": "SECONDS", "help": "time limit for one request to a client (default: 10)"},
        {"type": "string", "default": "10"},
    ),
    (
        "realtime-record",
        {
            "metavar": "FOLDER",
            "help": "write what passes at realtime_server to this folder, a recording per test and server, without "
            "secrets",
        },
        {"type": "string", "default": ""},
    ),
    (
        "realtime-record-audio",
        {
            "metavar": "HOW",
            "help": "the audio in recordings: whole, or abridged to its length (default: whole)",
        },
        {"type": "string", "default": "whole"},
    ),
)
"""Name, arguments of the option, and arguments of its ini twin, whose name has underscores for dashes."""

_MARKERS = (
    "realtime_requirements(*names): run the test for the contracts of these requirements only",
    "realtime_invalid(kind=None, pointer=None): the test's client sends an invalid payload on purpose; see "
    "realtime_server.expect_invalid",
    "realtime_refused(code=None): the server refuses something on purpose; see realtime_server.expect_refusal",
    "realtime_out_of_order(rule=None): the client sends something at the wrong time on purpose; see "
    "realtime_server.expect_out_of_order",
    "realtime_cases(*wire_types, direction='write', aspect=None): narrow the cases of realtime_case",
)


_INFO_OPTIONS = ("help", "version", "markers", "showfixtures", "show_fixtures_per_test")
"""Options that make pytest print information and exit without running tests; no client is needed then."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options and their ini twins."""
    group = parser.getgroup("realtime", "OpenAI Realtime API contracts")
    for name, option, ini in _OPTIONS:
        group.addoption(f"--{name}", **option)
        parser.addini(name.replace("-", "_"), help=option["help"], **ini)


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Add the hook that names the client."""
    from pytest_realtime import hookspecs

    pluginmanager.add_hookspecs(hookspecs)


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers; select the contracts of the run, and check its options before any test."""
    for marker in _MARKERS:
        config.addinivalue_line("markers", marker)
    if places := config.getoption("realtime_known_members") or config.getini("realtime_known_members"):
        from pytest_realtime.pytest_integration.known_members_option import know_newer_members

        know_newer_members(config, places)
    selection = take_selection(config)
    if selection and not any(config.getoption(name, False) for name in _INFO_OPTIONS):
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
