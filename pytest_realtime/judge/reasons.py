"""Why a finding matters: the API rule that it breaks, by its kind and by the rules of its place.

One row for each kind. The first of the row's rules that is about the place is the reason; a row that ends with
``ANY`` takes any rule of the place; else the row's own sentence is the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pytest_realtime.judge.findings import FindingKind
from pytest_realtime.wire.places import EMPTY_FORMS
from pytest_realtime.wire.rules import api_rules

ANY: Final = "*"
"""Stands for any rule of the place."""
_CHANGED = "A value that is changed on the way configures another session than the one that the caller asked for."
_ITEMS = "Every item is a setting of its own, and their order and repetitions have a meaning."
_JSON = "Readers of JSON (RFC 8259) do something of their own with such a text, or refuse it."
_FAILED = "A client that ends or does not answer loses the caller's session."
_REJECTED = "Users of a client that refuses a valid payload can't send it."


@dataclass(frozen=True)
class Reason:
    """A row of the table."""

    rules: tuple[str, ...] = ()
    """Rules to look for at the place, the best first."""
    sentence: str = ""
    """What to say if the place has none of them; the number of a rule says what that rule says."""


REASONS: Final[Mapping[FindingKind, Reason]] = {
    FindingKind.NULL_DROPPED: Reason(("N1", "N2", "S9"), "N1"),
    FindingKind.NULL_INVENTED: Reason((), "N3"),
    FindingKind.MEMBER_DROPPED: Reason(("U2", "U3", "U4"), "N1"),
    FindingKind.MEMBER_INVENTED: Reason(("U7",), "N7"),
    FindingKind.MEMBER_RENAMED: Reason(("U8",), "U7"),
    FindingKind.VALUE_CHANGED: Reason(("V1", "V2", "V4", "V9"), _CHANGED),
    FindingKind.NUMBER_KIND: Reason((), "V4"),
    FindingKind.TYPE_CHANGED: Reason(("V3", "V4", "U6", "U8", "V8"), _CHANGED),
    FindingKind.ITEM_DROPPED: Reason((), _ITEMS),
    FindingKind.ITEM_INVENTED: Reason((), _ITEMS),
    FindingKind.ORDER_CHANGED: Reason((), _ITEMS),
    FindingKind.DUPLICATE_KEY: Reason((), _JSON),
    FindingKind.NOT_JSON: Reason((), _JSON),
    FindingKind.VALID_REJECTED: Reason(("V1", "V2", "U6", ANY), _REJECTED),
    FindingKind.INVALID_ACCEPTED: Reason(
        (ANY,), "Only the server can refuse it then, when the session already runs."
    ),
    FindingKind.READ_REJECTED: Reason(("V1", "V2", "U7", "U6"), "S12"),
    FindingKind.CRASHED: Reason((), _FAILED),
    FindingKind.TIMED_OUT: Reason((), _FAILED),
    FindingKind.DRIVER_ERROR: Reason((), "The client could not be asked: what the driver did is not the client's."),
    FindingKind.EVENT_IGNORED: Reason(
        (), "What the server says is lost if the client does not hand it on: no other call brings it back."
    ),
    FindingKind.NOT_SENT: Reason((), "A payload that never leaves the client configures nothing."),
}
EMPTY: Final = Reason((), "N4")
"""For an empty value that was dropped."""
NULL: Final = {
    "write": Reason(("N1", "N2", "S9", "N3"), "N1"),
    "read": Reason((), "N6"),
}
"""For a null that was dropped, changed or refused, by the direction of the payload."""
KEPT: Final = Reason(("U2", "U3", "U4"), "C3")
"""For a member that was dropped from what the server sent: nobody set it, so N1 does not say why it matters."""

LACKS: Final = Reason((ANY,), "S12")
"""For what is refused because it lacks a member."""
ABSENT: Final = "absent"
"""The form of a member that a payload lacks on purpose."""


def reason_of(kind: FindingKind, rules: tuple[str, ...], form: str, direction: str) -> tuple[str, str]:
    """Return why a finding matters.

    Args:
        kind: The finding's kind.
        rules: The numbers of the rules of its place.
        form: The form of the expected value, or ``ABSENT``.
        direction: ``write`` or ``read``.

    Returns:
        The number of the API rule, or an empty string if none is about it, and a sentence.
    """
    row = REASONS[kind]
    if kind is FindingKind.NULL_DROPPED or form == "null":
        row = NULL[direction]
    elif kind is FindingKind.MEMBER_DROPPED and form in EMPTY_FORMS:
        row = EMPTY
    elif kind is FindingKind.MEMBER_DROPPED and direction == "read":
        row = KEPT
    elif form == ABSENT:
        row = LACKS
    found = next((rule for rule in row.rules if rule in rules), "")
    if not found and ANY in row.rules and rules:
        found = rules[0]
    rule = found or (row.sentence if row.sentence in api_rules() else "")
    return rule, api_rules()[rule] if rule else row.sentence
