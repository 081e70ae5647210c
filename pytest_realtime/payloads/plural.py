"""Names of strategies: a wire type's name in snake case and the plural, as Hypothesis spells strategies."""

from pytest_realtime.wire.registry import snake_case

_IRREGULAR = {"VoiceIdsShared": "voice_ids_shared", "ClientSecretExpiresAfter": "client_secret_expires_after"}
"""Names whose last word takes no plural."""
_PLURAL_ALREADY = ("formats", "tools", "options", "limits", "tokens", "variables")


def plural(name: str) -> str:
    """``TurnDetection`` → ``turn_detections``; ``OutputModality`` → ``output_modalities``."""
    if name in _IRREGULAR:
        return _IRREGULAR[name]
    snake = snake_case(name)
    if snake.endswith(_PLURAL_ALREADY):
        return snake
    if snake.endswith("y"):
        return f"{snake[:-1]}ies"
    return f"{snake}es" if snake.endswith("ss") else f"{snake}s"
