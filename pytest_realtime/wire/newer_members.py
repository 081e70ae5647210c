"""The members that a user has declared as known, because the API is ahead of this package, by their type."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

_NEWER: dict[str, frozenset[str]] = {}
"""For the whole process: a local server validates in a thread of its own."""


def newer_members() -> Mapping[str, frozenset[str]]:
    """Return the names of the members that are known now, by the name of their type."""
    return MappingProxyType(_NEWER)


def is_newer(owner: str, name: str) -> bool:
    """Return whether the user knows an undeclared member of the type ``owner``."""
    return name in _NEWER.get(owner, ())


@contextmanager
def added(members: Iterable[tuple[str, str]]) -> Iterator[None]:
    """Know these members, each a type and a name, until the end of the block."""
    before = dict(_NEWER)
    for owner, name in members:
        _NEWER[owner] = _NEWER.get(owner, frozenset()) | {name}
    try:
        yield
    finally:
        _NEWER.clear()
        _NEWER.update(before)
