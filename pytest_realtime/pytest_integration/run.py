"""One contract run: its options, its results, and the reports at its end."""

import os
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pytest_realtime.deviations.explained import complaints, explained_by
from pytest_realtime.engine.knowledge import Knowledge
from pytest_realtime.engine.safe_client import card_of
from pytest_realtime.judge import mask
from pytest_realtime.pytest_integration.clients import NO_CLIENT, brings_own_client, remember
from pytest_realtime.pytest_integration.collector import ResultCollector
from pytest_realtime.pytest_integration.options import RunOptions, read_options
from pytest_realtime.pytest_integration.progress import watch_progress
from pytest_realtime.pytest_integration.terminal_writer import terminal_writer
from pytest_realtime.report.build import build_report
from pytest_realtime.report.github import annotations, append_summary
from pytest_realtime.report.output import write_reports
from pytest_realtime.report.schema import SPEC, Report
from pytest_realtime.report.terminal.compact import MOST_IN_FULL, one_for_each_cause, shorten_failures
from pytest_realtime.report.terminal.summary import NARROWEST, TerminalLayout, summary_lines
from pytest_realtime.results import PROPERTY, TAKEN
from pytest_realtime.safe_text import on_one_line, printable, safe_line
from pytest_realtime.suite.manifest import contracts

_COLUMNS = "realtime_columns"


@dataclass(eq=False)
class Run:
    """The state of a contract run, as a plugin that collects results.

    Compared by identity, because pytest keeps plugins in sets.
    """

    options: RunOptions
    is_required: bool
    """Whether the command line asks for contracts, so that a run without any is a failure."""
    recorder: ResultCollector = field(default_factory=ResultCollector)
    notes: list[str] = field(default_factory=list)
    time_outs: Counter[str] = field(default_factory=Counter)
    """Time-outs in a row, by client."""
    knowledge: Knowledge = field(init=False)
    is_worker: bool = field(default=False, init=False)
    columns: int | None = field(default=None, init=False)
    """The width of the terminal; None if the output goes into a file."""
    _built: Report | None = field(default=None, init=False)
    _shown: list[Any] | None = field(default=None, init=False)
    """Pytest's reports of failed tests to print; None for all."""

    def __post_init__(self) -> None:
        self.knowledge = Knowledge(self.options.deviations.explains)

    @classmethod
    def start(cls, config: pytest.Config, *, is_required: bool) -> "Run":
        """Start a run.

        Raises:
            pytest.UsageError: If an option is wrong, or there is no client.
        """
        # If the ini file adds the contracts, the user wants to update snapshots of their own.
        if is_required and getattr(config.option, "update_snapshots", False):
            raise pytest.UsageError(
                "--snapshot-update can't be used with --realtime-contracts: golden files are read-only. "
                "Known deviations of your client belong in a deviations file (--realtime-deviations)"
            )
        if not config.pluginmanager.hasplugin("syrupy"):
            raise pytest.UsageError(
                "--realtime-contracts needs the plugin syrupy, which -p no:syrupy or "
                "PYTEST_DISABLE_PLUGIN_AUTOLOAD disables; remove that option, or add -p syrupy"
            )
        options = read_options(config)
        if not options.clients.by_name and not brings_own_client(config):
            raise pytest.UsageError(NO_CLIENT)
        return cls(options, is_required)

    def header(self) -> list[str]:
        """The lines for the header of the run."""
        cards = [card_of(client) for client in self.options.clients.by_name.values()]
        clients = [f"{card.name} {card.version}".rstrip() for card in cards]
        named = ", ".join(clients) or "from the fixture realtime_client"
        lines = [f"realtime: {named}; {len(contracts())} contracts; spec of {SPEC['date']}"]
        if self.options.deviations_path:
            lines.append(f"realtime deviations: {self.options.deviations_path}")
        return [on_one_line(printable(line)) for line in lines]

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Pass the terminal's width to xdist's workers, which have no terminal."""
        node.workerinput[_COLUMNS] = self.columns

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Measure the terminal, and watch the progress."""
        self.columns = _columns(session.config)
        self.is_worker = hasattr(session.config, "workerinput")
        watch_progress(session.config)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Collect the results; in xdist's controller, those of its workers.

        They are removed from the properties, else JUnit files would contain all payloads and outputs. From workers
        the properties carry them to the controller, once: the report of the teardown has them a second time.
        """
        if self.is_worker and report.when != "teardown":
            return
        for name, value in report.user_properties:
            if name == PROPERTY and not self.is_worker:
                setattr(report, TAKEN, str(value))
                if report.when != "teardown":
                    self.recorder.add(str(value))
        report.user_properties = [kept for kept in report.user_properties if kept[0] != PROPERTY]

    @property
    def is_without_contracts(self) -> bool:
        """Whether no contract was run, and none was required."""
        return not self.is_required and not self.recorder.records

    def finish(self, session: pytest.Session) -> None:
        """Write the reports, and fail a run in which no contract was checked.

        Except if the ini file adds the contracts and a selection (``-k my_test``) excludes them all: that is a run
        of the user's own tests, which must not replace the reports of the last full run.
        """
        if session.config.option.collectonly or self.is_without_contracts:
            return
        remember(session.config)
        is_checked = any(record["probed"] for record in self.recorder.records.values())
        if not is_checked and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            self.notes.append("no contract was run. Check -k, -m and the types that the client lists")
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if wrong := list(self._wrong_entries()):
            self.notes += ["The run fails because of the deviations file:"]
            self.notes += [f"{self.options.deviations_path}: {one}" for one in wrong]
            session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED
        report = self._report()
        written = list(write_reports(report, self.options.reports))
        self.notes += [one.message for one in written]
        if any(one.failed for one in written):
            session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED
        if self.options.github:
            self._write_step_summary(report)
        terminal = session.config.pluginmanager.get_plugin("terminalreporter")
        if terminal:
            # Last, so that other writers of reports (JUnit) get the full texts.
            failed = terminal.getreports("failed")
            if session.config.get_verbosity() > 0:
                shorten_failures(failed, None)
            else:
                self._shown, lines = one_for_each_cause(failed, report["causes"])
                if hidden := len(failed) - len(self._shown):
                    self.notes.append(f"{hidden} more failed with the same causes and are not printed; all with -v")
                shorten_failures(self._shown, MOST_IN_FULL, lines)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_terminal_summary(self, terminalreporter: Any) -> Generator[None, None, None]:
        """Have pytest print one failure for each cause; the counts in its last line stay those of all tests."""
        failed = terminalreporter.stats.get("failed")
        if failed and self._shown is not None:
            terminalreporter.stats["failed"] = self._shown
        try:
            return (yield)
        finally:
            if failed:
                terminalreporter.stats["failed"] = failed

    def _wrong_entries(self) -> Iterator[str]:
        """Say which entries of the deviations file explain nothing, or too much, or have no reason."""
        records = self.recorder.sorted()
        counted = Counter(record["client"] for record in records)
        complete = {client for client, count in counted.items() if count == len(contracts())}
        known = self.options.deviations
        yield from complaints(known, explained_by(known, records), counted, complete)

    def _write_step_summary(self, report: Report) -> None:
        """Append to the step summary. An error there is not the client's."""
        path = os.environ.get("GITHUB_STEP_SUMMARY")
        try:
            if path:
                append_summary(report, Path(path))
        except Exception as error:
            self.notes.append(f"the step summary could not be written: {type(error).__name__}: {error}")

    def _report(self) -> Report:
        """Return the report of all results, built on the first call after the tests."""
        if self._built is None:
            self._built = self._build()
        return self._built

    def _build(self) -> Report:
        rows = {id_: contract.to_dict() for id_, contract in contracts().items()}
        clients = self.recorder.cards()
        for client in clients:
            client["command"] = mask(self.options.client_command(client["name"]))
        return build_report(self.recorder.sorted(), clients, rows)

    def summarize(self, terminal: Any) -> None:
        """Write the summary into pytest's terminal."""
        if self.is_without_contracts:
            return
        report = self._report()
        try:
            writer = terminal_writer(terminal.config)
            width = max(NARROWEST, writer.fullwidth)
            layout = TerminalLayout(terminal.verbosity, width, writer.hasmarkup, terminal.isatty)
            lines = summary_lines(report, layout)
        except Exception as error:
            # The reports are written already; a failing summary must not end the run in a crash.
            lines = []
            self.notes.append(f"the summary could not be rendered: {type(error).__name__}: {error}")
        if lines or self.notes:
            terminal.section("Realtime contracts", sep="=")
        for line, markup in lines:
            terminal.write_line(line, **markup)
        for note in self.notes:
            terminal.write_line(safe_line(note))
        if self.options.github:
            for line in annotations(report):
                terminal.write_line(line)


def _columns(config: pytest.Config) -> int | None:
    """Measure the terminal before the tests: while a test is captured, it can't be measured."""
    if hasattr(config, "workerinput"):
        columns: int | None = config.workerinput.get(_COLUMNS)
        return columns
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    return terminal_writer(config).fullwidth if terminal and terminal.isatty else None
