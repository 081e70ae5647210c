"""The fixtures: a factory per event and body, the client under test, cases, and the local server.

PYTEST_DONT_REWRITE
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pytest_realtime.endpoints import PAYLOADS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_realtime.clients import Client
    from pytest_realtime.payloads.cases.write import Case
    from pytest_realtime.payloads.factories import Factory
    from pytest_realtime.pytest_integration.checker import ContractChecker
    from pytest_realtime.server.api import Scenario
    from pytest_realtime.server_testing.checked_server import CheckedServer
    from pytest_realtime.server_testing.fixture import Servers
    from pytest_realtime.server_testing.fresh_servers import FreshServers
    from pytest_realtime.suite.manifest import Contract


def _snake_case(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def _factory_fixture(wire_type: str) -> Callable[[], Factory[Any]]:
    def factory() -> Factory[Any]:
        from pytest_realtime.payloads.factories import Factory

        return Factory(wire_type)

    factory.__doc__ = f"""A factory of {wire_type} models: Factory[{wire_type}].

    Call it with members to set, or call ``.minimal(...)`` or ``.maximal(...)``: each returns a new model that
    the test may change. None is JSON null; an omitted member is absent.
    """
    return factory


for _name in PAYLOADS:
    _fixture_name = _snake_case(_name)
    globals()[_fixture_name] = pytest.fixture(name=_fixture_name)(_factory_fixture(_name))


@pytest.fixture
def realtime_client(request: pytest.FixtureRequest) -> Client:
    """The client under test: the one that --realtime-client, the ini file or the hook names.

    With several clients, a test with this fixture runs once for each. Override it in the root conftest.py to test a
    client object of your own; a named client takes precedence.
    """
    from pytest_realtime.pytest_integration.clients import client_of

    return client_of(request)


@pytest.fixture
def realtime_contract(request: pytest.FixtureRequest) -> Contract:
    """One contract of the suite. The test runs once per contract, or per contract of the marker's requirements."""
    raise pytest.UsageError("realtime_contract is parametrized by the plugin")


@pytest.fixture
def realtime_case(request: pytest.FixtureRequest) -> Case:
    """One enumerated case: a payload of a wire type, and what it tests.

    A test with this fixture runs once per case. The marker ``realtime_cases("SessionUpdateEvent",
    direction="write", aspect="null-is-kept")`` embeds the cases in these wire types and narrows them.
    A case has ``wire_type``, ``payload`` (JSON-ready objects), ``text``, ``pointer``, ``aspect`` and ``id``.
    """
    raise pytest.UsageError("realtime_case is parametrized by the plugin; use it in a test function")


@pytest.fixture
def realtime_check(request: pytest.FixtureRequest, realtime_client: Client) -> ContractChecker:
    """Check a contract with the client under test: ``realtime_check(contract)`` probes, judges and records."""
    from pytest_realtime.pytest_integration.checker import ContractChecker

    return ContractChecker(request.node, realtime_client)


@pytest.fixture
def realtime_scenario() -> Scenario | None:
    """How ``realtime_server`` behaves. Override it to return a ``pytest_realtime.server.api.Scenario``."""
    return None


@pytest.fixture
def realtime_server_factory(request: pytest.FixtureRequest) -> Iterator[Servers]:
    """Start local Realtime servers: ``realtime_server_factory(Scenario(created="late"), tls=True)``.

    Other options are ``limits``, ``compression``, ``api_key`` and ``port``. The servers stop at the end of the
    test, and what their clients sent is checked as for ``realtime_server``.
    """
    from pytest_realtime.server_testing.fixture import Servers

    servers = Servers(request)
    yield servers
    servers.finish()


@pytest.fixture
def realtime_server(realtime_server_factory: Servers, realtime_scenario: Scenario | None) -> CheckedServer:
    """A local Realtime server for sync and async tests, without network or a real API key.

    Point your client at ``.base_url`` (or ``.ws_url``) with ``.api_key``; inspect ``.requests``, ``.connections``
    and ``.session_updates``. At the end of the test everything that clients sent is checked. A payload that breaks
    a MUST, a refusal of the server and an event at the wrong time are reported as errors at teardown, unless
    ``.expect_invalid()``, ``.expect_refusal()``, ``.expect_out_of_order()`` or a marker allows them.
    """
    return realtime_server_factory(realtime_scenario)


@pytest.fixture(scope="session")
def realtime_fresh_server(request: pytest.FixtureRequest) -> FreshServers:
    """Give a part of a test a local Realtime server of its own.

    ``with realtime_fresh_server(Scenario(…)) as server:`` takes the arguments of ``realtime_server_factory``. What
    clients sent is checked at the end of the block, so that a finding fails the example of Hypothesis, or the round
    of a loop, to which it belongs. The fixture has the scope of the session: ``@given`` takes it as it is.
    """
    from pytest_realtime.server_testing.fresh_servers import FreshServers

    return FreshServers(request.session)
