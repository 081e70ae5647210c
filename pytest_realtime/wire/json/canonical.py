"""Canonical JSON text: what golden forms, reports and comparisons of whole payloads are written in."""

import json
from typing import Any


def canonical(value: Any) -> str:
    """Compact JSON text with the members in the order of ``value`` and non-ASCII as it is.

    Raises ValueError for NaN and infinities, which JSON does not have.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
