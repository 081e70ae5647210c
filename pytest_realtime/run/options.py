"""The options of a contract run: read from the command line or their ini twins, and checked before any test."""

import difflib
import os
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pytest_realtime.clients import Client, ClientError, load_client
from pytest_realtime.judge import DeviationsError, KnownDeviations, load_deviations
from pytest_realtime.report import SUFFIXES
from pytest_realtime.suite.manifest import contracts

LEVELS = ("must", "should", "may")
DEVIATIONS = "realtime-deviations.toml"
"""The deviations file that is used without being named, when it lies in the root directory."""


@dataclass
class RunOptions:
    """What a run was asked to do, checked."""

    clients: dict[str, Client]
    """The clients under test by name; empty where an overridden fixture brings the client."""
    specs: dict[str, str]
    """How each client was named on the command line, for rerun commands."""
    reports: tuple[Path, ...]
    deviations: KnownDeviations
    deviations_path: Path | None
    fail_levels: frozenset[str]
    """The levels (in capitals) whose deviations fail the run."""
    examples: int
    timeout: float

    def close(self) -> None:
        """End whatever the clients hold open."""
        for client in self.clients.values():
            client.close()


def read_options(config: pytest.Config) -> RunOptions:
    """Read and check all options. Raises :class:`pytest.UsageError` with one message that says what is allowed."""
    clients, specs = _clients(config)
    path = _deviations_path(config)
    return RunOptions(
        clients,
        specs,
        tuple(_report_path(text) for text in _many(config, "realtime_report")),
        _deviations(path),
        path,
        _fail_levels(_one(config, "realtime_fail_level")),
        _number(config, "realtime_examples", int, "a whole number, 0 or more"),
        _number(config, "realtime_timeout", float, "a number of seconds above 0"),
    )


def _one(config: pytest.Config, name: str) -> str:
    value = config.getoption(name)
    return str(value if value is not None else config.getini(name))


def _many(config: pytest.Config, name: str) -> list[str]:
    return list(config.getoption(name) or config.getini(name))


def _clients(config: pytest.Config) -> tuple[dict[str, Client], dict[str, str]]:
    clients: dict[str, Client] = {}
    specs: dict[str, str] = {}
    for spec, client in _named_clients(config):
        try:
            name = client.card.name
        except ClientError as error:
            raise pytest.UsageError(f"--realtime-client={spec}: {error}") from None
        if name in clients:
            raise pytest.UsageError(
                f"two clients of this run are called {name!r} ({specs[name] or 'hook'} and {spec or 'hook'}); "
                "give each card a name of its own"
            )
        clients[name], specs[name] = client, spec
    return clients, specs


def _named_clients(config: pytest.Config) -> Sequence[tuple[str, Client]]:
    specs = _many(config, "realtime_client")
    if specs:
        return [(spec, _load(spec)) for spec in specs]
    given = config.hook.pytest_realtime_client(config=config)
    if given is None:
        return []
    return [_from_hook(item) for item in (given if isinstance(given, list | tuple) else [given])]


def _load(spec: str) -> Client:
    try:
        return load_client(spec)
    except ClientError as error:
        raise pytest.UsageError(f"--realtime-client={spec}: {error}") from None


def _from_hook(given: Any) -> tuple[str, Client]:
    if isinstance(given, str):
        return given, _load(given)
    if isinstance(given, Client):
        return "", given
    raise pytest.UsageError(
        f"the hook pytest_realtime_client returned {type(given).__name__}; allowed: a Client, a SPEC as for "
        "--realtime-client, or a list of these"
    )


NO_CLIENT = (
    "no client to hold against the contracts. Name one: --realtime-client=openai (a registered name), "
    "--realtime-client=module:attribute, or 'realtime_client = ...' in the ini file; or return it from the hook "
    "pytest_realtime_client(config) in a conftest.py; or override the fixture realtime_client in the root conftest"
)


def brings_own_client(config: pytest.Config) -> bool:
    """Whether a loaded conftest.py overrides the fixture ``realtime_client``."""
    from pytest_realtime import fixtures

    return any(
        plugin is not fixtures and hasattr(plugin, "realtime_client")
        for plugin in config.pluginmanager.get_plugins()
    )


def _report_path(text: str) -> Path:
    path = Path(text)
    if path.suffix not in SUFFIXES:
        allowed = ", ".join(SUFFIXES)
        raise pytest.UsageError(f"--realtime-report={text}: the suffix chooses the form; allowed: {allowed}")
    if path.is_dir():
        raise pytest.UsageError(f"--realtime-report={text}: this is a directory; name a file")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab"):
            pass
    except OSError as error:
        raise pytest.UsageError(f"--realtime-report={text}: can't be written: {error.strerror}") from None
    return path.absolute()


def _deviations_path(config: pytest.Config) -> Path | None:
    named = config.getoption("realtime_deviations") or config.getini("realtime_deviations")
    if named:
        return Path(named)
    default = config.rootpath / DEVIATIONS
    return default if default.is_file() else None


def _deviations(path: Path | None) -> KnownDeviations:
    if path is None:
        return KnownDeviations(())
    try:
        return KnownDeviations(load_deviations(path, contract_ids=contracts()))
    except DeviationsError as error:
        raise pytest.UsageError(str(error)) from None


def _fail_levels(text: str) -> frozenset[str]:
    if text not in LEVELS:
        near = difflib.get_close_matches(text.lower(), LEVELS, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise pytest.UsageError(f"--realtime-fail-level={text}: allowed: {', '.join(LEVELS)}{hint}")
    return frozenset(level.upper() for level in LEVELS[: LEVELS.index(text) + 1])


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


def rerun_command(contract: str, spec: str) -> str:
    """The command that runs just this contract again, to paste into a shell of this system."""
    client = f" {shlex.quote(f'--realtime-client={spec}')}" if spec else ""
    quote = '"' if os.name == "nt" else "'"
    return f"pytest --realtime-contracts{client} -k {quote}{contract}{quote}"
