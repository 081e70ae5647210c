"""What events have in common: the bases of the client's and the server's events."""

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.scalars import EventId, Index, Text


class ClientEvent(WireModel):
    """An event that a client sends. Its id is how an error names the event that it is about (E2)."""

    type: Text = member(default=...)
    event_id: EventId | MISSING = member("ev_1", rules="V11 E2")


class ServerEvent(WireModel):
    """An event that a server sends. The schema requires its id, but clients should do without it (E3)."""

    type: Text = member(default=...)
    event_id: Text | MISSING = member("ev_1", rules="E3", may_lack=True)


class OutputItemEvent(ServerEvent):
    """An event about one item of a response."""

    response_id: Text = member("resp_1", default=...)
    output_index: Index = member(0, rules="E6", default=...)


class OutputPartEvent(OutputItemEvent):
    """An event about one part of an item of a response."""

    item_id: Text = member("item_1", default=...)
    content_index: Index = member(0, rules="E6", default=...)
