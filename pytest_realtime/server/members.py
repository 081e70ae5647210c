"""Look into JSON objects that clients and servers sent, without loading the wire types."""

from typing import Any


def member_at(value: Any, *path: str) -> Any:
    """Return the value at a path of members; None where there is none."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value
