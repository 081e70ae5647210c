"""Clients that change numbers: their format, their precision, their bounds."""

import struct
from typing import Any

from pytest_realtime.clients.in_process import Rejected
from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import ScalarShape, Shape
from tests.faulty.changes import changing, checking, numbers, rewriting
from tests.faulty.wrong import Wrong

SPEED = "must.realtime-audio-config-output.speed"


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _through_float32(value: float) -> float:
    return float(struct.unpack("f", struct.pack("f", value))[0])


def _through_double(value: Any) -> Any:
    return int(float(value)) if _is_integer(value) else value


def _in_32_bits(value: Any) -> Any:
    return value % 2**32 if _is_integer(value) and abs(value) >= 2**32 else value


def _between_bounds(shape: Shape, value: Any) -> Any:
    if isinstance(shape, ScalarShape) and value in (shape.limits.ge, shape.limits.le):
        raise Rejected("should be between the bounds")
    return value


NUMBERS = (
    Wrong(
        "integers-as-floats",
        "writes 300.0 for 300",
        ("V4", "V9", "V10"),
        FindingKind.NUMBER_KIND,
        ("must.server-vad.prefix-padding-ms.value-is-kept", "number-kind /prefix_padding_ms"),
        write=changing(lambda shape, value: float(value) if _is_integer(value) and abs(value) < 2**53 else value),
    ),
    Wrong(
        "through-float32",
        "keeps fractions in 32 bits and writes 0.800000011920929 for 0.8",
        ("V4",),
        FindingKind.VALUE_CHANGED,
        (f"{SPEED}.fraction-is-kept", "value-changed /speed"),
        write=changing(numbers("number", _through_float32)),
        places=r"/(speed|threshold|retention_ratio|temperature|strength)$",
    ),
    Wrong(
        "two-digits",
        "writes fractions with two digits",
        ("V4",),
        FindingKind.VALUE_CHANGED,
        ("must.server-vad.threshold.fraction-is-kept", "value-changed /threshold"),
        write=changing(numbers("number", lambda value: round(value, 2))),
        places=r"/(speed|threshold|retention_ratio|temperature|strength)$",
    ),
    Wrong(
        "integers-through-doubles",
        "keeps integers as doubles, which lose the last digits",
        ("V4",),
        FindingKind.VALUE_CHANGED,
        (
            "should.truncation-token-limits.post-instructions.large-integer-is-kept",
            "value-changed /post_instructions",
        ),
        write=rewriting(_through_double),
    ),
    Wrong(
        "integers-in-32-bits",
        "keeps integers in 32 bits, which overflow",
        ("V4",),
        FindingKind.VALUE_CHANGED,
        ("should.server-vad.prefix-padding-ms.large-integer-is-kept", "value-changed /prefix_padding_ms"),
        write=rewriting(_in_32_bits),
    ),
    Wrong(
        "numbers-as-texts",
        "writes integers as strings",
        ("V4", "V10"),
        FindingKind.TYPE_CHANGED,
        ("must.client-secret-expires-after.seconds.value-is-kept", "type-changed /seconds"),
        write=changing(numbers("integer", str)),
    ),
    Wrong(
        "writes-nan",
        "divides by the wrong thing and writes NaN",
        ("V4", "V6", "V5"),
        FindingKind.NOT_JSON,
        ("must.server-vad.threshold.value-is-kept", "not-json /threshold"),
        write=changing(numbers("number", lambda value: float("nan"))),
        places=r"/(speed|threshold|retention_ratio|temperature|strength)$",
    ),
    Wrong(
        "refuses-the-bounds",
        "treats inclusive bounds as exclusive",
        ("V5",),
        FindingKind.VALID_REJECTED,
        (f"{SPEED}.bounds-are-kept", "valid-rejected"),
        write=checking(_between_bounds),
    ),
)
"""The table; see :class:`Wrong` for the columns."""
