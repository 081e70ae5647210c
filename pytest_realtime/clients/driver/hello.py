"""The card in a driver's answer to ``hello``, checked member by member."""

from collections.abc import Mapping
from typing import Any

from pytest_realtime.clients.card import BadCard, Card
from pytest_realtime.clients.driver.protocol import PROTOCOL

REQUIRED = ("name", "version", "language", "types")
TEXTS = ("name", "version", "language", "homepage", "dialect")


def card_from(given: Mapping[str, Any]) -> Card:
    """Make the card. Raises :class:`BadCard`, naming the member.

    Members that this version does not know are left to ``pytest-realtime driver check``.
    """
    # A driver may say which version it speaks; one that speaks another should not get further.
    if given.get("protocol", PROTOCOL) != PROTOCOL:
        raise BadCard(f"the card's protocol is {given['protocol']!r}; supported: {PROTOCOL}")
    for name in REQUIRED:
        if name not in given:
            raise BadCard(f"the card has no {name}; required: {', '.join(REQUIRED)}")
    texts = {name: given[name] for name in TEXTS if name in given}
    for name, text in texts.items():
        if not isinstance(text, str):
            raise BadCard(f"the card's {name} should be a string, not {text!r}")
    types = _types(given["types"])
    sends = any("send" in operations for operations in types.values())
    defaults = given.get("defaults", {})
    return Card(**texts, types=types, transport="driver", defaults=defaults, keeps_connection=sends)


def _types(given: Any) -> dict[str, frozenset[Any]]:
    if not isinstance(given, dict):
        raise BadCard(f"the card's types should be an object of wire type names, not {given!r}")
    for name, operations in given.items():
        if not isinstance(operations, list) or not all(isinstance(operation, str) for operation in operations):
            raise BadCard(f"the card's types: {name} should have a list of operations, not {operations!r}")
    return {name: frozenset(operations) for name, operations in given.items()}
