"""Which advice generated payloads need not follow."""

from pytest_realtime.wire import get_wire_type

FOR_CLIENTS = frozenset({"I3", "I12"})
"""What servers need not keep to: their items have a status, and may be empty."""


def may_break(name: str) -> frozenset[str]:
    """The rules of level SHOULD that payloads of a wire type may break: none where a client writes them."""
    return FOR_CLIENTS if get_wire_type(name).directions == {"read"} else frozenset()
