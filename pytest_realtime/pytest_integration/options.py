"""The options of a contract run, read from the command line or the ini file and checked before any test."""

import os
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pytest_realtime._hypothesis_plugin import THOROUGH, THOROUGH_EXAMPLES
from pytest_realtime.deviations.entry_checks import DeviationsError
from pytest_realtime.deviations.file import load_deviations
from pytest_realtime.deviations.known import KnownDeviations
from pytest_realtime.did_you_mean import did_you_mean
from pytest_realtime.engine.regressions import FOLDER, RegressionCorpus, RegressionCorpusError
from pytest_realtime.levels import LEVEL_WORDS, levels_down_to
from pytest_realtime.plugin_options import PREFIX
from pytest_realtime.pytest_integration.clients import NamedClients, named_clients
from pytest_realtime.report.github import is_github
from pytest_realtime.report.output import FORMATS, check_writable
from pytest_realtime.suite.manifest import contracts

DEVIATIONS = "realtime-deviations.toml"
"""The default deviations file, if it exists in the root directory."""


@dataclass
class RunOptions:
    """The checked options of a run."""

    clients: NamedClients
    """The clients under test; empty if an overridden fixture provides the client."""
    reports: tuple[Path, ...]
    deviations: KnownDeviations
    deviations_path: Path | None
    fail_levels: frozenset[str]
    """The levels, in capitals, that fail the run."""
    examples: int
    timeout: float
    corpus: RegressionCorpus
    database: Any
    """The database of failing examples, or None."""
    seed: str | None
    """What ``--hypothesis-seed`` gave: it determines the generated payloads."""
    github: bool
    """Whether to write annotations and a step summary for GitHub Actions."""
    rerun_options: tuple[str, ...]
    """The other options that affect whether a contract fails, for rerun commands."""

    def client_command(self, client: str) -> str:
        """Return the command that runs the suite again with one client, and nothing else."""
        spec = self.clients.specs.get(client, "")
        command = ["pytest-realtime", "check", spec] if spec else ["pytest", PREFIX]
        return " ".join(map(shlex.quote, [*command, *self.rerun_options]))

    def rerun_command(self, contract: str, client: str) -> str:
        """Return the command that runs only this contract again, quoted for a shell of this system."""
        quote = '"' if os.name == "nt" else "'"
        return f"{self.client_command(client)} -k {quote}{contract}{quote}"


def read_options(config: pytest.Config) -> RunOptions:
    """Read and check all options.

    Raises:
        pytest.UsageError: If an option is wrong; the message says what is allowed.
    """
    path = _deviations_path(config)
    return RunOptions(
        named_clients(config),
        tuple(_reports(config)),
        _deviations(path),
        path,
        fail_levels(config),
        _examples(config),
        _number(config, "realtime_timeout", float, "a number of seconds above 0"),
        _corpus(config),
        _database(config),
        _seed(config),
        _github(config),
        tuple(_rerun_options(config)),
    )


def _examples(config: pytest.Config) -> int:
    """The option, else the number of the profile for nightly runs, else the default."""
    if getattr(config.option, "hypothesis_profile", None) == THOROUGH and not config.getoption("realtime_examples"):
        return THOROUGH_EXAMPLES
    return int(_number(config, "realtime_examples", int, "a whole number, 0 or more"))


def _corpus(config: pytest.Config) -> RegressionCorpus:
    try:
        return RegressionCorpus.load(config.rootpath / FOLDER)
    except RegressionCorpusError as error:
        raise pytest.UsageError(str(error)) from None


def _database(config: pytest.Config) -> Any:
    name = _one(config, "realtime_database")
    if not name:
        return None
    # Imports Hypothesis, which only runs with a database need this early.
    from pytest_realtime.engine.example_database import DatabaseError, open_database

    try:
        return open_database(name)
    except DatabaseError as error:
        raise pytest.UsageError(f"--realtime-database={error}") from None


def _one(config: pytest.Config, name: str) -> str:
    value = config.getoption(name)
    return str(value if value is not None else config.getini(name))


def _paths(config: pytest.Config, name: str) -> list[tuple[str, Path]]:
    """The paths as written and resolved: in the ini file, relative to the root directory, like pytest's own."""
    given = config.getoption(name)
    base = config.invocation_params.dir if given else config.rootpath
    named = given or config.getini(name)
    return [(text, base / text) for text in ([named] if isinstance(named, str) else named) if text or given]


def _reports(config: pytest.Config) -> Iterator[Path]:
    # Workers of xdist write no reports.
    if not hasattr(config, "workerinput"):
        for text, path in _paths(config, "realtime_report"):
            yield _report_path(text, path)


def _report_path(text: str, path: Path) -> Path:
    if path.suffix not in FORMATS:
        allowed = ", ".join(FORMATS)
        raise pytest.UsageError(f"--realtime-report={text}: unsupported file extension; allowed: {allowed}")
    if path.is_dir():
        raise pytest.UsageError(f"--realtime-report={text}: this is a directory, not a file")
    try:
        check_writable(path)
    except OSError as error:
        raise pytest.UsageError(f"--realtime-report={text}: can't write: {error.strerror}") from None
    return path


def _deviations_path(config: pytest.Config) -> Path | None:
    for _, path in _paths(config, "realtime_deviations"):
        return path
    default = config.rootpath / DEVIATIONS
    return default if default.is_file() else None


def _deviations(path: Path | None) -> KnownDeviations:
    if path is None:
        return KnownDeviations(())
    try:
        return KnownDeviations(load_deviations(path, contract_ids=contracts()))
    except DeviationsError as error:
        raise pytest.UsageError(str(error)) from None


def fail_levels(config: pytest.Config) -> frozenset[str]:
    """Return the levels, in capitals, that fail the run, by --realtime-fail-level or its ini twin."""
    return _fail_levels(_one(config, "realtime_fail_level"))


def _check_choice(option: str, text: str, allowed: tuple[str, ...]) -> None:
    if text not in allowed:
        hint = did_you_mean(text.lower(), allowed)
        raise pytest.UsageError(f"--{option}={text}: allowed: {', '.join(allowed)}{hint}")


def _github(config: pytest.Config) -> bool:
    text = _one(config, "realtime_github")
    _check_choice("realtime-github", text, ("auto", "off"))
    # With xdist, the controller writes them.
    return text == "auto" and is_github(os.environ) and not hasattr(config, "workerinput")


def _fail_levels(text: str) -> frozenset[str]:
    _check_choice("realtime-fail-level", text, LEVEL_WORDS)
    return frozenset(levels_down_to(text))


def _number(config: pytest.Config, name: str, kind: type, allowed: str) -> Any:
    text = _one(config, name)
    option = "--" + name.replace("_", "-")
    try:
        value = kind(text)
    except ValueError:
        raise pytest.UsageError(f"{option}={text}: allowed: {allowed}") from None
    if not (0 <= value < float("inf")) or (kind is float and value == 0):
        raise pytest.UsageError(f"{option}={text}: allowed: {allowed}")
    return value


def _rerun_options(config: pytest.Config) -> Iterator[str]:
    # With another level, deviations file, known members or other payloads the contract might pass.
    for place in config.getoption("realtime_known_members") or ():
        yield f"--realtime-known-members={place}"
    for name in ("realtime_deviations", "realtime_fail_level", "realtime_examples", "realtime_database"):
        if given := config.getoption(name):
            yield f"--{name.replace('_', '-')}={given}"
    if (seed := _seed(config)) is not None:
        yield f"--hypothesis-seed={seed}"


def _seed(config: pytest.Config) -> str | None:
    seed = getattr(config.option, "hypothesis_seed", None)
    return None if seed is None else str(seed)
