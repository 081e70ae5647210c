"""Intern JSON values as ints: two values get the same int exactly if they are JSON-equal.

So two subtrees of any size are compared by comparing two ints, and matching the items of arrays and the values of
renamed members takes linear time.
"""

from collections.abc import Hashable
from decimal import Decimal

from pytest_realtime.wire.json.numbers import HugeInteger
from pytest_realtime.wire.json.reader import JsonValue

TYPE_NAMES: dict[type, str] = {
    type(None): "null",
    # Before int: in Python, True equals 1. In JSON it does not.
    bool: "boolean",
    int: "number",
    float: "number",
    Decimal: "number",
    HugeInteger: "number",
    str: "string",
    list: "array",
    dict: "object",
}
"""The JSON type of each Python type that the reader returns."""


def _exact(value: JsonValue) -> JsonValue:
    """The exact value of a number's text: ``1e+30`` is 10^30, though the nearest float is not."""
    is_rounded = isinstance(value, float) and abs(value) >= _FIRST_GAP
    return Decimal(repr(value)) if is_rounded else value


_FIRST_GAP = 2.0**53
"""From here on, not every integer is a float (IEEE 754 doubles have 53 bits)."""


class Interner:
    """Assigns ints to values of some trees, which must stay alive and unchanged meanwhile."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._containers: dict[int, int] = {}

    def of(self, value: JsonValue) -> int:
        """Return the int of a value."""
        if isinstance(value, (list, dict)):
            known = self._containers.get(id(value))
            return self._learn(value) if known is None else known
        # ints, floats and Decimals of equal value have equal hashes in Python and compare exactly.
        return self._number((TYPE_NAMES[type(value)], _exact(value)))

    def of_all(self, items: list[JsonValue]) -> list[int]:
        """Return the ints of an array's items."""
        return [self.of(item) for item in items]

    def _learn(self, root: list[JsonValue] | dict[str, JsonValue]) -> int:
        # Parents precede their children in this list, so in reverse every child is interned before its parent.
        containers = [root]
        learned, number, of = self._containers, self._number, self.of
        for container in containers:
            for child in container.values() if isinstance(container, dict) else container:
                if isinstance(child, (list, dict)) and id(child) not in learned:
                    containers.append(child)
        for container in reversed(containers):
            contents: Hashable
            if isinstance(container, dict):
                contents = frozenset([(key, of(value)) for key, value in container.items()])
            else:
                contents = tuple([of(item) for item in container])
            learned[id(container)] = number(contents)
        return learned[id(root)]

    def _number(self, key: Hashable) -> int:
        """Number what a container holds, or a scalar: a tuple of ints, a set of pairs, or a type and a value."""
        return self._numbers.setdefault(key, len(self._numbers))
