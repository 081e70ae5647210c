"""The types of the fixtures, to annotate the arguments of tests with.

An editor completes, and a type checker checks, what a test does with an annotated argument::

    from pytest_realtime.fixture_types import CheckedServer

    def test_my_app(realtime_server: CheckedServer) -> None: ...
"""

from pytest_realtime.clients import Client
from pytest_realtime.payloads.cases.write import Case
from pytest_realtime.payloads.factories import Factory
from pytest_realtime.pytest_integration.checker import ContractChecker
from pytest_realtime.server.api import Scenario
from pytest_realtime.server_testing.checked_server import CheckedServer
from pytest_realtime.server_testing.fixture import Servers
from pytest_realtime.server_testing.fresh_servers import FreshServers
from pytest_realtime.suite.manifest import Contract

__all__ = [
    "Case",
    "CheckedServer",
    "Client",
    "Contract",
    "ContractChecker",
    "Factory",
    "FreshServers",
    "Scenario",
    "Servers",
]
