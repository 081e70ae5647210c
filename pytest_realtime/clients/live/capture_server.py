"""The local server of a live client: started once, and listened to question by question."""

from pytest_realtime.clients.live.capture import Capture
from pytest_realtime.clients.live.integration import Address
from pytest_realtime.server.server import RealtimeServer


class CaptureServer:
    """A running server, and what arrives there."""

    def __init__(self) -> None:
        self.arrivals = Capture()
        # Frames as they were written: a library's compression is not what is asked.
        self._server = RealtimeServer(self.arrivals, compression=False).start()

    @property
    def address(self) -> Address:
        """Where it listens."""
        return Address(self._server.base_url, self._server.base_url.replace("http", "ws", 1))

    def close(self) -> None:
        """End the server."""
        self._server.stop()
