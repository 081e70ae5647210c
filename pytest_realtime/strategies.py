"""Hypothesis strategies for every wire type, such as ``turn_detections()``.

The strategy of a type takes the keywords of :func:`payloads`; those in :data:`OF_DIALECT` take a dialect as well.
Payloads with exactly one thing wrong come from :func:`invalid_payloads`, whole conversations from
:func:`conversations`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from hypothesis.strategies import SearchStrategy

from pytest_realtime.payloads.conversation.conversation_state import ConversationTurn
from pytest_realtime.payloads.conversation.dialogue import conversations
from pytest_realtime.payloads.generation.strategy import of_dialect, payloads, sessions
from pytest_realtime.payloads.mutations.strategy import invalid_payloads
from pytest_realtime.payloads.plural import plural
from pytest_realtime.wire import wire_types

OF_DIALECT: Mapping[str, Mapping[str, str]] = {
    "RealtimeClientEvent": {
        "ga": "RealtimeClientEvent",
        "translation": "RealtimeTranslationClientEvent",
        "beta": "LegacyClientEvent",
    },
    "RealtimeServerEvent": {
        "ga": "RealtimeServerEvent",
        "translation": "RealtimeTranslationServerEvent",
        "beta": "LegacyServerEvent",
    },
    "RealtimeConversationItem": {"ga": "RealtimeConversationItem", "beta": "LegacyConversationItem"},
}
"""The wire types whose strategies take a dialect, with the type that stands for each dialect."""


def _strategy_of(name: str) -> Callable[..., SearchStrategy[Any]]:
    def strategy(**keywords: Any) -> SearchStrategy[Any]:
        return payloads(name, **keywords)

    strategy.__doc__ = f"Generate valid payloads of {name}; see :func:`payloads` for the keywords."
    return strategy


def _strategy_of_dialect(name: str) -> Callable[..., SearchStrategy[Any]]:
    def strategy(*, dialect: str = "ga", **keywords: Any) -> SearchStrategy[Any]:
        return of_dialect(OF_DIALECT[name], dialect, **keywords)

    dialects = ", ".join(OF_DIALECT[name])
    strategy.__doc__ = f"Generate valid payloads of {name}, or what a dialect ({dialects}) has in its place."
    return strategy


__all__ = ["ConversationTurn", "conversations", "invalid_payloads", "payloads", "sessions"]
for _entry in wire_types():
    _strategy = (_strategy_of_dialect if _entry.name in OF_DIALECT else _strategy_of)(_entry.name)
    _strategy.__name__ = _strategy.__qualname__ = plural(_entry.name)
    globals()[plural(_entry.name)] = _strategy
    __all__ += [plural(_entry.name)]
