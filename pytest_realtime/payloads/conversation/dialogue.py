"""The strategy of whole conversations."""

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from pytest_realtime.payloads.conversation.conversation_state import ConversationTurn
from pytest_realtime.payloads.conversation.steps import STEPS, Play

MOST_STEPS = 8
"""How long conversations are at most if the caller does not say."""


def conversations(*, max_steps: int = MOST_STEPS) -> st.SearchStrategy[list[ConversationTurn]]:
    """Generate conversations: legal sequences of client events, each with the server events that answer it.

    The first turn is the server's ``session.created``. Ids agree: each is unique, and what an event refers to
    exists. One response is streamed at a time; what a client can do meanwhile may come in between. Every response
    ends, and every call of a function gets its output and a response. The session has no voice detection, and its
    audio is G.711 silence. All payloads are JSON-ready objects of a GA connection.

    Args:
        max_steps: How many things the client does at most, beside what it owes at the end.

    Returns:
        A strategy of lists of :class:`ConversationTurn`. A turn has ``sent``, the client's event, which is None
        where the server goes on by itself, and ``answers``, the server's events.

    Raises:
        InvalidArgument: If ``max_steps`` is not a whole number from 0.
    """
    if type(max_steps) is not int or max_steps < 0:
        raise InvalidArgument(f"max_steps={max_steps!r} is not valid; give a whole number from 0")
    return _conversations(max_steps)


@st.composite
def _conversations(draw: st.DrawFn, max_steps: int) -> list[ConversationTurn]:
    play = Play(draw)
    turns = [play.opened()]
    for _ in range(draw(st.integers(0, max_steps))):
        possible = [step for step in STEPS if step.is_possible(play) for _ in range(step.weight)]
        turns.append(draw(st.sampled_from(possible)).take(play))
    return [*turns, *play.closing()]
