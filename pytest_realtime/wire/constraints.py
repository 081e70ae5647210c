"""Rules that join several members of one object, as a table of small declarations.

Each model lists its constraints. A constraint knows how to find what breaks it and, where JSON Schema can say it, the
schema fragment that says the same. Rules bind whoever writes; reading ignores them.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from pytest_realtime.levels import Level
from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.violations import Violation

Fragment = dict[str, Any]


def peek(holder: Any, *path: str) -> Any:
    """The value at ``path`` below a model or a JSON object; ``MISSING`` when any step is absent."""
    for name in path:
        if isinstance(holder, BaseModel):
            holder = getattr(holder, name, MISSING)
        elif isinstance(holder, Mapping):
            holder = holder.get(name, MISSING)
        else:
            return MISSING
    return holder


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint(ABC):
    """What every constraint has: the ruling that it enforces and how binding that is."""

    rule: str
    level: Level = "MUST"

    @abstractmethod
    def violations(self, holder: Any) -> Iterator[Violation]:
        """Tell what in ``holder`` (a model or a JSON object) breaks this constraint."""

    def schema(self) -> Fragment:
        """The constraint as a JSON Schema fragment (draft 2020-12).

        Rules that are always advice have none: schemas say what is refused, so that nobody asks these.
        """
        raise NotImplementedError(f"{type(self).__name__} is advice, which no schema tells")

    def _violation(self, member: str, code: str, message: str) -> Violation:
        return Violation((member,) if member else (), code, message, self.rule, self.level)


@dataclass(frozen=True, slots=True)
class Requires(Constraint):
    """The schema leaves this member out of ``required``; a ruling demands it from whoever writes."""

    member: str

    def violations(self, holder: Any) -> Iterator[Violation]:
        """Tell when the member is absent."""
        if peek(holder, self.member) is MISSING:
            yield self._violation(self.member, "missing", "is required here")

    def schema(self) -> Fragment:
        """Say ``required``."""
        return {"required": [self.member]}


@dataclass(frozen=True, slots=True)
class AtLeastOneOf(Constraint):
    """One of these members has to be there."""

    members: tuple[str, ...]

    def violations(self, holder: Any) -> Iterator[Violation]:
        """Tell when none of the members is there."""
        if all(peek(holder, name) is MISSING for name in self.members):
            yield self._violation("", "missing_one_of", f"should have one of: {', '.join(self.members)}")

    def schema(self) -> Fragment:
        """Say ``anyOf`` over ``required``."""
        return {"anyOf": [{"required": [name]} for name in self.members]}


@dataclass(frozen=True, slots=True)
class AtMostOneOf(Constraint):
    """These members exclude each other; the first one in this order is the one to keep."""

    members: tuple[str, ...]

    def violations(self, holder: Any) -> Iterator[Violation]:
        """Tell each member beyond the first one present."""
        present = [name for name in self.members if peek(holder, name) is not MISSING]
        for name in present[1:]:
            yield self._violation(name, "excluded", f"should not stand beside {present[0]}")

    def schema(self) -> Fragment:
        """Say that no two of them are there."""
        pairs = [
            {"not": {"required": [first, second]}}
            for index, first in enumerate(self.members)
            for second in self.members[index + 1 :]
        ]
        return {"allOf": pairs}


@dataclass(frozen=True, slots=True)
class NotWithModel(Constraint):
    """Where ``model`` has one of ``names``, ``member`` may not have a value (null, or nothing, it may)."""

    member: str
    names: tuple[str, ...]
    model: tuple[str, ...] = ("model",)

    def violations(self, holder: Any) -> Iterator[Violation]:
        """Tell the member when it has a value next to such a model."""
        value = peek(holder, self.member)
        name = peek(holder, *self.model)
        if value is not MISSING and value is not None and name in self.names:
            yield self._violation(self.member, "excluded", f"should not be used with the model {name}")

    def schema(self) -> Fragment:
        """Say it with ``if`` and ``then``."""
        condition: Fragment = {"enum": list(self.names)}
        for name in reversed(self.model):
            condition = {"type": "object", "properties": {name: condition}, "required": [name]}
        return {"if": condition, "then": {"properties": {self.member: {"type": "null"}}}}


@dataclass(frozen=True, slots=True)
class OnlyWithModel(Constraint):
    """``member`` is for models in ``names``; next to another model of ``known`` it makes no sense."""

    member: str
    names: tuple[str, ...]
    known: type
    model: tuple[str, ...] = ("model",)

    def violations(self, holder: Any) -> Iterator[Violation]:
        """Tell the member when a listed model that does not take it stands beside it."""
        name = peek(holder, *self.model)
        has_value = peek(holder, self.member) not in (MISSING, None)
        if has_value and name in list(self.known) and name not in self.names:  # type: ignore[call-overload]
            yield self._violation(self.member, "excluded", f"is only for {', '.join(self.names)}, not for {name}")


@dataclass(frozen=True, slots=True)
class NotEmpty(Constraint):
    """An object without any member says nothing and should not be written."""

    members: tuple[str, ...]

    def violations(self, holder: Any) -> Iterator[Violation]:
        """Tell when the object is empty."""
        if all(peek(holder, name) is MISSING for name in self.members):
            yield self._violation("", "empty", "should not be empty")


@dataclass(frozen=True, slots=True)
class NotInside(Constraint):
    """Some members of a nested object have no meaning in this place."""

    member: str
    names: tuple[str, ...]

    def violations(self, holder: Any) -> Iterator[Violation]:
        """Tell each member that has no meaning here."""
        for name in self.names:
            if peek(holder, self.member, name) is not MISSING:
                path = (self.member, name)
                yield Violation(path, "excluded", "has no meaning here", self.rule, self.level)


@dataclass(frozen=True, slots=True)
class MisplacedMember:
    """A member that belongs elsewhere: why writing it here is wrong (rather than merely unknown)."""

    names: tuple[str, ...]
    rule: str
    level: Level
    message: str


UNKNOWN_MEMBER = MisplacedMember((), "U7", "SHOULD", "is no member of this object")
"""What any other unknown member is, in an object that the published schema leaves open."""
CLOSED = MisplacedMember((), "U7", "MUST", "is no member of this closed object")
"""What an unknown member is in one of the six objects that the published schema closes."""
