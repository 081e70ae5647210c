"""Ask a client without trusting it: one that breaks the rules of its interface must not end the run."""

import traceback
from collections import Counter

import pytest

from pytest_realtime.clients import Answer, Card, Client, ClientError, Outcome
from pytest_realtime.clients.card import Ability

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
        if self._time_outs[self._card.name] >= MOST_TIME_OUTS:
            return Outcome(Answer.TIMED_OUT, message=_GIVEN_UP)
        outcome = self._ask(ability, wire_type, wire, timeout)
        hung = outcome.answer is Answer.TIMED_OUT
        self._time_outs[self._card.name] = self._time_outs[self._card.name] + 1 if hung else 0
        return outcome

    def _ask(self, ability: Ability, wire_type: str, wire: str, timeout: float) -> Outcome:
        try:
            outcome = self._client.ask(ability, wire_type, wire, timeout=timeout)
        except (KeyboardInterrupt, pytest.exit.Exception):
            raise
        # Whatever else an adapter raises, sys.exit and pytest.skip among it, is a fault and no result.
        except BaseException as error:
            return Outcome(Answer.ERROR, message=f"the client's adapter raised\n{_last_lines(error)}")
        if isinstance(outcome, Outcome):
            return outcome
        fault = f"the client's adapter returned an object of type {type(outcome).__qualname__}; allowed: an Outcome"
        return Outcome(Answer.ERROR, message=fault)


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
