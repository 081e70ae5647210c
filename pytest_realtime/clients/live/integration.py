"""What an integration brings: the calls that a user of one library makes, and nothing else."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from pytest_realtime.clients.card import Card
from pytest_realtime.clients.client import ListenRequest
from pytest_realtime.clients.in_process import Hear, Unsupported


@dataclass(frozen=True)
class Address:
    """Where the local server listens, as users of a library write it down."""

    http: str
    """``http://127.0.0.1:4123/v1``"""
    ws: str
    """``ws://127.0.0.1:4123/v1``"""
    api_key: str = "test-key"


class Integration(ABC):
    """One library. Its methods run in one event loop, one at a time; blocking calls are allowed.

    ``Unsupported`` means that the library can't express the payload; ``Rejected``, ValueError and the types in
    ``rejects`` mean that the library refused it; any other exception means that it crashed.
    """

    card: Card
    rejects: tuple[type[BaseException], ...] = ()
    variants: tuple[str, ...] = ("",)
    """Names of equivalent calls, such as sync and async; each payload is sent with all of them."""
    ears: tuple[str, ...] = ("",)
    """The same for listening."""

    @abstractmethod
    async def open(self, address: Address) -> None:
        """Get ready, with a connection where one can be kept. Called again after a failure."""

    @abstractmethod
    async def send(self, wire_type: str, wire: str, *, variant: str, is_later: bool) -> None:
        """Have the library send the payload.

        Args:
            wire_type: The payload's wire type, by name.
            wire: The payload, as JSON text.
            variant: Which of ``variants`` to use.
            is_later: Whether earlier payloads belong to the same conversation, so that this one has to go through
                the same connection. Otherwise nothing that was sent before may affect this one.
        """

    async def read(self, wire_type: str, wire: str) -> str | None:
        """Have the library parse a server's event, and return what its user gets, as JSON text; None for nothing.

        Only for types whose card lists ``read``. No connection is needed, and none has been opened.
        """
        raise Unsupported(f"{self.card.name} reads nothing")

    async def listen(self, request: ListenRequest, hear: Hear, *, variant: str) -> None:
        """Open a connection of its own and hand on what the library hands to its user; see :data:`Listen`.

        Called only if the card has ``hears``, in an event loop that ends with it.

        Args:
            request: Where to connect, how, and until when to listen.
            hear: To be called for each event that the library's user gets, with JSON text or the event's type.
            variant: Which of ``ears`` to use.
        """
        raise Unsupported(f"{self.card.name} does not listen")

    @abstractmethod
    async def mark(self, variant: str) -> None:
        """Send ``input_audio_buffer.clear`` after the payload: when it arrives, the payload has arrived, too."""

    @abstractmethod
    async def close(self) -> None:
        """Close what :meth:`open` and :meth:`send` opened. Called after failures, too."""
