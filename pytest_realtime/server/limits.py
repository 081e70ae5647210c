"""How much of anything the server takes from a peer before it refuses."""

from typing import NamedTuple

MEBIBYTE = 2**20


class ServerLimits(NamedTuple):
    """The bounds of one server; sizes in bytes, times in seconds."""

    head: int = 64 * 1024
    """Request line and headers together; more is answered with 431."""
    body: int = 64 * MEBIBYTE
    """The body of an HTTP request; more is answered with 413."""
    message: int = 64 * MEBIBYTE
    """A WebSocket message, its fragments put together and decompressed; more is closed with 1009."""
    unread: int = 64 * MEBIBYTE
    """What waits for a peer that does not read; past it the peer is dropped."""
    unheard: int = 64 * MEBIBYTE
    """Messages of one connection that are recorded, and that the API has not yet come to; past it nothing more is
    read from that connection for a while."""
    sockets: int = 1_000
    """Sockets open at once; one more is answered with 503."""
    visits: int = 20_000
    """Sockets over the life of the server, so that an endless reconnect loop ends; more are answered with 503."""
    request_seconds: float = 30.0
    """How long one request may take to arrive; after that it is answered with 408."""
    farewell_seconds: float = 2.0
    """How long a peer may take to close a socket that the server is done with."""
