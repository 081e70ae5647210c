"""One contract run: its options, its results, and what is told at its end."""

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pytest_realtime.engine.safe_client import card_of
from pytest_realtime.judge import mask
from pytest_realtime.pytest_integration.clients import NO_CLIENT, brings_own_client, remember
from pytest_realtime.pytest_integration.collector import ResultCollector
from pytest_realtime.pytest_integration.options import RunOptions, read_options
from pytest_realtime.pytest_integration.progress import keep_alive
from pytest_realtime.pytest_integration.terminal_writer import terminal_writer
from pytest_realtime.report.build import build_report
from pytest_realtime.report.github import annotations, append_summary
from pytest_realtime.report.output import write_reports
from pytest_realtime.report.schema import SPEC, Report
from pytest_realtime.report.terminal.compact import MOST_IN_FULL, shorten_failures
from pytest_realtime.report.terminal.summary import NARROWEST, TerminalLayout, summary_lines
from pytest_realtime.results import PROPERTY, TAKEN
from pytest_realtime.safe_text import on_one_line, printable, safe_line
from pytest_realtime.suite.manifest import contracts

_COLUMNS = "realtime_columns"


@dataclass(eq=False)
class Run:
    """The state of a contract run; a plugin of its own that gathers results.

    Compared by identity, because pytest keeps plugins in sets.
    """

    options: RunOptions
    is_required: bool
    """Whether the command line asks for contracts, so that a run without any is a failure."""
    recorder: ResultCollector = field(default_factory=ResultCollector)
    notes: list[str] = field(default_factory=list)
    time_outs: Counter[str] = field(default_factory=Counter)
    """How often each client has not answered in time, without an answer in between."""
    is_worker: bool = field(default=False, init=False)
    columns: int | None = field(default=None, init=False)
    """The width of the terminal in which the run is told; None where it goes into a file."""
    _built: Report | None = field(default=None, init=False)

    @classmethod
    def start(cls, config: pytest.Config, *, is_required: bool) -> "Run":
        """Check the options. Raises :class:`pytest.UsageError`."""
        # Where the ini file adds the contracts, it is the user's own snapshots that are to be updated.
        if is_required and getattr(config.option, "update_snapshots", False):
            raise pytest.UsageError(
                "--snapshot-update can't go with --realtime-contracts: golden forms are read-only. "
                "What your client does differently belongs into a deviations file (--realtime-deviations)"
            )
        if not config.pluginmanager.hasplugin("syrupy"):
            raise pytest.UsageError(
                "--realtime-contracts needs the plugin syrupy, which is kept out by -p no:syrupy or "
                "PYTEST_DISABLE_PLUGIN_AUTOLOAD: leave that away, or add -p syrupy"
            )
        options = read_options(config)
        if not options.clients.by_name and not brings_own_client(config):
            raise pytest.UsageError(NO_CLIENT)
        return cls(options, is_required)

    def header(self) -> list[str]:
        """What the head of the run says."""
        cards = [card_of(client) for client in self.options.clients.by_name.values()]
        clients = [f"{card.name} {card.version}".rstrip() for card in cards]
        named = ", ".join(clients) or "from the fixture realtime_client"
        lines = [f"realtime: {named}; {len(contracts())} contracts; spec of {SPEC['date']}"]
        if self.options.deviations_path:
            lines.append(f"realtime deviations: {self.options.deviations_path}")
        return [on_one_line(printable(line)) for line in lines]

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell xdist's workers, which have no terminal, how wide it is."""
        node.workerinput[_COLUMNS] = self.columns

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Measure the terminal, and show that the run is alive while a contract takes long."""
        self.columns = _columns(session.config)
        self.is_worker = hasattr(session.config, "workerinput")
        keep_alive(session.config)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Gather the results; xdist's controller gets its workers' here, too.

        They are taken out of the properties, or JUnit files would hold all that was sent and received. Workers
        leave them in: that is how they travel.
        """
        if self.is_worker:
            return
        for name, value in report.user_properties:
            if name == PROPERTY:
                setattr(report, TAKEN, str(value))
                if report.when == "call":
                    self.recorder.add(str(value))
        report.user_properties = [kept for kept in report.user_properties if kept[0] != PROPERTY]

    @property
    def is_without_contracts(self) -> bool:
        """Whether no contract was run, and none had to."""
        return not self.is_required and not self.recorder.records

    def finish(self, session: pytest.Session) -> None:
        """Write the reports; a run in which no client was asked anything is no success.

        Except where the ini file adds the contracts, and the selection (``-k my_test``) left them all out: that
        is a run of the user's own tests, which must not replace the reports of the last full run.
        """
        if session.config.option.collectonly or self.is_without_contracts:
            return
        remember(session.config)
        asked = any(record["probed"] for record in self.recorder.records.values())
        if not asked and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            self.notes.append("no contract was asked of any client: this run says nothing about it")
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        report = self._report()
        written = list(write_reports(report, self.options.reports))
        self.notes += [one.message for one in written]
        if any(one.failed for one in written):
            session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED
        if self.options.github:
            self._tell_github(report)
        terminal = session.config.pluginmanager.get_plugin("terminalreporter")
        if terminal:
            # Only now: what else writes reports (JUnit) has had the texts in full.
            most_in_full = None if session.config.get_verbosity() > 0 else MOST_IN_FULL
            shorten_failures(terminal.getreports("failed"), most_in_full)

    def _tell_github(self, report: Report) -> None:
        """Append to the step summary; what goes wrong there is no fault of the client."""
        path = os.environ.get("GITHUB_STEP_SUMMARY")
        try:
            if path:
                append_summary(report, Path(path))
        except Exception as error:
            self.notes.append(f"the step summary could not be written: {type(error).__name__}: {error}")

    def _report(self) -> Report:
        """The report of all results. Ask when the tests are over: it is built once."""
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
            # The written reports are there already; a summary is no reason to end in a crash.
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
