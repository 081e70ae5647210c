"""The Hypothesis strategy for payloads that are wrong in exactly one way."""

import difflib
from collections.abc import Collection
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.payloads.generation.strategy import payloads
from pytest_realtime.payloads.mutations.enumerate import KINDS, InvalidPayload, invalid_payload_of, mutations_of
from pytest_realtime.payloads.mutations.model import Mutation
from pytest_realtime.wire import UnknownWireType
from pytest_realtime.wire.registry import name_of


def invalid_payloads(wire_type: Any, *, kinds: Collection[str] | None = None) -> st.SearchStrategy[InvalidPayload]:
    """Generate invalid_payloads of a wire type, given by name, class or alias: payloads with exactly one thing wrong.

    A valid payload is drawn and then broken, in any place inside it and in any way, or only in the ways that
    ``kinds`` names; ``KINDS`` of :mod:`pytest_realtime.payloads.mutations.enumerate` explains each. A
    :class:`~pytest_realtime.payloads.mutations.enumerate.InvalidPayload` has ``payload`` and ``text``, the ``pointer`` of what is
    wrong, its ``kind``, ``rule`` and ``description``, and the ``repaired`` payload. They shrink to the
    smallest payload that can be wrong in this way.

    Raises :class:`hypothesis.errors.InvalidArgument` for an unknown type or kind, and for a kind that the
    type can't have.
    """
    try:
        name = name_of(wire_type)
    except UnknownWireType as error:
        raise InvalidArgument(str(error)) from None
    chosen = _by_kind(name) if kinds is None else {kind: _of_kind(name, kind) for kind in _checked(kinds)}
    # Kinds first: most breaks are wrong types, and the rare kinds are as interesting.
    one = st.sampled_from(list(chosen)).flatmap(lambda kind: st.sampled_from(chosen[kind]))
    return st.builds(_broken, st.just(name), one, payloads(name))


@cache
def _by_kind(name: str) -> dict[str, list[Mutation]]:
    found: dict[str, list[Mutation]] = {}
    for each in mutations_of(name):
        found.setdefault(each.kind, []).append(each)
    return {kind: found[kind] for kind in KINDS if kind in found}


def _checked(kinds: Collection[str]) -> list[str]:
    if isinstance(kinds, str) or not kinds:
        raise InvalidArgument(f"kinds={kinds!r}: give a list of one or more of: {', '.join(KINDS)}")
    return list(kinds)


def _of_kind(name: str, kind: str) -> list[Mutation]:
    if kind not in list(KINDS):
        near = difflib.get_close_matches(str(kind), KINDS, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise InvalidArgument(f"kinds: {kind!r} is no kind of fault{hint}; allowed: {', '.join(KINDS)}")
    own = _by_kind(name)
    if kind not in own:
        raise InvalidArgument(f"kinds: {name} can't have a fault of kind {kind!r}; it can have: {', '.join(own)}")
    return own[kind]


def _broken(name: str, found: Mutation, drawn: Any) -> InvalidPayload:
    """The fault in a drawn payload, or in the smallest one where the drawn one does not go with it."""
    fault = invalid_payload_of(name, found, _merged(drawn, found.base))
    return fault if _is_the_only_one(fault, found) else invalid_payload_of(name, found, found.base)


def _merged(drawn: Any, base: Any) -> Any:
    """``drawn``, with everything that is in ``base``."""
    if not (isinstance(drawn, dict) and isinstance(base, dict) and drawn.get("type") == base.get("type")):
        return base
    return drawn | {key: _merged(drawn[key], base[key]) if key in drawn else base[key] for key in base}


def _is_the_only_one(fault: InvalidPayload, found: Mutation) -> bool:
    """Rules between members can make the merged payload invalid, or leave it valid when it is broken."""
    if _places_of_errors(fault.wire_type, fault.repaired):
        return False
    if found.spell is not None:
        return True
    places = _places_of_errors(fault.wire_type, fault.payload)
    return len(places) == 1 and f"{places[0]}/".startswith(f"{fault.pointer}/")


def _places_of_errors(name: str, payload: Any) -> list[str]:
    try:
        wire.validate(name, payload, direction="write")
    except ValidationError as error:
        return ["".join(f"/{step}" for step in line["loc"]) for line in error.errors()]
    return []
