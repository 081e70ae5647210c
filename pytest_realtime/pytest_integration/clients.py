"""The clients of a run: named on the command line, in the ini file, by the hook, or by a fixture."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pytest_realtime.clients import Client, ClientError, load_client
from pytest_realtime.engine.safe_client import card_of
from pytest_realtime.judge import mask
from pytest_realtime.plugin_options import PREFIX
from pytest_realtime.safe_text import visible

NO_CLIENT = (
    "no client to test. Set --realtime-client=NAME (such as openai), --realtime-client=MODULE:ATTRIBUTE or "
    "--realtime-client='cmd:COMMAND', or 'realtime_client = ...' in the ini file; or return a client from the hook "
    "pytest_realtime_client(config) in a conftest.py; or override the fixture realtime_client in the root conftest"
)


@dataclass
class NamedClients:
    """The clients named by the command line, the ini file or the hook; empty if a fixture provides the client."""

    by_name: dict[str, Client] = field(default_factory=dict)
    specs: dict[str, str] = field(default_factory=dict)
    """How each client was named, for rerun commands; empty for a client object of the hook."""

    def add(self, spec: str, client: Client) -> None:
        """Add a client.

        Raises:
            pytest.UsageError: If it does not start, or another client has its name.
        """
        try:
            name = card_of(client).name
        except ClientError as error:
            raise pytest.UsageError(visible(mask(f"{_named(spec)}: {error}"))) from None
        if name in self.by_name:
            both = f"{_named(self.specs[name])} and {_named(spec)}"
            raise pytest.UsageError(
                mask(f"two clients of this run are called {name!r} ({both}); give each card a different name")
            )
        self.by_name[name], self.specs[name] = client, spec

    def close(self) -> None:
        """Close all clients, even if closing one fails."""
        for name, client in self.by_name.items():
            try:
                client.close()
            except Exception as error:
                # pytest's terminal is closed by now, and the results are reported.
                print(f"pytest-realtime: closing the client {name!r} failed: {mask(str(error))}", file=sys.stderr)


def _named(spec: str) -> str:
    return f"--realtime-client={spec}" if spec else "the hook pytest_realtime_client"


_CACHE = "realtime/clients"
"""The key of pytest's cache under which the names of clients are stored."""
_NAMED: pytest.StashKey[NamedClients] = pytest.StashKey()


def named_clients(config: pytest.Config) -> NamedClients:
    """Return the clients of this run, loading them on the first call.

    Raises:
        pytest.UsageError: If a client can't be loaded.
    """
    if _NAMED not in config.stash:
        found = NamedClients()
        config.add_cleanup(found.close)
        for spec, client in _clients(config):
            found.add(spec, client)
        config.stash[_NAMED] = found
    return config.stash[_NAMED]


def _clients(config: pytest.Config) -> Iterator[tuple[str, Client]]:
    named = config.getoption("realtime_client")
    in_ini = config.getini("realtime_client")
    if in_ini and not named and str(config.rootpath) not in sys.path:
        # A module named in the ini file lies beside it, wherever pytest was started.
        sys.path.insert(0, str(config.rootpath))
    for given in named or in_ini or _from_hook(config) or _remembered(config):
        yield (given, _load(given)) if isinstance(given, str) else ("", given)


def _load(spec: str) -> Client:
    try:
        return load_client(spec)
    except ClientError as error:
        raise pytest.UsageError(mask(f"--realtime-client={spec}: {error}")) from None


def _from_hook(config: pytest.Config) -> Iterable[Any]:
    try:
        given = config.hook.pytest_realtime_client(config=config)
    except (pytest.UsageError, pytest.exit.Exception):
        raise
    except Exception as error:
        message = mask(f"{type(error).__qualname__}: {error}")
        raise pytest.UsageError(f"the hook pytest_realtime_client failed: {message}") from error
    several = given if isinstance(given, list | tuple) else () if given is None else (given,)
    for item in several:
        if not isinstance(item, Client | str):
            raise pytest.UsageError(
                f"the hook pytest_realtime_client returned {type(item).__name__}; allowed: a Client, a SPEC as for "
                "--realtime-client, or a list of these"
            )
    return several


def _remembered(config: pytest.Config) -> list[str]:
    """Return the clients whose contracts are named by node id, as the last run named them.

    So a node id that a run has printed can be run again as it was printed.
    """
    cache = getattr(config, "cache", None)
    if cache is None or brings_own_client(config):
        return []
    ids = [text for text in map(str, config.invocation_params.args) if PREFIX in text]
    return [spec for name, spec in cache.get(_CACHE, {}).items() if any(f"[{name}-" in id_ for id_ in ids)]


def remember(config: pytest.Config) -> None:
    """Store in pytest's cache how the clients of this run were named, unless that holds a secret."""
    cache = getattr(config, "cache", None)
    specs = {name: spec for name, spec in named_clients(config).specs.items() if spec and mask(spec) == spec}
    if cache is not None and specs:
        cache.set(_CACHE, {**cache.get(_CACHE, {}), **specs})


def brings_own_client(config: pytest.Config) -> bool:
    """Whether the fixture ``realtime_client`` is overridden for the contracts."""
    plugins = config.pluginmanager.get_plugins()
    return any(hasattr(plugin, "realtime_client") and _is_seen(plugin, config.rootpath) for plugin in plugins)


def _is_seen(plugin: object, root: Path) -> bool:
    """A conftest.py in a subfolder has fixtures for the tests there only, not for the contracts."""
    file = Path(plugin.__file__ or "") if isinstance(plugin, ModuleType) else None
    name = getattr(plugin, "__name__", "")
    return name != "pytest_realtime.fixtures" and (
        file is None or file.name != "conftest.py" or file.parent == root
    )


def client_of(request: pytest.FixtureRequest) -> Client:
    """Return the client of a test that is not parametrized by clients. Fails the test if no client is named."""
    try:
        clients = named_clients(request.config).by_name
    except pytest.UsageError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None
    if not clients:
        pytest.fail(NO_CLIENT, pytrace=False)
    return next(iter(clients.values()))


def checked(client: object) -> Client:
    """Return the client of an overridden fixture. Fails the test if it is not a client."""
    if not isinstance(client, Client):
        returned = f"an object of type {type(client).__qualname__}"
        pytest.fail(f"the fixture realtime_client returned {returned}; allowed: a Client", pytrace=False)
    try:
        card_of(client)
    except ClientError as error:
        raise pytest.fail.Exception(mask(f"the fixture realtime_client: {error}"), pytrace=False) from None
    return client
