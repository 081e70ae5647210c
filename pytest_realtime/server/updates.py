"""The ``session.update`` events that clients sent, in the order in which they arrived."""

from collections.abc import Iterable, Iterator
from typing import Any

from pytest_realtime.endpoints import UPDATE_EVENTS, ConnectionKind
from pytest_realtime.server.api.connection_kinds import kind_of
from pytest_realtime.server.records import Connection

Session = dict[str, Any]


class SessionUpdates:
    """The sessions in the updates that arrived until this object was created."""

    def __init__(self, connections: Iterable[Connection]) -> None:
        found = [update for connection in connections for update in _updates(connection)]
        self._found = [(kind, session) for _, kind, session in sorted(found, key=lambda entry: entry[0])]

    @property
    def all(self) -> list[Session]:
        """The member ``session`` of every update."""
        return [session for _, session in self._found]

    @property
    def first(self) -> Session:
        """The session of the first update. Raises LookupError if no client sent one."""
        return self._any()[0][1]

    @property
    def last(self) -> Session:
        """The session of the last update. Raises LookupError if no client sent one."""
        return self._any()[-1][1]

    @property
    def merged(self) -> Session:
        """All sessions merged in order, as the API merges updates, also across connections.

        The defaults of a new session are not included. Empty if there is no update.
        """
        from pytest_realtime.wire.session_merge import merge

        whole: Session = {}
        for kind, session in self._found:
            whole = merge(whole, session, wire_type=kind.settings)
        return whole

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Session]:
        return iter(self.all)

    def _any(self) -> list[tuple[ConnectionKind, Session]]:
        if not self._found:
            raise LookupError(
                "no client has sent a session.update yet; wait for it with connection.wait_for_messages(type=…)"
            )
        return self._found


def _updates(connection: Connection) -> Iterator[tuple[int, ConnectionKind, Session]]:
    from pytest_realtime.wire.json.reader import read

    kind = connection.state.kind if connection.state else kind_of(connection.request)
    for frame in list(connection.client_messages):
        event = read(frame.text).value if frame.kind == "text" else None
        if isinstance(event, dict) and event.get("type") in UPDATE_EVENTS:
            session = event.get("session")
            if isinstance(session, dict):
                yield frame.order, kind, session
