"""Constraints on the value of one member, beyond its JSON type: what a text holds, how long it and maps may be."""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import Constraint, Fragment, peek
from pytest_realtime.wire.violations import Violation


@dataclass(frozen=True, slots=True)
class ShouldBeAbsent(Constraint):
    """A member that may be written, but has no effect; only for levels below MUST."""

    member: str

    def violations(self, holder: object) -> Iterator[Violation]:
        """Yield a violation when the member is there."""
        if peek(holder, self.member) is not MISSING:
            yield self._violation(self.member, "without_effect", "should be left out: it has no effect")


@dataclass(frozen=True, slots=True)
class ShouldNotBeNull(Constraint):
    """A member that may be written as null, but should be left out instead; only for levels below MUST."""

    member: str

    def violations(self, holder: object) -> Iterator[Violation]:
        """Yield a violation when the member is null."""
        if peek(holder, self.member) is None:
            yield self._violation(self.member, "null", "should be left out rather than null")


@dataclass(frozen=True, slots=True)
class NotEmptyList(Constraint):
    """An array without items, where that makes no sense; only for levels below MUST."""

    member: str

    def violations(self, holder: object) -> Iterator[Violation]:
        """Yield a violation when the array is empty."""
        if peek(holder, self.member) == []:
            yield self._violation(self.member, "empty_list", "should not be empty")


@dataclass(frozen=True, slots=True)
class LengthAtMost(Constraint):
    """The most characters of a string; only for levels below MUST, where the schema states no limit."""

    member: str
    most: int

    def violations(self, holder: object) -> Iterator[Violation]:
        """Yield a violation when the string is longer."""
        value = peek(holder, self.member)
        if isinstance(value, str) and len(value) > self.most:
            yield self._violation(self.member, "out_of_bounds", f"should have a length of at most {self.most}")


@dataclass(frozen=True, slots=True)
class HoldsJson(Constraint):
    """A string that should hold JSON; only for levels below MUST, since the service takes any string."""

    member: str

    def violations(self, holder: object) -> Iterator[Violation]:
        """Yield a violation when the string is not JSON."""
        value = peek(holder, self.member)
        if isinstance(value, str) and not _is_json(value):
            yield self._violation(self.member, "not_json_text", "should be text that holds JSON")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class DecodedAtMost(Constraint):
    """The most bytes that a base64 string may stand for."""

    member: str
    most: int

    def violations(self, holder: object) -> Iterator[Violation]:
        """Yield a violation when the decoded bytes are more."""
        value = peek(holder, self.member)
        # Base64 has four characters for three bytes, so a shorter text need not be decoded.
        if not isinstance(value, str) or len(value) <= self.most // 3 * 4:
            return
        try:
            size = len(base64.b64decode(value, validate=True))
        except (binascii.Error, ValueError):
            return
        if size > self.most:
            message = f"should be at most {self.most} bytes when decoded, not {size}"
            yield self._violation(self.member, "out_of_bounds", message)

    def schema(self) -> Fragment:
        """Express it with ``maxLength``, which counts the characters of the text."""
        return {"properties": {self.member: {"maxLength": (self.most + 2) // 3 * 4}}}


@dataclass(frozen=True, slots=True)
class MapAtMost(Constraint):
    """The most entries of a map of strings, and the most characters of its keys and values; a SHOULD."""

    member: str
    entries: int
    key: int
    value: int

    def violations(self, holder: object) -> Iterator[Violation]:
        """Yield a violation for the map, and for each key and value, that is over its limit."""
        found = peek(holder, self.member)
        if not isinstance(found, Mapping):
            return
        if len(found) > self.entries:
            message = f"should have at most {self.entries} entries, not {len(found)}"
            yield self._violation(self.member, "out_of_bounds", message)
        for name, text in found.items():
            for what, length, most in (("key", len(name), self.key), ("value", len(str(text)), self.value)):
                if length > most:
                    message = f"should have a {what} of at most {most} characters, not {length}"
                    yield Violation((self.member, name), "out_of_bounds", message, self.rule, self.level)
