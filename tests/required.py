"""What a machine may lack: tests that need it skip with the reason, or fail where it is required.

A variable that is ``all`` says that everything of its kind has to be there: otherwise a run that tried nothing
could not be told from one that found nothing wrong.
"""

import os
from typing import Any, NoReturn

import pytest

from pytest_realtime.clients import ClientError
from pytest_realtime.clients.live.packages import needed

DRIVERS = "REALTIME_REQUIRE_DRIVERS"
LIVE = "REALTIME_REQUIRE_LIVE"
PLUGINS = "REALTIME_REQUIRE_PLUGINS"
"""Other plugins of pytest, and what single pages of the documentation need."""


def absent(what: str, variable: str) -> NoReturn:
    """Skip, or fail where it is required."""
    if os.environ.get(variable) == "all":
        pytest.fail(f"{variable}=all: {what}", pytrace=False)
    pytest.skip(what)


def live_package(module: str, client: str) -> Any:
    """A module of the package that a live client drives."""
    try:
        return needed(module, client)
    except ClientError as error:
        absent(str(error), LIVE)
