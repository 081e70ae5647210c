"""The client behind the fixture ``realtime_client``."""

import pytest

from pytest_realtime.clients import Client
from pytest_realtime.plugin import RUN
from pytest_realtime.run.options import NO_CLIENT, read_options

_OWN: pytest.StashKey[dict[str, Client]] = pytest.StashKey()


def client_of(request: pytest.FixtureRequest) -> Client:
    """The client that this test runs with. Raises :class:`pytest.UsageError` when none is named."""
    run = request.config.stash.get(RUN, None)
    clients = run.options.clients if run else _clients_of_plain_run(request.config)
    name = getattr(request, "param", None) or next(iter(clients), None)
    if name is None:
        raise pytest.UsageError(NO_CLIENT)
    return clients[name]


def _clients_of_plain_run(config: pytest.Config) -> dict[str, Client]:
    """The clients of a run without the contract suite, for tests of the user's own."""
    if _OWN not in config.stash:
        options = read_options(config)
        config.stash[_OWN] = options.clients
        config.add_cleanup(options.close)
    return config.stash[_OWN]
