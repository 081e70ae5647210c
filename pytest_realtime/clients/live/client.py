"""The live client: a library in this process that sends to a local server, which captures exactly what it wrote."""

import traceback
import warnings
from collections.abc import Callable, Sequence

from pytest_realtime.clients.card import Card, Operation
from pytest_realtime.clients.client import FAILURES, Client, ListenRequest, Response, Status
from pytest_realtime.clients.in_process import FRAMES, MAX_MESSAGE, Rejected, Unsupported, cut, rejection_message
from pytest_realtime.clients.live.capture import (
    DESTINATIONS,
    MARK,
    CapturedMessage,
    CaptureServer,
    Destination,
    combined,
)
from pytest_realtime.clients.live.event_loop import LoopThread
from pytest_realtime.clients.live.integration import Integration
from pytest_realtime.clients.live.variants import merge_variants
from pytest_realtime.clients.worker import WorkerTimeout

_BAD_VALUE = (TypeError, LookupError, AttributeError, AssertionError)
"""What code raises for a value that it was not made for. From inside a library's call, this is a rejection."""
MARK_FOLLOWS_WITHIN = 2.0
"""Seconds between a payload that looks like the mark and the mark; they were sent one after the other."""
CLOSES_WITHIN = 5.0
"""Seconds that a library may take to close its connections; a WebSocket's closing handshake takes milliseconds."""


class LiveClient(Client):
    """One integration, its event loop and its capture server: started when first needed, and again after a failure.

    Each request is one call of the library, or a few; the output is what arrived at the server.
    """

    def __init__(self, integration: Integration) -> None:
        self._integration = integration
        self._server: CaptureServer | None = None
        self._loop: LoopThread | None = None

    @property
    def card(self) -> Card:
        """The integration's card."""
        return self._integration.card

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        """Have the library send one payload; see :meth:`Client.perform`."""
        if not self.card.can(operation, wire_type):
            return Response(Status.UNSUPPORTED, message=self.card.unsupported_message(operation, wire_type))
        if operation == "read":
            with warnings.catch_warnings(action="ignore"):
                return self._answer(lambda: self._read(wire_type, wire, timeout), timeout)
        return self.send_sequence(wire_type, [wire], timeout=timeout)[-1]

    def send_sequence(self, wire_type: str, wires: Sequence[str], *, timeout: float) -> list[Response]:
        """Have the library send several payloads through one connection; see :meth:`Client.send_sequence`."""
        with warnings.catch_warnings(action="ignore"):
            found = [self._send_all(variant, wire_type, wires, timeout) for variant in self._integration.variants]
        return merge_variants(found, wire_type, wires)

    def listen(self, request: ListenRequest, *, timeout: float) -> Response:
        """Have the library listen in every way that it has.

        Of several, the one that hears least is judged. One that can't listen counts only if none can.
        """
        with warnings.catch_warnings(action="ignore"):
            found = [self._hear(ear, request, timeout) for ear in self._integration.ears]
        able = [response for response in found if response.status is not Status.UNSUPPORTED] or found
        return min(able, key=lambda response: (response.status is Status.WROTE, len(response.heard)))

    def _hear(self, ear: str, request: ListenRequest, timeout: float) -> Response:
        heard: list[str] = []
        loop = LoopThread(f"pytest-realtime listener {self.card.name}")
        status, message = Status.WROTE, ear
        try:
            loop.run(self._integration.listen(request, heard.append, variant=ear), timeout)
        except Unsupported as error:
            status, message = Status.UNSUPPORTED, cut(str(error))
        except WorkerTimeout:
            status, message = Status.TIMED_OUT, f"{self.card.name} still listened after {timeout:g} s"
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            # Whatever a library raises while its user listens is how the listening ended for that user.
            ours = isinstance(error, _BAD_VALUE) and _is_ours(error)
            status = Status.ERROR if ours else Status.REJECTED
            message = _last_lines(error) if ours else rejection_message(error)
        finally:
            loop.close()
        return Response(status, message=message, heard=tuple(heard))

    def close(self) -> None:
        """Close the connections, the loop and the server."""
        loop, self._loop = self._loop, None
        server, self._server = self._server, None
        if loop:
            try:
                if server:
                    loop.run(self._integration.close(), CLOSES_WITHIN)
            # Whatever a library raises when it is closed, the rest has to be closed.
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
            finally:
                loop.close()
        if server:
            server.close()

    def _send_all(self, variant: str, wire_type: str, wires: Sequence[str], timeout: float) -> list[Response]:
        responses: list[Response] = []
        for wire in wires:
            responses.append(self._send(variant, wire_type, wire, bool(responses), timeout))
            if responses[-1].status in FAILURES:
                break
        return responses

    def _read(self, wire_type: str, wire: str, timeout: float) -> Response:
        return Response(Status.WROTE, text=self._running().run(self._integration.read(wire_type, wire), timeout))

    def _send(self, variant: str, wire_type: str, wire: str, is_later: bool, timeout: float) -> Response:
        return self._answer(lambda: self._sent(variant, wire_type, wire, is_later, timeout), timeout)

    def _sent(self, variant: str, wire_type: str, wire: str, is_later: bool, timeout: float) -> Response:
        captured = self._captured(variant, wire_type, wire, is_later, timeout)
        if not captured:
            message = f"{self.card.name} finished sending, but no {DESTINATIONS[wire_type].title} arrived"
            return Response(Status.NOT_SENT, message=message)
        return Response(Status.WROTE, text=combined([message.text for message in captured]), message=variant)

    def _answer(self, ask: Callable[[], Response], timeout: float) -> Response:
        """Ask the library, and return its response, or what became of the question."""
        rejections: tuple[type[BaseException], ...] = (Rejected, ValueError, *self._integration.rejects)
        try:
            return ask()
        except Unsupported as error:
            return Response(Status.UNSUPPORTED, message=cut(str(error)))
        except rejections as error:
            return Response(Status.REJECTED, message=rejection_message(error))
        except WorkerTimeout:
            self.close()
            message = f"{self.card.name} did not finish sending within {timeout:g} s"
            return Response(Status.TIMED_OUT, message=message)
        except KeyboardInterrupt:
            self.close()
            raise
        except _BAD_VALUE as error:
            self.close()
            if _is_ours(error):
                return Response(Status.ERROR, message=_last_lines(error))
            return Response(Status.REJECTED, message=rejection_message(error))
        except BaseException as error:
            self.close()
            return Response(Status.CRASHED, message=_last_lines(error))

    def _running(self) -> LoopThread:
        self._loop = self._loop or LoopThread(f"pytest-realtime client {self.card.name}")
        return self._loop

    def _captured(
        self, variant: str, wire_type: str, wire: str, is_later: bool, timeout: float
    ) -> list[CapturedMessage]:
        destination = DESTINATIONS[wire_type]
        loop = self._running()
        if self._server is None:
            self._server = CaptureServer()
            loop.run(self._integration.open(self._server.address), timeout)
        self._server.clear()
        loop.run(self._send_marked(variant, wire_type, wire, is_later, with_mark=destination.is_event), timeout)
        if destination.is_event:
            captured = _without_mark(self._server, destination, timeout)
        else:
            captured = self._server.messages()
        return destination.output_of([message for message in captured if destination.takes(message)])

    async def _send_marked(
        self, variant: str, wire_type: str, wire: str, is_later: bool, *, with_mark: bool
    ) -> None:
        """Send a payload, and the mark behind it: one visit to the loop instead of two."""
        await self._integration.send(wire_type, wire, variant=variant, is_later=is_later)
        if with_mark:
            await self._integration.mark(variant)


def _without_mark(server: CaptureServer, destination: Destination, timeout: float) -> list[CapturedMessage]:
    """Wait for the mark, and return all other messages. Raises :class:`WorkerTimeout` when it does not arrive."""
    server.wait_for(lambda: any(map(_is_mark, server.messages())), timeout)
    if destination.event == MARK:
        # The first one may be the payload, with the mark on its way.
        server.wait_for(lambda: sum(map(destination.takes, server.messages())) > 1, MARK_FOLLOWS_WITHIN)
    captured = server.messages()
    marks = [index for index, message in enumerate(captured) if _is_mark(message)]
    if not marks:
        raise WorkerTimeout
    del captured[marks[-1]]
    return captured


def _is_mark(message: CapturedMessage) -> bool:
    return message.name == MARK


def _is_ours(error: BaseException) -> bool:
    """Whether an integration raised it, and not the library that it calls."""
    frames = list(traceback.walk_tb(error.__traceback__))
    return str(frames[-1][0].f_globals.get("__name__")).startswith("pytest_realtime.")


def _last_lines(error: BaseException) -> str:
    return "".join(traceback.format_exception(error, limit=-FRAMES))[-MAX_MESSAGE:].rstrip()
