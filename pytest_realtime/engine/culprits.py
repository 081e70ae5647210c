"""Which event ended a listening, where more than one may have: shorter streams are sent until it is one.

Suppose that a client hears the first and the last of eight events, and fails in between. The stream is sent again
as far as the fourth event, and then closed by the server. If the client fails again, the culprit is one of these
four, else one of the others; so three connections find it. A stream that ends before all suspects has to be heard
without a failure. If it is not, or if the client fails at no shorter stream, the most likely event remains.
"""

from collections.abc import Callable
from dataclasses import replace

from pytest_realtime.clients import Status
from pytest_realtime.engine.hearings import Hearing
from pytest_realtime.payloads.streams.stream import Stream

Fails = Callable[[Stream], bool]
"""Sends a stream to the client, closes the connection, and returns whether the client had ended it before."""


def narrowed(hearing: Hearing, fails: Fails) -> Hearing:
    """Return the hearing with the event that ended it.

    Args:
        hearing: What was heard of the whole stream.
        fails: Sends a shorter stream.
    """
    suspects = hearing.suspects
    # A client that hangs takes its whole time for each stream.
    if len(suspects) < 2 or hearing.response.status is Status.TIMED_OUT:
        return hearing
    if suspects.start and fails(_beginning(hearing.stream, suspects.start)):
        return hearing
    if not fails(_beginning(hearing.stream, suspects.stop)):
        return hearing
    while len(suspects) > 1:
        middle = (suspects.start + suspects.stop) // 2
        is_before = fails(_beginning(hearing.stream, middle))
        suspects = range(suspects.start, middle) if is_before else range(middle, suspects.stop)
    return replace(hearing, stop=suspects.start, suspects=suspects)


def _beginning(stream: Stream, count: int) -> Stream:
    return replace(stream, events=stream.events[:count])
