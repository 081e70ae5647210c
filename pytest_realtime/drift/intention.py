"""What an intended difference is: an API rule, and what it explains of all differences from someone's types."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from pytest_realtime.drift.differences import Aspect, Difference


@dataclass(frozen=True)
class Intended:
    """One API rule that makes our types differ from the document, and the differences that it explains."""

    rule: str
    """The rule's number."""
    reason: str
    aspects: tuple[Aspect, ...]
    types: tuple[str, ...]
    """Wire types, as names or patterns with ``*``."""
    members: tuple[str, ...]
    """Paths of members, as patterns with ``*``."""
    theirs: Any
    """What the document says; anything else is a change. ``...`` stands for whatever it says."""

    def explains(self, difference: Difference) -> bool:
        """Return whether this rule is the reason for a difference."""
        return (
            difference.aspect in self.aspects
            and any(fnmatchcase(difference.wire_type, pattern) for pattern in self.types)
            and any(fnmatchcase(difference.member_path, pattern) for pattern in self.members)
            and self.theirs in (..., difference.theirs)
        )
