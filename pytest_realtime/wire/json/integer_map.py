"""Where a payload has integers: the one thing that JSON text can't say about itself.

JSON knows one kind of number, so ``300`` and ``300.0`` are equal. A member that the API types as integer
has to be written without fraction or exponent all the same (V4), and this map says which members those are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class IntegerMap:
    """The integers in and under one place of a payload. Places that it does not name have none."""

    is_integer: bool = False
    """Whether a number at this very place is typed as integer."""
    members: Mapping[str, "IntegerMap"] = field(default_factory=lambda: _NONE)
    """The members of an object at this place that hold integers, by name."""
    items: "IntegerMap | None" = None
    """What holds for every item of an array at this place."""


_NONE: Mapping[str, IntegerMap] = MappingProxyType({})
