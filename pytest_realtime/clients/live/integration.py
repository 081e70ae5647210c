"""What an integration brings: the calls that a user of one library makes, and nothing else."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from pytest_realtime.clients.card import Card


@dataclass(frozen=True)
class Address:
    """Where the local server listens, as users write it down."""

    http: str
    """``http://127.0.0.1:4123/v1``"""
    ws: str
    """``ws://127.0.0.1:4123/v1``"""
    api_key: str = "test-key"


class Integration(ABC):
    """One library. Its methods run in one event loop, one at a time; blocking calls are allowed.

    What the methods raise is told apart: ``Unsupported`` (the library has no word for it), ``Rejected``,
    ValueError and the types of ``rejects`` (the library refused), anything else (it crashed).
    """

    card: Card
    rejects: tuple[type[BaseException], ...] = ()
    ways: tuple[str, ...] = ("",)
    """The ways in which a user can say the same; each question is put in all of them."""

    @abstractmethod
    async def open(self, address: Address) -> None:
        """Get ready to be asked, with a connection where one can be kept. Called again after a failure."""

    @abstractmethod
    async def send(self, wire_type: str, wire: str, *, way: str, is_later: bool) -> None:
        """Have the library send the payload, in one of its ways.

        ``is_later``: what was sent before belongs to the same conversation, and this has to go through the
        same connection. Otherwise nothing that was sent before may have a bearing on what is sent now.
        """

    @abstractmethod
    async def mark(self, way: str) -> None:
        """Send ``input_audio_buffer.clear`` behind what :meth:`send` sent: all of it has arrived when this has."""

    @abstractmethod
    async def close(self) -> None:
        """End what :meth:`open` and :meth:`send` opened. Called after failures, too."""
