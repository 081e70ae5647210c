"""Ask a client without trusting it: one that breaks the rules of its interface must not end the run."""

import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from pytest_realtime.clients import Card, Client, ClientError, ClientRequest, Response, Status
from pytest_realtime.clients.card import Operation
from pytest_realtime.clients.client import FAILURES

MOST_TIME_OUTS = 5
"""After this many time-outs in a row a client is given up: each further one would cost as much again."""
_GIVEN_UP = f"not asked: gave up after {MOST_TIME_OUTS} time-outs in a row"
FRAMES = 6
"""How many of the innermost calls of an adapter's fault are shown."""


class SafeClient(Client):
    """A client whose every answer is an :class:`Response`, and that is not waited for again and again.

    ``time_outs`` counts the time-outs in a row by client name; all guards of a run share it.
    """

    def __init__(self, client: Client, time_outs: Counter[str]) -> None:
        self._client = client
        self._card = card_of(client)
        self._time_outs = time_outs

    @property
    def card(self) -> Card:
        """The client's own."""
        return self._card

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        """Ask the client, unless it was given up."""
        return self._guarded(lambda: [self._client.perform(operation, wire_type, wire, timeout=timeout)], 1)[0]

    def perform_many(self, requests: Sequence[ClientRequest], *, timeout: float) -> list[Response]:
        """Ask the client in its own way, unless it was given up; see :meth:`Client.perform_many`."""
        if type(self._client).perform_many is Client.perform_many:
            # One by one: what was answered before the adapter failed is known then.
            return super().perform_many(requests, timeout=timeout)
        return self._guarded(lambda: self._client.perform_many(requests, timeout=timeout), len(requests))

    def send_sequence(self, wire_type: str, wires: Sequence[str], *, timeout: float) -> list[Response]:
        """Ask the client, unless it was given up; see :meth:`Client.send_sequence`."""
        return self._guarded(lambda: self._client.send_sequence(wire_type, wires, timeout=timeout), len(wires))

    def _guarded(self, call: Callable[[], Any], asked: int) -> list[Response]:
        name = self._card.name
        if self._time_outs[name] >= MOST_TIME_OUTS:
            return [Response(Status.TIMED_OUT, message=_GIVEN_UP)]
        outcomes = _outcomes(call, asked)
        for outcome in outcomes:
            self._time_outs[name] = self._time_outs[name] + 1 if outcome.status is Status.TIMED_OUT else 0
        return outcomes


def _outcomes(call: Callable[[], Any], asked: int) -> list[Response]:
    """What the client returns, up to the first that is a failure or no outcome at all."""
    try:
        given = call()
    except (KeyboardInterrupt, pytest.exit.Exception):
        raise
    # Whatever else an adapter raises, sys.exit and pytest.skip among it, is a fault and no result.
    except BaseException as error:
        return [_fault(f"raised\n{_last_lines(error)}")]
    if not isinstance(given, list):
        return [_fault(f"returned an object of type {type(given).__qualname__}; allowed: a list of Outcomes")]
    outcomes: list[Response] = []
    for outcome in given[:asked]:
        if not isinstance(outcome, Response):
            told = f"returned an object of type {type(outcome).__qualname__}; allowed: an Response"
            return [*outcomes, _fault(told)]
        outcomes.append(outcome)
        if outcome.status in FAILURES:
            return outcomes
    if len(given) != asked:
        return [*outcomes[: asked - 1], _fault(f"returned {len(given)} outcomes to {asked} requests")]
    return outcomes


def _fault(told: str) -> Response:
    return Response(Status.ERROR, message=f"the client's adapter {told}")


def card_of(client: Client) -> Card:
    """The client's card. Raises :class:`ClientError`, whatever the client does instead of giving it."""
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
