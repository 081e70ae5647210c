"""Findings: each states one difference at one place of a JSON text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final, TypedDict

from pytest_realtime.judge.formatting import cut
from pytest_realtime.judge.redaction import mask, mask_at
from pytest_realtime.safe_text import printable
from pytest_realtime.wire.json.reader import JsonDefect


class FindingKind(StrEnum):
    """The kinds of findings. The values are part of the JSON report and of users' deviations files."""

    NULL_DROPPED = "null-dropped"
    NULL_INVENTED = "null-invented"
    MEMBER_DROPPED = "member-dropped"
    MEMBER_INVENTED = "member-invented"
    MEMBER_RENAMED = "member-renamed"
    VALUE_CHANGED = "value-changed"
    NUMBER_KIND = "number-kind"
    TYPE_CHANGED = "type-changed"
    ITEM_DROPPED = "item-dropped"
    ITEM_INVENTED = "item-invented"
    ORDER_CHANGED = "order-changed"
    DUPLICATE_KEY = "duplicate-key"
    NOT_JSON = "not-json"
    VALID_REJECTED = "valid-rejected"
    INVALID_ACCEPTED = "invalid-accepted"
    READ_REJECTED = "read-rejected"
    CRASHED = "crashed"
    TIMED_OUT = "timed-out"
    DRIVER_ERROR = "driver-error"
    NOT_SENT = "not-sent"
    EVENT_IGNORED = "event-ignored"
    REFUSED = "refused"
    OUT_OF_ORDER = "out-of-order"

    @property
    def meaning(self) -> str:
        """What the kind means, in one line."""
        return MEANINGS[self]

    @property
    def is_error(self) -> bool:
        """Whether the run went wrong, rather than the client's output."""
        return self in ERRORS


MEANINGS: Final[Mapping[FindingKind, str]] = {
    FindingKind.NULL_DROPPED: "an explicit null was dropped",
    FindingKind.NULL_INVENTED: "a member that was absent is written as null",
    FindingKind.MEMBER_DROPPED: "a member with a value was dropped",
    FindingKind.MEMBER_INVENTED: "a member that was absent is written with a value",
    FindingKind.MEMBER_RENAMED: "a member is written under another name, with an equal value",
    FindingKind.VALUE_CHANGED: "the value differs but has the same JSON type",
    FindingKind.NUMBER_KIND: "an integer is written with a fraction or an exponent",
    FindingKind.TYPE_CHANGED: "a value has a different JSON type, such as null for a string",
    FindingKind.ITEM_DROPPED: "an item of an array was dropped",
    FindingKind.ITEM_INVENTED: "an array has an extra item",
    FindingKind.ORDER_CHANGED: "the items of an array are in a different order",
    FindingKind.DUPLICATE_KEY: "an object has one key more than once",
    FindingKind.NOT_JSON: "the text or a part of it is not valid JSON, such as NaN or a lone surrogate",
    FindingKind.VALID_REJECTED: "the client rejects a valid payload",
    FindingKind.INVALID_ACCEPTED: "the client writes a payload that the API does not allow",
    FindingKind.READ_REJECTED: "the client can't read what a server may send",
    FindingKind.CRASHED: "the client ended or raised an error outside its own error reporting",
    FindingKind.TIMED_OUT: "the client did not answer in time",
    FindingKind.DRIVER_ERROR: "the driver program broke the driver protocol",
    FindingKind.NOT_SENT: "the client accepted a payload and sent nothing",
    FindingKind.EVENT_IGNORED: "the server sent an event, and the client's user never got it",
    FindingKind.REFUSED: "the server refused what the client sent (`realtime_server`)",
    FindingKind.OUT_OF_ORDER: "the client sent an event at the wrong time, or not at all (`realtime_server`)",
}
"""What each kind means, in one line."""

ERRORS: Final = frozenset({FindingKind.CRASHED, FindingKind.TIMED_OUT, FindingKind.DRIVER_ERROR})
"""Kinds that make the verdict ``error`` and can't be listed as known deviations."""

REJECTIONS: Final = frozenset({FindingKind.VALID_REJECTED, FindingKind.READ_REJECTED})
"""Kinds whose pointer is found by asking smaller payloads; the client itself gave only a message."""


class FindingRow(TypedDict):
    """A finding in a record and in the report."""

    kind: str
    pointer: str
    expected: str
    observed: str
    place: str
    form: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference at one place."""

    kind: FindingKind
    pointer: str
    """RFC 6901 JSON pointer into the expected text, or into the observed one for additions."""
    expected: str
    """The expected value in compact JSON, such as ``null`` or ``"high"``, or ``absent``."""
    observed: str
    """The observed value, likewise."""
    place: str = field(default="", compare=False)
    """The wire type and the member path inside it: ``RealtimeAudioConfigInput.format``."""
    form: str = field(default="", compare=False)
    """The form of the expected value, where that tells causes apart: ``{}``, ``null``, an enum's word."""
    rule: str = field(default="", compare=False)
    """The number of the API rule that it breaks; empty if none of them is about it."""
    reason: str = field(default="", compare=False)
    """Why it matters, in one sentence."""

    def __str__(self) -> str:
        """Kind and pointer, as an entry by contract lists them; for the root and for rejections just the kind."""
        return f"{self.kind} {self.pointer}" if self.pointer and self.kind not in REJECTIONS else self.kind.value

    @property
    def key(self) -> str:
        """The cause key: kind, place and form, such as ``member-dropped RealtimeAudioConfigInput.format {}``."""
        return cause_key(self.kind.value, self.place, self.form)

    def to_dict(self) -> FindingRow:
        """The members of a finding in the JSON report."""
        return {
            "kind": self.kind.value,
            "pointer": self.pointer,
            "expected": self.expected,
            "observed": self.observed,
            "place": self.place,
            "form": self.form,
            "rule": self.rule,
            "reason": self.reason,
        }

    def masked(self) -> "Finding":
        """The finding without secrets, to be shown and written to a report."""
        pointer = mask(self.pointer)
        expected, observed = (mask_at(self.pointer, text) for text in (self.expected, self.observed))
        return replace(self, pointer=pointer, expected=expected, observed=observed, place=mask(self.place))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Finding":
        """Read what :meth:`to_dict` wrote, ignoring unknown members.

        Raises:
            ValueError: If the kind is unknown.
            KeyError: If a member is missing.
        """
        optional = {name: data[name] for name in ("place", "form", "rule", "reason") if name in data}
        return cls(FindingKind(data["kind"]), data["pointer"], data["expected"], data["observed"], **optional)


def cause_key(kind: str, place: str, form: str) -> str:
    """Join kind, place and form of a finding, as a deviations file lists them."""
    return " ".join(filter(None, (kind, place, form)))


def key_of(finding: FindingRow) -> str:
    """Return the cause key of a finding; of a report of an earlier version, its kind and pointer."""
    return cause_key(finding["kind"], finding["place"] or finding["pointer"], finding["form"])


def defect_findings(defects: Iterable[JsonDefect]) -> tuple[Finding, ...]:
    """Turn the defects of an observed text into findings."""
    return tuple(
        Finding(FindingKind(defect.kind), printable(defect.pointer), _DEFECT_FREE[defect.kind], cut(defect.message))
        for defect in defects
    )


_DEFECT_FREE = {"duplicate-key": "each key once", "not-json": "JSON"}
