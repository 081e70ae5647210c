"""Canonical JSON text, in which golden files, reports and comparisons write whole payloads."""

import json
from typing import Any


def canonical(value: Any) -> str:
    """Return compact JSON text, with members in the order of ``value`` and non-ASCII characters as they are.

    Raises:
        ValueError: for NaN and infinities, which JSON does not have
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
