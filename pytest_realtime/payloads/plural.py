"""Names of strategies: a wire type's name in snake case and the plural, as Hypothesis spells strategies."""

from pytest_realtime.endpoints import EVENTS
from pytest_realtime.wire.registry import snake_case

_IRREGULAR = {
    "VoiceIdsShared": "voice_ids_shared",
    "ClientSecretExpiresAfter": "client_secret_expires_after",
    # Whole conversations have a strategy of their own.
    "Conversation": "conversation_objects",
}
"""Names whose last word takes no plural, or whose plural is taken."""
_PLURAL_ALREADY = (
    "data",
    "details",
    "formats",
    "limits",
    "options",
    "params",
    "properties",
    "tokens",
    "tools",
    "variables",
)
_NAMED_EVENTS = frozenset(name for name in EVENTS if not name.endswith("Event"))
"""Events whose names end in a verb, such as ``ConversationItemAdded``."""


def plural(name: str) -> str:
    """``TurnDetection`` → ``turn_detections``; ``ConversationItemAdded`` → ``conversation_item_added_events``."""
    if name in _IRREGULAR:
        return _IRREGULAR[name]
    snake = snake_case(name)
    if name in _NAMED_EVENTS:
        return f"{snake}_events"
    if snake.endswith(_PLURAL_ALREADY):
        return snake
    if snake.endswith("y") and snake[-2] not in "aeo":
        return f"{snake[:-1]}ies"
    return f"{snake}es" if snake.endswith(("ss", "us")) else f"{snake}s"
