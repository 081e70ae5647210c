"""Read deeply nested JSON text in slices that the standard library can read.

The library's decoder calls itself for each level, up to Python's limit. Here the text is cut wherever another
``DEPTH`` levels begin: each such value is read on its own, innermost first, and stands in the text around it as one
word, for which the decoder asks :func:`read_in_slices` when it gets there. So all reading is the library's, and the
time is linear: one look at each bracket, and one at each slice.
"""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from json import JSONDecoder
from typing import Any, Final

DEPTH: Final = 150
"""The levels of a slice: a few hundred are left to those who call from deep inside a test run."""
_INSERTED = "NaN"
"""The word for a slice: one of those for which the decoder calls a hook, since they are not JSON."""


@dataclass(slots=True)
class _Slice:
    """A value whose end is not reached yet."""

    at: int
    """Where the text begins that is not in ``pieces`` yet."""
    pieces: list[str] = field(default_factory=list)
    inner: list[Any] = field(default_factory=list)
    """The values of the slices inside, in the order of their words."""


def read_in_slices(
    text: str, object_pairs_hook: Callable[[list[tuple[str, Any]]], Any], parse_float: Callable[[str], Any]
) -> Any:
    """Return the value of a JSON text.

    Args:
        text: JSON text, nested as deeply as it likes.
        object_pairs_hook: Makes objects, as for :class:`json.JSONDecoder`.
        parse_float: Makes numbers with a fraction or an exponent, as there.

    Raises:
        ValueError: when the text may have defects; a hook raises it, too
        RecursionError: when there is no room for a single slice
    """
    if _CONSTANT.search(text):
        raise ValueError("a constant that is not JSON, or a text with its name")
    waiting: deque[Any] = deque()
    decoder = JSONDecoder(
        object_pairs_hook=object_pairs_hook, parse_float=parse_float, parse_constant=lambda _: waiting.popleft()
    )

    def value_of(done: _Slice, end: int) -> Any:
        waiting.extend(done.inner)
        return decoder.decode("".join((*done.pieces, text[done.at : end])))

    depth, open_slices = 0, [_Slice(0)]
    for run in _RUNS.finditer(text):
        start = run.start()
        begins = text[start] in "[{"
        levels = _levels(run[0])
        lowest = depth if begins else depth - levels
        if lowest < 0:
            raise ValueError("more brackets end than begin")
        first = lowest + -lowest % DEPTH or DEPTH  # the level at which a slice begins or ends, if it is in the run
        if first < lowest + levels and begins:
            cut, outer = _hop("[{", first - lowest, text, start), open_slices[-1]
            outer.pieces += (text[outer.at : cut], _INSERTED)
            open_slices.append(_Slice(cut))
        elif first < lowest + levels:
            cut = _hop("]}", depth - 1 - first, text, start) + 1
            value = value_of(open_slices.pop(), cut)
            open_slices[-1].inner.append(value)
            open_slices[-1].at = cut
        depth = depth + levels if begins else lowest
    if depth:
        raise ValueError("more brackets begin than end")
    return value_of(open_slices[0], len(text))


def _levels(run: str) -> int:
    """How many brackets a run has."""
    plain = _STRING.sub("", run) if '"' in run else run
    return sum(map(plain.count, "[{]}"))


def _hop(brackets: str, number: int, text: str, at: int) -> int:
    """Return the place after this number of brackets, and after what follows each."""
    match = _run_of(brackets, f"{{{number}}}").match(text, at)
    assert match is not None  # the run has more
    return match.end()


@cache
def _run_of(brackets: str, times: str) -> re.Pattern[str]:
    """What finds brackets of one kind, each with all that follows before the next one of any kind."""
    return re.compile(rf"(?:[{re.escape(brackets)}]{_BETWEEN}){times}+", re.DOTALL)


_CONSTANT = re.compile("NaN|Infinity")
_QUOTED = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
"""A string, whose brackets are none."""
_STRING = re.compile(_QUOTED, re.DOTALL)
_BETWEEN = rf'[^\[\]{{}}"]*+(?:{_QUOTED}[^\[\]{{}}"]*+)*+'
_RUNS = re.compile("|".join(_run_of(brackets, f"{{1,{DEPTH}}}").pattern for brackets in ("[{", "]}")), re.DOTALL)
"""Brackets that begin, or that end: at most as many as a slice has, so that at most one slice begins or ends."""
