"""The intended differences between our types and the published document, each with the API rule behind it.

The document is looser than the service in some places and stricter than its own examples in others. Where an API
rule departs from it, one row here says so; any other difference is a change upstream, or an error of ours.
"""

from collections.abc import Iterable

from pytest_realtime.drift.differences import Difference
from pytest_realtime.drift.intended_events import INTENDED_OF_EVENTS
from pytest_realtime.drift.intended_sessions import INTENDED_OF_SESSIONS
from pytest_realtime.drift.intention import Intended

INTENDED: tuple[Intended, ...] = (*INTENDED_OF_SESSIONS, *INTENDED_OF_EVENTS)
"""Every intended difference; each row explains at least one, and no difference has two."""


def intention(difference: Difference) -> Intended | None:
    """Return the row that explains a difference, or None."""
    return next((row for row in INTENDED if row.explains(difference)), None)


def unintended(found: Iterable[Difference]) -> list[Difference]:
    """Return the differences that no API rule explains."""
    return [difference for difference in found if intention(difference) is None]
