"""The hook by which a project names its client.

PYTEST_DONT_REWRITE
"""

from typing import Any

import pytest


@pytest.hookspec(firstresult=True)
def pytest_realtime_client(config: pytest.Config) -> Any:
    """Return the client to hold against the contracts, or None.

    A :class:`pytest_realtime.clients.Client`, a SPEC as for ``--realtime-client``, or a list of these. It is
    asked when neither the command line nor the ini file names a client.
    """
