"""Call a client without trusting it: one that breaks the rules of its interface must not end the run."""

import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from pytest_realtime.clients import Card, Client, ClientError, ClientRequest, ListenRequest, Response, Status
from pytest_realtime.clients.card import Operation
from pytest_realtime.clients.client import FAILURES

MOST_TIME_OUTS = 5
"""Time-outs in a row after which a client is no longer called: each further one would take as long again."""
_GIVEN_UP = f"skipped: the client timed out {MOST_TIME_OUTS} times in a row"
FRAMES = 6
"""How many of the innermost calls of a traceback are shown."""


class SafeClient(Client):
    """A client that always returns a :class:`Response`, and is not called after repeated time-outs.

    Args:
        client: The client.
        time_outs: Time-outs in a row by client name, shared by all clients of a run.
    """

    def __init__(self, client: Client, time_outs: Counter[str]) -> None:
        self._client = client
        self._card = card_of(client)
        self._time_outs = time_outs

    @property
    def card(self) -> Card:
        """The client's own card."""
        return self._card

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        """Call the client, unless it timed out too often."""
        return self._guarded(lambda: [self._client.perform(operation, wire_type, wire, timeout=timeout)], 1)[0]

    def perform_many(self, requests: Sequence[ClientRequest], *, timeout: float) -> list[Response]:
        """Call the client, unless it timed out too often; see :meth:`Client.perform_many`."""
        if type(self._client).perform_many is Client.perform_many:
            # One by one, so that the responses before a failure of the adapter are known.
            return super().perform_many(requests, timeout=timeout)
        return self._guarded(lambda: self._client.perform_many(requests, timeout=timeout), len(requests))

    def send_sequence(self, wire_type: str, wires: Sequence[str], *, timeout: float) -> list[Response]:
        """Call the client, unless it timed out too often; see :meth:`Client.send_sequence`."""
        return self._guarded(lambda: self._client.send_sequence(wire_type, wires, timeout=timeout), len(wires))

    def listen(self, request: ListenRequest, *, timeout: float) -> Response:
        """Call the client, unless it timed out too often; see :meth:`Client.listen`."""
        return self._guarded(lambda: [self._client.listen(request, timeout=timeout)], 1)[0]

    def _guarded(self, call: Callable[[], Any], count: int) -> list[Response]:
        name = self._card.name
        if self._time_outs[name] >= MOST_TIME_OUTS:
            return [Response(Status.TIMED_OUT, message=_GIVEN_UP)]
        responses = _responses(call, count)
        for response in responses:
            self._time_outs[name] = self._time_outs[name] + 1 if response.status is Status.TIMED_OUT else 0
        return responses


def _responses(call: Callable[[], Any], count: int) -> list[Response]:
    """Return the client's responses, up to the first that is a failure or not a response."""
    try:
        given = call()
    except (KeyboardInterrupt, pytest.exit.Exception):
        raise
    # Whatever else an adapter raises, including sys.exit and pytest.skip, is its error and not a result.
    except BaseException as error:
        return [_adapter_error(f"raised\n{_last_lines(error)}")]
    if not isinstance(given, list):
        return [
            _adapter_error(f"returned an object of type {type(given).__qualname__}; allowed: a list of Responses")
        ]
    responses: list[Response] = []
    for response in given[:count]:
        if not isinstance(response, Response):
            message = f"returned an object of type {type(response).__qualname__}; allowed: a Response"
            return [*responses, _adapter_error(message)]
        responses.append(response)
        if response.status in FAILURES:
            return responses
    if len(given) != count:
        return [*responses[: count - 1], _adapter_error(f"returned {len(given)} responses to {count} requests")]
    return responses


def _adapter_error(message: str) -> Response:
    return Response(Status.ERROR, message=f"the client's adapter {message}")


def card_of(client: Client) -> Card:
    """Return the client's card.

    Raises:
        ClientError: If the client raises anything, or its card is not one.
    """
    try:
        card = client.card
    except (ClientError, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise ClientError(f"the client does not start: {type(error).__qualname__}: {error}") from error
    if not isinstance(card, Card):
        raise ClientError(f"the client's card is an object of type {type(card).__qualname__}; allowed: a Card")
    return card


def _last_lines(error: BaseException) -> str:
    return "".join(traceback.format_exception(error, limit=-FRAMES)).rstrip()
