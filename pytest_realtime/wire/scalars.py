"""The JSON scalars of the wire: exact types, and the limits on them.

Pydantic's lax conversions would hide what a client really wrote (``"1"``, ``1.0`` and ``true`` all become 1), so
every scalar here accepts its JSON type and nothing else.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import GetCoreSchemaHandler, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, core_schema

from pytest_realtime.levels import Level
from pytest_realtime.wire.direction import is_tolerant
from pytest_realtime.wire.violations import Violation

JsonKind = Literal["integer", "number", "string", "boolean", "object"]
Contents = Literal["", "prose", "json", "base64", "time"]
"""``prose``: text of any length, which clients must write whole (V11); ``json``: the same, and JSON or a piece
of it, which stays a string; ``base64``: bytes, in the standard alphabet and padded; ``time``: an integer, seconds
since 1970."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """Annotation: exactly this JSON type. ``object`` is a free-form JSON object, kept as it is."""

    kind: JsonKind
    contents: Contents = ""
    """What a string or an integer holds."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _CORE_SCHEMAS[self.kind]()


@dataclass(frozen=True, slots=True)
class Limits:
    """Annotation: bounds (inclusive) on a number, on a string's length in code points or on an array's size.

    Limits bind whoever writes. A reader accepts what the server sends, so they are not enforced on read.
    """

    ge: float | None = None
    le: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    samples: tuple[str, ...] = ()
    """Strings that match the pattern, the simplest first: generated payloads hold these."""
    rule: str = ""
    level: Level = "MUST"

    def __post_init__(self) -> None:
        if self.pattern and not self.samples:
            raise ValueError(f"the pattern {self.pattern!r} needs samples of what matches it")

    def broken_by(self, value: Any) -> str | None:
        """Return what is wrong with ``value``, in one sentence, or None."""
        return _first_broken(self._bounds(), value)

    def keywords(self, unit: Literal["Length", "Items"]) -> dict[str, Any]:
        """Return the limits as JSON Schema keywords; none below level MUST, where nothing is rejected."""
        bounds = {
            "minimum": self.ge,
            "maximum": self.le,
            f"min{unit}": self.min_length,
            f"max{unit}": self.max_length,
            "pattern": self.pattern,
        }
        return {word: bound for word, bound in bounds.items() if bound is not None and self.level == "MUST"}

    def _bounds(self) -> "tuple[_Bound, ...]":
        bounds = ((breaks, getattr(self, keyword), sentence) for keyword, breaks, sentence in _LIMITS)
        return tuple(bound for bound in bounds if bound[1] is not None)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        inner = handler(source)
        if self.level != "MUST":
            return inner
        bounds = self._bounds()

        def check(value: Any) -> Any:
            if not is_tolerant() and (message := _first_broken(bounds, value)):
                raise Violation((), "out_of_bounds", message, self.rule, self.level).error()
            return value

        return core_schema.no_info_after_validator_function(check, inner)


_Bound = tuple[Callable[[Any, Any], bool], Any, str]


def _first_broken(bounds: tuple[_Bound, ...], value: Any) -> str | None:
    for breaks, bound, sentence in bounds:
        if breaks(value, bound):
            return f"should {sentence} {bound}"
    return None


_LIMITS: tuple[tuple[str, Callable[[Any, Any], bool], str], ...] = (
    ("ge", lambda value, bound: value < bound, "be at least"),
    ("le", lambda value, bound: value > bound, "be at most"),
    ("min_length", lambda value, bound: len(value) < bound, "have a length of at least"),
    ("max_length", lambda value, bound: len(value) > bound, "have a length of at most"),
    # fullmatch would let a final newline pass through `$` in the published pattern; search does not
    # need to: JSON Schema patterns are anchored by themselves.
    ("pattern", lambda value, bound: re.search(bound.replace("$", r"\Z"), value) is None, "match"),
)


def _number(value: Any) -> Any:
    """Accept an int or a finite float as it is: ``1`` and ``1.0`` stay what they are."""
    if _is_finite_number(value):
        return value
    raise Violation((), "number_type", "should be a JSON number", "V4").error()


def _whole(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    """Reject a float where an integer is the only valid value: 24000.0 equals 24000, but is not valid (V4)."""
    if type(value) is float:
        raise Violation((), "int_type", "should be an integer, without a fraction", "V4").error()
    # Gateways have other rates; a reader takes them as it takes a number that is out of bounds.
    return value if is_tolerant() and type(value) is int else validate(value)


def json_object(value: Any) -> Any:
    """Accept a free-form JSON object as it is."""
    if type(value) is not dict:
        raise Violation((), "object_type", "should be a JSON object", "").error()
    # Holders are looked at in turn, not by recursion: they may be nested more deeply than Python can call itself.
    holders: list[Any] = [value]
    for holder in holders:
        parts = holder
        if type(holder) is dict:
            if not _STR.issuperset(map(type, holder)):
                raise Violation((), "object_key", "should have strings as keys", "").error()
            parts = holder.values()
        for part in parts:
            kind = type(part)
            if kind in _LEAVES:
                continue
            if kind is dict or kind is list:
                holders.append(part)
            elif not _is_finite_number(part):
                raise Violation((), "json_value", "should contain JSON values only", "").error()
    return value


_LEAVES = frozenset({str, bool, int, type(None)})
_STR = frozenset({str})


def _is_finite_number(value: Any) -> bool:
    return type(value) is int or (type(value) is float and math.isfinite(value))


AS_IS = core_schema.plain_serializer_function_ser_schema(lambda value: value)
"""Serializes a value by what it is, not by what was declared."""

_CORE_SCHEMAS: dict[JsonKind, Callable[[], CoreSchema]] = {
    "integer": lambda: core_schema.int_schema(strict=True),
    "string": lambda: core_schema.str_schema(strict=True),
    "boolean": lambda: core_schema.bool_schema(strict=True),
    "number": lambda: core_schema.no_info_plain_validator_function(_number, serialization=AS_IS),
    "object": lambda: core_schema.no_info_plain_validator_function(json_object, serialization=AS_IS),
}

Text = Annotated[str, Scalar("string")]
"""A JSON string."""
JsonText = Annotated[str, Scalar("string", "json")]
"""A string that holds JSON, such as the arguments of a call; it is never an object on the wire (I16, I17)."""
Base64 = Annotated[
    str,
    Scalar("string", "base64"),
    Limits(
        pattern="^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
        samples=("AAAA", "+/+/", "AAECAw==", "//79/P8="),
        rule="E8",
    ),
]
"""Bytes in standard base64: with padding, without line breaks and without a data: prefix (E8)."""
LongText = Annotated[str, Scalar("string", "prose")]
"""A JSON string of any length, such as instructions: the API has no limit for it, and people write much (V11)."""
Integer = Annotated[int, Scalar("integer")]
"""A JSON number that the API types as integer: neither ``5.0`` nor ``5e0`` nor ``true`` (V4)."""


@dataclass(frozen=True, slots=True)
class _Whole:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(_whole, handler(source), serialization=AS_IS)


Whole = _Whole()
"""Annotation of a ``Literal`` integer: not spelled as a float (V4); a reader accepts every other integer, too."""
Number = Annotated[int | float, Scalar("number")]
"""A finite JSON number; ``1`` and ``1.0`` are both valid and are kept apart (V4)."""
Flag = Annotated[bool, Scalar("boolean")]
"""JSON ``true`` or ``false``."""
JsonObject = Annotated[dict[str, Any], Scalar("object")]
"""A free-form JSON object, such as ``tracing.metadata`` or a tool's ``parameters``."""

Milliseconds = Annotated[Integer, Limits(ge=0, rule="V6", level="SHOULD")]
"""A duration in milliseconds. No bound is published; a negative one makes no sense (V6)."""
Threshold = Annotated[Number, Limits(ge=0, le=1, rule="V6")]
"""Voice activity threshold, 0 to 1."""
Index = Annotated[Integer, Limits(ge=0, rule="E6")]
"""The place of an item in a response, or of a part in an item, counted from 0 (E6)."""
Position = Annotated[Integer, Limits(ge=0, rule="E6")]
"""A position in audio, in milliseconds from its beginning (E6)."""
Speed = Annotated[Number, Limits(ge=0.25, le=1.5, rule="V5")]
"""Playback speed of the model's voice, 0.25 to 1.5."""
UnixTime = Annotated[int, Scalar("integer", "time")]
"""Seconds since 1970-01-01 UTC; 0 does occur in server objects (S7)."""
MAX_EVENT_ID = 512
"""The most characters of an event id that a client chooses (V11)."""
EventId = Annotated[Text, Limits(max_length=MAX_EVENT_ID, rule="V11")]
"""An event id chosen by the client."""
