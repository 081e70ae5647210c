"""The option --realtime-known-members: members that are newer than this package."""

from collections.abc import Sequence
from contextlib import ExitStack

import pytest

from pytest_realtime.wire import known_members


def know_newer_members(config: pytest.Config, places: Sequence[str]) -> None:
    """Know the members at these places until the run ends.

    Args:
        config: The run's configuration.
        places: What the option or the ini file gives.

    Raises:
        pytest.UsageError: If a place can't be declared; the message says what is allowed.
    """
    until_the_end = ExitStack()
    try:
        until_the_end.enter_context(known_members(*places))
    except ValueError as error:
        raise pytest.UsageError(f"--realtime-known-members: {error}") from None
    config.add_cleanup(until_the_end.close)
