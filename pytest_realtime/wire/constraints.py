"""Constraints between several members of one object, as small declarations.

Each model lists its constraints. A constraint finds what breaks it and, where JSON Schema can express it, gives the
fragment that says the same. Constraints bind whoever writes; readers ignore them.
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
    """Return the value at ``path`` below a model or a JSON object; ``MISSING`` when any step is absent."""
    for name in path:
        # The order matters: a model is expensive to tell from other things.
        if type(holder) is dict or isinstance(holder, Mapping):
            holder = holder.get(name, MISSING)
        elif isinstance(holder, BaseModel):
            holder = getattr(holder, name, MISSING)
        else:
            return MISSING
    return holder


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint(ABC):
    """What every constraint has: the API rule that it enforces and how binding that is."""

    rule: str
    level: Level = "MUST"

    @abstractmethod
    def violations(self, holder: Any) -> Iterator[Violation]:
        """Yield what in ``holder`` (a model or a JSON object) breaks this constraint."""

    def schema(self) -> Fragment:
        """Return the constraint as a JSON Schema fragment (draft 2020-12).

        Constraints of level SHOULD have none: a schema only says what is rejected.
        """
        raise NotImplementedError(f"{type(self).__name__} has no JSON Schema: it is only ever a SHOULD")

    def _violation(self, member: str, code: str, message: str) -> Violation:
        return Violation((member,) if member else (), code, message, self.rule, self.level)


@dataclass(frozen=True, slots=True)
class Requires(Constraint):
    """The published schema does not require this member; an API rule requires it of whoever writes."""

    member: str
    unless: tuple[str, ...] = ()
    """Members beside which it may be absent; only for levels below MUST."""

    def violations(self, holder: Any) -> Iterator[Violation]:
        """Yield a violation when the member is absent."""
        if all(peek(holder, name) is MISSING for name in (self.member, *self.unless)):
            yield self._violation(self.member, "missing", "is required here")

    def schema(self) -> Fragment:
        """Express it with ``required``."""
        return {"required": [self.member]}


@dataclass(frozen=True, slots=True)
class AtLeastOneOf(Constraint):
    """One of these members must be there."""

    members: tuple[str, ...]

    def violations(self, holder: Any) -> Iterator[Violation]:
        """Yield a violation when none of the members is there."""
        if all(peek(holder, name) is MISSING for name in self.members):
            yield self._violation("", "missing_one_of", f"should have one of: {', '.join(self.members)}")

    def schema(self) -> Fragment:
        """Express it with ``anyOf`` over ``required``."""
        return {"anyOf": [{"required": [name]} for name in self.members]}


@dataclass(frozen=True, slots=True)
class AtMostOneOf(Constraint):
    """These members exclude each other; the first one in this order is the one to keep."""

    members: tuple[str, ...]

    def violations(self, holder: Any) -> Iterator[Violation]:
        """Yield a violation for each member beyond the first one present."""
        present = [name for name in self.members if peek(holder, name) is not MISSING]
        for name in present[1:]:
            yield self._violation(name, "excluded", f"should not be set together with {present[0]}")

    def schema(self) -> Fragment:
        """Express it as: no two of them are there."""
        pairs = [
            {"not": {"required": [first, second]}}
            for index, first in enumerate(self.members)
            for second in self.members[index + 1 :]
        ]
        return {"allOf": pairs}


@dataclass(frozen=True, slots=True)
class NotWithModel(Constraint):
    """Where ``model`` is one of ``names``, ``member`` must be absent or null."""

    member: str
    names: tuple[str, ...]
    model: tuple[str, ...] = ("model",)

    def violations(self, holder: Any) -> Iterator[Violation]:
        """Yield a violation when the member has a value together with such a model."""
        value = peek(holder, self.member)
        if value is MISSING or value is None:
            return
        name = peek(holder, *self.model)
        if name in self.names:
            yield self._violation(self.member, "excluded", f"should not be used with the model {name}")

    def schema(self) -> Fragment:
        """Express it with ``if`` and ``then``."""
        condition: Fragment = {"enum": list(self.names)}
        for name in reversed(self.model):
            condition = {"type": "object", "properties": {name: condition}, "required": [name]}
        return {"if": condition, "then": {"properties": {self.member: {"type": "null"}}}}


@dataclass(frozen=True, slots=True)
class OnlyWithModel(Constraint):
    """``member`` is only for models in ``names``; with any other model of ``known`` it makes no sense."""

    member: str
    names: tuple[str, ...]
    known: type
    model: tuple[str, ...] = ("model",)

    def violations(self, holder: Any) -> Iterator[Violation]:
        """Yield a violation when the member has a value together with a listed model that does not support it."""
        name = peek(holder, *self.model)
        has_value = peek(holder, self.member) not in (MISSING, None)
        if has_value and name in list(self.known) and name not in self.names:  # type: ignore[call-overload]
            yield self._violation(self.member, "excluded", f"is only for {', '.join(self.names)}, not for {name}")


@dataclass(frozen=True, slots=True)
class OnlyWithType(Constraint):
    """``member`` belongs to one ``type`` of its object; with any other type it must be absent."""

    member: str
    type: str
    model: tuple[str, ...] = ("type",)

    def violations(self, holder: Any) -> Iterator[Violation]:
        """Yield a violation when the member is there, even as null, together with another type."""
        if peek(holder, self.member) is not MISSING and peek(holder, "type") not in (MISSING, self.type):
            yield self._violation(self.member, "excluded", f"belongs to {self.type} only")

    def schema(self) -> Fragment:
        """Express it with ``if`` and ``then``."""
        other = {"properties": {"type": {"not": {"const": self.type}}}, "required": ["type"]}
        return {"if": other, "then": {"not": {"required": [self.member]}}}


@dataclass(frozen=True, slots=True)
class NotEmpty(Constraint):
    """An object without any member says nothing and should not be written."""

    members: tuple[str, ...]

    def violations(self, holder: Any) -> Iterator[Violation]:
        """Yield a violation when the object is empty."""
        if all(peek(holder, name) is MISSING for name in self.members):
            yield self._violation("", "empty", "should not be empty")


@dataclass(frozen=True, slots=True)
class NotInside(Constraint):
    """Some members of a nested object have no meaning in this place."""

    member: str
    names: tuple[str, ...]

    def violations(self, holder: Any) -> Iterator[Violation]:
        """Yield a violation for each member that has no meaning here."""
        for name in self.names:
            if peek(holder, self.member, name) is not MISSING:
                path = (self.member, name)
                yield Violation(path, "excluded", "has no meaning here", self.rule, self.level)


@dataclass(frozen=True, slots=True)
class MisplacedMember:
    """A member that belongs elsewhere, and why it is wrong here rather than merely unknown."""

    names: tuple[str, ...]
    rule: str
    level: Level
    message: str

    def violation(self, name: str) -> Violation:
        """Return what is wrong with a member of this name."""
        return Violation((name,), "unknown_member", self.message, self.rule, self.level)


def unknown_member(owner: str, name: str) -> Violation:
    """Return what is wrong with a member that the type ``owner`` does not have, wherever else it may belong."""
    return Violation((name,), "unknown_member", f"is not a member of {owner}", "U7")
