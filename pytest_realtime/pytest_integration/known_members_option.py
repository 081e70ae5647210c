"""The option --realtime-known-members: members that are newer than this package."""

from contextlib import ExitStack

import pytest

from pytest_realtime.wire import known_members

OPTION = "realtime_known_members"


def know_newer_members(config: pytest.Config) -> None:
    """Know the members of the option, or else of the ini file, until the run ends.

    Raises:
        pytest.UsageError: If a place can't be declared; the message says what is allowed.
    """
    places = config.getoption(OPTION) or config.getini(OPTION)
    until_the_end = ExitStack()
    try:
        until_the_end.enter_context(known_members(*places))
    except ValueError as error:
        raise pytest.UsageError(f"--{OPTION.replace('_', '-')}: {error}") from None
    config.add_cleanup(until_the_end.close)
