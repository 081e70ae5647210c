"""A JSON reader that knows the place of every defect and has no depth limit.

It is pure Python and about ten times slower than the standard library, so it only reads what
:mod:`pytest_realtime.wire.json.reader` cannot: text with defects, and deeply nested text.

The reader makes one pass over the text. The containers around the current place are a list, not call frames, so
depth costs memory only. Each step reads one piece of the text (opening brackets, a key with its colon, a scalar,
closing brackets with the comma after them) and returns whether a value comes next; ``read`` loops until no value is
due and nothing is open. Brackets that follow each other are one piece, since a hostile text may have millions of
them. For ``{"a": [1]}``: ``_object`` enters the object and reads the key, ``_array`` enters the array,
``_word_or_number`` places 1 in it, and ``_after_value`` leaves the array and the object. A defect does not stop the
pass: the place is recorded as a pointer, made from the open containers and their current keys, and reading goes on
with the value that most readers take (the last of duplicate members, a float for NaN). Only text that has no value
at all raises.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from json import JSONDecodeError, JSONDecoder
from typing import Final, Literal, TypeAlias

from pytest_realtime.wire.json import numbers
from pytest_realtime.wire.json.pointer import pointer_of

JsonValue: TypeAlias = "None | bool | int | float | Decimal | str | list[JsonValue] | dict[str, JsonValue]"
"""A value read from JSON text. Decimals stand for numbers that neither int nor float can hold."""
DefectKind = Literal["duplicate-key", "not-json"]
"""What is wrong with a JSON text: a key that an object has twice, or anything that is not JSON."""

POINTER_BUDGET: Final = 10_000_000
"""How many characters all pointers to the defects of one text may have; further defects are not recorded.

Without a limit, defects at every level of a deeply nested text would need memory that grows with the square of its
length: 10 MB keep all defects of any text that is not an attack.
"""


@dataclass(frozen=True, slots=True)
class JsonDefect:
    """Something in the text itself that JSON does not allow."""

    kind: DefectKind
    pointer: str
    """RFC 6901 JSON pointer of the place; empty for the root."""
    message: str


def read_deeply(text: str) -> tuple[JsonValue, tuple[JsonDefect, ...]]:
    """Return the value and all defects of ``text``, in the order of the text, each kind once a place.

    A place with a defect still has a value: the last of duplicate members, a float for NaN and Infinity.

    Raises:
        json.JSONDecodeError: when the text is not JSON at all
    """
    return _Reader(text).read()


class _Reader:
    """One pass over one text; see the module."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._root: JsonValue = None
        self._open: list[list[JsonValue] | dict[str, JsonValue]] = []
        self._keys: list[str] = []  # the current member of each open object; unused for arrays
        self._ends: list[str] = []  # the bracket that ends each open container
        self._defects: dict[tuple[str, str], JsonDefect] = {}
        self._budget = POINTER_BUDGET

    def read(self) -> tuple[JsonValue, tuple[JsonDefect, ...]]:
        if self._text.startswith("\ufeff"):
            raise self._error("Leading byte order mark")
        self._skip_blanks()
        value_is_due = True
        while value_is_due or self._open:
            value_is_due = self._value() if value_is_due else self._after_value()
        self._skip_blanks()
        if self._at < len(self._text):
            raise self._error("Extra data")
        return self._root, tuple(self._defects.values())

    # Each of the following reads one piece of the text, and returns whether a value comes next.

    def _value(self) -> bool:
        return _STARTS.get(self._next(), _Reader._word_or_number)(self)

    def _object(self) -> bool:
        while opened := _OBJECT.match(self._text, self._at):
            self._enter({}, opened["key"])
            self._at = opened.end()
        if self._next() != "{":
            return True
        self._enter({})
        self._at += 1
        self._skip_blanks()
        return self._next() != "}" and self._key()

    def _array(self) -> bool:
        opened = _ARRAYS.match(self._text, self._at)
        assert opened is not None
        arrays: list[list[JsonValue]] = [[] for _ in range(opened[0].count("["))]
        self._place(arrays[0])
        for outer, inner in pairwise(arrays):
            outer.append(inner)
        self._open += arrays
        self._keys += [""] * len(arrays)
        self._ends += ["]"] * len(arrays)
        self._at = opened.end()
        return self._next() != "]"

    def _after_value(self) -> bool:
        if comma := _COMMA.match(self._text, self._at):
            self._at = comma.end()
            return self._key() if isinstance(self._open[-1], dict) else True
        before = self._at
        self._leave()
        if self._at == before:
            raise self._error("Expecting ',' delimiter")
        return False

    def _key(self) -> bool:
        if self._next() != '"':
            raise self._error("Expecting property name enclosed in double quotes")
        key, self._at = _STRINGS.raw_decode(self._text, self._at)
        self._keys[-1] = key
        self._look_for_surrogates(key)
        if key in self._open[-1]:
            self._record("duplicate-key", "the key is written more than once")
        self._skip_blanks()
        self._expect(":", "Expecting ':' delimiter")
        return True

    def _string(self) -> bool:
        value, self._at = _STRINGS.raw_decode(self._text, self._at)
        self._place(value)
        self._look_for_surrogates(value)
        return False

    def _word_or_number(self) -> bool:
        if number := _NUMBER.match(self._text, self._at):
            self._number(number)
        elif word := _WORD.match(self._text, self._at):
            self._word(word[0])
        else:
            raise self._error("Expecting value")
        return False

    def _word(self, word: str) -> None:
        self._at += len(word)
        self._place(_WORDS[word] if word in _WORDS else float(word))
        if word not in _WORDS:
            self._record("not-json", f"{word} is not JSON")

    def _number(self, match: re.Match[str]) -> None:
        self._at = match.end()
        try:
            self._place(numbers.real(match[0]) if match["real"] else numbers.integer(match[0]))
        except numbers.OutOfRange as error:
            self._place(float(match[0]))
            self._record("not-json", str(error))

    # What the pieces are made of.

    def _enter(self, members: dict[str, JsonValue], key: str = "") -> None:
        self._place(members)
        self._open.append(members)
        self._keys.append(key)
        self._ends.append("}")

    def _leave(self) -> None:
        """Leave all containers that end here, however many."""
        run = _ENDS.match(self._text, self._at)
        assert run is not None  # it may be empty
        marks = "".join(run[0].split())
        outside = len(self._open) - len(marks)
        if outside >= 0 and marks == "".join(reversed(self._ends[outside:])):
            self._at = run.end()
            del self._open[outside:], self._keys[outside:], self._ends[outside:]
            return
        # One of them is wrong, or is too many: to find it.
        self._skip_blanks()
        while self._open and self._next() == self._ends[-1]:
            for stack in (self._open, self._keys, self._ends):
                stack.pop()
            self._at += 1
            self._skip_blanks()

    def _place(self, value: JsonValue) -> None:
        if not self._open:
            self._root = value
        elif isinstance(parent := self._open[-1], dict):
            parent[self._keys[-1]] = value
        else:
            parent.append(value)

    def _next(self) -> str:
        return self._text[self._at : self._at + 1]

    def _skip_blanks(self) -> None:
        # In one step: a hostile text may have megabytes of them.
        if blanks := _BLANKS.match(self._text, self._at):
            self._at = blanks.end()

    def _expect(self, delimiter: str, otherwise: str) -> None:
        if self._next() != delimiter:
            raise self._error(otherwise)
        self._at += 1
        self._skip_blanks()

    def _look_for_surrogates(self, text: str) -> None:
        # The decoder has joined pairs of escapes into one character: those that are left are lone.
        if lone := _SURROGATE.search(text):
            self._record("not-json", f"lone surrogate \\u{ord(lone[0]):04x}")

    def _record(self, kind: DefectKind, message: str) -> None:
        if self._budget > 0:
            pointer = self._pointer()
            self._budget -= len(pointer)
            self._defects.setdefault((kind, pointer), JsonDefect(kind, pointer, message))

    def _pointer(self) -> str:
        steps = zip(self._open, self._keys, strict=True)
        return pointer_of(key if isinstance(parent, dict) else len(parent) - 1 for parent, key in steps)

    def _error(self, message: str) -> JSONDecodeError:
        return JSONDecodeError(message, self._text, self._at)


_STARTS: dict[str, Callable[[_Reader], bool]] = {"{": _Reader._object, "[": _Reader._array, '"': _Reader._string}
_STRINGS = JSONDecoder()
_BLANKS = re.compile(r"[ \t\n\r]+")
_ARRAYS = re.compile(r"[\[ \t\n\r]+")
"""The beginnings of arrays in arrays."""
_OBJECT = re.compile(r'\{[ \t\n\r]*"(?P<key>[^"\\\x00-\x1f\ud800-\udfff]*)"[ \t\n\r]*:[ \t\n\r]*')
"""The beginning of an object as far as its first value, with a key that is spelled as it reads."""
_COMMA = re.compile(r"[ \t\n\r]*,[ \t\n\r]*")
_ENDS = re.compile(r"[\]} \t\n\r]*")
_WORD = re.compile(r"null|true|false|NaN|-?Infinity")
_WORDS: dict[str, bool | None] = {"null": None, "true": True, "false": False}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?P<real>(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)")
_SURROGATE = re.compile("[\ud800-\udfff]")
