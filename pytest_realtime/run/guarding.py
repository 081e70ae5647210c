"""Ask a client without trusting it: one that breaks the rules of its interface must not end the run."""

import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from pytest_realtime.clients import Answer, Card, Client, ClientError, Outcome, Request
from pytest_realtime.clients.card import Ability
from pytest_realtime.clients.interface import FAILURES

MOST_TIME_OUTS = 5
"""After this many time-outs in a row a client is given up: each further one would cost as much again."""
_GIVEN_UP = f"not asked: gave up after {MOST_TIME_OUTS} time-outs in a row"
FRAMES = 6
"""How many of the innermost calls of an adapter's fault are shown."""


class GuardedClient(Client):
    """A client whose every answer is an :class:`Outcome`, and that is not waited for again and again.

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

    def ask(self, ability: Ability, wire_type: str, wire: str, *, timeout: float) -> Outcome:
        """Ask the client, unless it was given up."""
        return self._guarded(lambda: [self._client.ask(ability, wire_type, wire, timeout=timeout)], 1)[0]

    def ask_many(self, requests: Sequence[Request], *, timeout: float) -> list[Outcome]:
        """Ask the client in its own way, unless it was given up; see :meth:`Client.ask_many`."""
        if type(self._client).ask_many is Client.ask_many:
            # One by one: what was answered before the adapter failed is known then.
            return super().ask_many(requests, timeout=timeout)
        return self._guarded(lambda: self._client.ask_many(requests, timeout=timeout), len(requests))

    def ask_in_turn(self, wire_type: str, wires: Sequence[str], *, timeout: float) -> list[Outcome]:
        """Ask the client, unless it was given up; see :meth:`Client.ask_in_turn`."""
        return self._guarded(lambda: self._client.ask_in_turn(wire_type, wires, timeout=timeout), len(wires))

    def _guarded(self, call: Callable[[], Any], asked: int) -> list[Outcome]:
        name = self._card.name
        if self._time_outs[name] >= MOST_TIME_OUTS:
            return [Outcome(Answer.TIMED_OUT, message=_GIVEN_UP)]
        outcomes = _outcomes(call, asked)
        for outcome in outcomes:
            self._time_outs[name] = self._time_outs[name] + 1 if outcome.answer is Answer.TIMED_OUT else 0
        return outcomes


def _outcomes(call: Callable[[], Any], asked: int) -> list[Outcome]:
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
    outcomes: list[Outcome] = []
    for outcome in given[:asked]:
        if not isinstance(outcome, Outcome):
            told = f"returned an object of type {type(outcome).__qualname__}; allowed: an Outcome"
            return [*outcomes, _fault(told)]
        outcomes.append(outcome)
        if outcome.answer in FAILURES:
            return outcomes
    if len(given) != asked:
        return [*outcomes[: asked - 1], _fault(f"returned {len(given)} outcomes to {asked} requests")]
    return outcomes


def _fault(told: str) -> Outcome:
    return Outcome(Answer.ERROR, message=f"the client's adapter {told}")


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
