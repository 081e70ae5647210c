"""The hook by which a project names its client.

PYTEST_DONT_REWRITE
"""

from typing import Any

import pytest


@pytest.hookspec(firstresult=True)
def pytest_realtime_client(config: pytest.Config) -> Any:
    """Return the client to test, or None.

    pytest calls the hook if neither the command line nor the ini file names a client.

    Returns:
        A :class:`pytest_realtime.clients.Client`, a SPEC as for ``--realtime-client``, or a list of these.
    """
