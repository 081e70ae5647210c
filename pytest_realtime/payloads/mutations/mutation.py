"""A mutation of a valid value: what is changed where, and how the JSON text then reads."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.json.pointer import pointer_of
from pytest_realtime.wire.json.tree import Path, at, changed

Spell = Callable[[str], str]
"""Turns the right JSON text of a value into the wrong one."""

_MARK = "\ue000here\ue000"
"""Marks the value in a text that is to be spelled wrongly. It has a private character, which no payload has."""


@dataclass(frozen=True)
class Mutation:
    """One thing to do to a valid value, after which it is invalid for this and no other reason."""

    base: Any
    """The smallest valid value in which this can happen; never changed."""
    path: Path
    """The place inside ``base`` that is wrong afterwards."""
    value: Any
    """What is put there, or ``REMOVED``."""
    kind: str
    """What is wrong, one of ``KINDS`` in :mod:`pytest_realtime.payloads.mutations.enumerate`."""
    rule: str
    """The rule that it breaks, such as ``V2``; empty where it is only another JSON type."""
    description: str
    edited: Path | None = None
    """Where ``value`` is put, if that is below the place that is wrong afterwards."""
    spell: Spell | None = None
    """For what is wrong only in the text: how the right value at ``path`` is spelled."""

    @property
    def pointer(self) -> str:
        """The place as a JSON pointer."""
        return pointer_of(self.path)

    def payload(self, valid: Any) -> Any:
        """An invalid copy of ``valid``, which has the places of ``base``."""
        return changed(valid, self.path if self.edited is None else self.edited, self.value)

    def text(self, valid: Any) -> str:
        """The invalid value as JSON text, or as what is not quite JSON."""
        if self.spell is None:
            return canonical(self.payload(valid))
        right = canonical(at(valid, self.path))
        return canonical(changed(valid, self.path, _MARK)).replace(f'"{_MARK}"', self.spell(right))


def deeper(mutations: Iterable[Mutation], steps: Path, wrap: Callable[[Any], Any]) -> Iterator[Mutation]:
    """The same mutations of a value that holds theirs at ``steps``; ``wrap`` makes it."""
    inner = outer = None
    for mutation in mutations:
        # Mutations of one base follow each other, and go on sharing it.
        if inner is None or mutation.base is not inner[0]:
            inner, outer = (mutation.base,), wrap(mutation.base)
        edited = None if mutation.edited is None else (*steps, *mutation.edited)
        yield replace(mutation, base=outer, path=(*steps, *mutation.path), edited=edited)
