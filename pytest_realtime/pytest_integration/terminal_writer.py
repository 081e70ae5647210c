"""Access to pytest's terminal writer, in one place: pytest has a method for it, and no page about it."""

from typing import Protocol, cast

import pytest


class TerminalWriter(Protocol):
    """The attributes of pytest's terminal writer that this package reads."""

    @property
    def fullwidth(self) -> int:
        """Columns of the terminal."""

    @property
    def hasmarkup(self) -> bool:
        """Whether the terminal shows colours, and nobody switched them off."""

    @property
    def width_of_current_line(self) -> int:
        """Columns of the current line that are written already."""


def terminal_writer(config: pytest.Config) -> TerminalWriter:
    """Return the writer of the run's terminal; the plugin ``terminalreporter`` has to be there."""
    return cast("TerminalWriter", config.get_terminal_writer())
