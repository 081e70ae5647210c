"""The live client: a library in this process that sends to a local server, where its very bytes are taken."""

import traceback
import warnings
from collections.abc import Sequence

from pytest_realtime.clients.card import Card, Operation
from pytest_realtime.clients.client import FAILURES, Client, Response, Status
from pytest_realtime.clients.in_process import FRAMES, Rejected, Unsupported
from pytest_realtime.clients.live.capture import DESTINATIONS, MARK, CapturedMessage, effect
from pytest_realtime.clients.live.capture_server import CaptureServer
from pytest_realtime.clients.live.event_loop import LoopThread
from pytest_realtime.clients.live.integration import Integration
from pytest_realtime.clients.live.variants import telling
from pytest_realtime.clients.worker import WorkerTimeout

MOST_MESSAGE = 2_000
"""How much is kept of an error's text, in characters."""
_UNFIT = (TypeError, LookupError, AttributeError, AssertionError)
"""What code raises over a value that it was not made for: out of a library's call, this is a refusal."""
LONGEST_END = 5.0
"""Seconds that a library has for closing its connections."""


class LiveClient(Client):
    """One integration, its event loop and its server: made when first asked, and anew after a failure.

    Each question is one call of the library or a few; the answer is what arrived at the server by then.
    """

    def __init__(self, integration: Integration) -> None:
        self._integration = integration
        self._listener: CaptureServer | None = None
        self._loop: LoopThread | None = None

    @property
    def card(self) -> Card:
        """The integration's."""
        return self._integration.card

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        """Have the library send one payload; see :meth:`Client.perform`."""
        if not self.card.can(operation, wire_type):
            return Response(Status.UNSUPPORTED, message=f"{self.card.name} offers no {operation} of {wire_type}")
        return self.send_sequence(wire_type, [wire], timeout=timeout)[-1]

    def send_sequence(self, wire_type: str, wires: Sequence[str], *, timeout: float) -> list[Response]:
        """Have the library send several payloads through one connection; see :meth:`Client.send_sequence`."""
        with warnings.catch_warnings(action="ignore"):
            found = [self._in_one_way(way, wire_type, wires, timeout) for way in self._integration.ways]
        return telling(found, wire_type, wires)

    def _in_one_way(self, way: str, wire_type: str, wires: Sequence[str], timeout: float) -> list[Response]:
        outcomes: list[Response] = []
        for wire in wires:
            outcomes.append(self._ask(way, wire_type, wire, bool(outcomes), timeout))
            if outcomes[-1].status in FAILURES:
                break
        return outcomes

    def close(self) -> None:
        """End the connections, the loop and the server."""
        loop, self._loop = self._loop, None
        listener, self._listener = self._listener, None
        if loop:
            try:
                loop.run(self._integration.close(), LONGEST_END)
            # Whatever a library does when it is sent away, the rest has to be ended.
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
            finally:
                loop.close()
        if listener:
            listener.close()

    def _ask(self, way: str, wire_type: str, wire: str, is_later: bool, timeout: float) -> Response:
        refusals: tuple[type[BaseException], ...] = (Rejected, ValueError, *self._integration.rejects)
        try:
            arrived = self._arrived(way, wire_type, wire, is_later, timeout)
        except Unsupported as error:
            return Response(Status.UNSUPPORTED, message=_cut(str(error)))
        except refusals as error:
            return Response(Status.REJECTED, message=_told(error))
        except WorkerTimeout:
            self.close()
            fault = f"{self.card.name} was not done with sending in {timeout:g} s"
            return Response(Status.TIMED_OUT, message=fault)
        except KeyboardInterrupt:
            self.close()
            raise
        except _UNFIT as error:
            self.close()
            answer = Status.ERROR if _is_ours(error) else Status.REJECTED
            return Response(answer, message=_last_lines(error) if answer is Status.ERROR else _told(error))
        except BaseException as error:
            self.close()
            return Response(Status.CRASHED, message=_last_lines(error))
        if not arrived:
            fault = f"{self.card.name} was done with sending, and no {DESTINATIONS[wire_type].title} had arrived"
            return Response(Status.NOT_SENT, message=fault)
        return Response(Status.WROTE, text=effect([arrival.text for arrival in arrived]), message=way)

    def _arrived(
        self, way: str, wire_type: str, wire: str, is_later: bool, timeout: float
    ) -> list[CapturedMessage]:
        place = DESTINATIONS[wire_type]
        loop, listener = self._working(timeout)
        listener.arrivals.forget()
        loop.run(self._integration.send(wire_type, wire, way=way, is_later=is_later), timeout)
        if place.is_event:
            loop.run(self._integration.mark(way), timeout)
            heard = listener.arrivals.wait(_has_mark, timeout)
            if not _has_mark(heard):
                raise WorkerTimeout
        return [arrival for arrival in listener.arrivals.wait(_anything, 0) if place.takes(arrival)]

    def _working(self, timeout: float) -> tuple[LoopThread, CaptureServer]:
        if self._loop is None or self._listener is None:
            self._listener = CaptureServer()
            self._loop = LoopThread(f"pytest-realtime client {self.card.name}")
            self._loop.run(self._integration.open(self._listener.address), timeout)
        return self._loop, self._listener


def _is_ours(error: BaseException) -> bool:
    """Whether the fault is in an integration, not in the library that it calls."""
    frames = list(traceback.walk_tb(error.__traceback__))
    return str(frames[-1][0].f_globals.get("__name__")).startswith("pytest_realtime.")


def _has_mark(heard: list[CapturedMessage]) -> bool:
    return any(arrival.place == MARK for arrival in heard)


def _anything(heard: list[CapturedMessage]) -> bool:
    return True


def _cut(text: str) -> str:
    return text if len(text) <= MOST_MESSAGE else f"{text[: MOST_MESSAGE - 1]}…"


def _told(error: BaseException) -> str:
    return _cut(str(error) if isinstance(error, Rejected) else f"{type(error).__qualname__}: {error}")


def _last_lines(error: BaseException) -> str:
    return "".join(traceback.format_exception(error, limit=-FRAMES))[-MOST_MESSAGE:].rstrip()
