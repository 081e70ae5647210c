"""How much the server takes from a client before it rejects it."""

from typing import NamedTuple

MEBIBYTE = 2**20


class ServerLimits(NamedTuple):
    """The bounds of one server; sizes in bytes, times in seconds.

    64 MiB are four times what the API takes in one event (15 MiB of audio): a client that exceeds the API's limit
    is still recorded and checked, and one that never stops does not use up the memory of the test run.
    """

    head: int = 64 * 1024
    """Request line and headers together, four times h11's default; more is answered with 431."""
    body: int = 64 * MEBIBYTE
    """The body of an HTTP request; more is answered with 413."""
    message: int = 64 * MEBIBYTE
    """A WebSocket message, reassembled and decompressed; more is closed with 1009."""
    unread: int = 64 * MEBIBYTE
    """Bytes written for a client that does not read them; past it the client is dropped."""
    unprocessed: int = 64 * MEBIBYTE
    """Messages of one connection that are recorded but not yet passed to the API; past it the server stops reading
    from that connection until half of them are processed."""
    sockets: int = 1_000
    """Sockets open at once, just below the 1,024 open files that Linux allows by default; one more is answered with
    503."""
    total_sockets: int = 20_000
    """Sockets over the life of the server; more are answered with 503. An endless reconnect loop so ends before it
    has used up Linux's 28,232 ephemeral ports."""
    request_seconds: float = 30.0
    """How long one request may take to arrive; after that it is answered with 408. On loopback it takes
    milliseconds; the rest is for machines under load."""
    closing_seconds: float = 2.0
    """How long a client may take to close a socket that the server is done with. Less than the 5 s that tests wait
    by default, so that waiting for the end of a connection succeeds even if the client never closes it."""
