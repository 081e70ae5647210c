"""JSON numbers as Python numbers, without losing what was written.

Python's own conversions fail at both ends: ``int`` rejects more than 4300 digits, ``float`` turns ``1e400`` into
infinity and ``1e-400`` into zero. Such numbers are valid JSON, so they are read as :class:`decimal.Decimal`, which
compares exactly with ints and floats.
"""

import math
import re
from decimal import Context, Decimal, InvalidOperation


class HugeInteger(Decimal):
    """A number written without fraction and exponent that has too many digits for ``int``."""

    __slots__ = ()


class OutOfRange(ValueError):
    """A number beyond even a Decimal: its exponent has 19 digits or more."""


def integer(text: str) -> int | HugeInteger:
    """Return the value of a JSON number without fraction and exponent."""
    try:
        return int(text)
    except ValueError:  # the digit limit, sys.set_int_max_str_digits
        return HugeInteger(text)


def real(text: str) -> float | Decimal:
    """Return the value of a JSON number with a fraction or an exponent.

    Raises:
        OutOfRange: when neither a float nor a Decimal can represent it (RFC 8259 section 9 allows limits)
    """
    value = float(text)
    if math.isfinite(value) and (value or not _NOT_ZERO.match(text)):
        return value
    try:
        return Decimal(text, _STRICT)
    except InvalidOperation:
        raise OutOfRange(f"number out of range: {text[:40]}") from None


def is_spelled_as_integer(value: object) -> bool:
    """Return whether a value is a number that was written without fraction and exponent."""
    return type(value) in (int, HugeInteger)


_NOT_ZERO = re.compile(r"-?[0.]*[1-9]")
# The caller's own decimal context may be set up to return NaN instead of raising.
_STRICT = Context(traps=[InvalidOperation])
