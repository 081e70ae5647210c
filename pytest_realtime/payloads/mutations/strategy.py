"""The Hypothesis strategy for payloads with exactly one thing wrong."""

from collections.abc import Collection
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.did_you_mean import did_you_mean
from pytest_realtime.payloads.generation.strategy import known_name, payloads
from pytest_realtime.payloads.mutations.enumerate import KINDS, InvalidPayload, invalid_payload_of, mutations_of
from pytest_realtime.payloads.mutations.mutation import Mutation
from pytest_realtime.wire.json.pointer import pointer_of


def invalid_payloads(wire_type: Any, *, kinds: Collection[str] | None = None) -> st.SearchStrategy[InvalidPayload]:
    """Generate payloads with exactly one thing wrong: a valid payload and a mutation of it.

    Failures shrink to the smallest payload that can be wrong in this way.

    Args:
        wire_type: The type's name, class or alias.
        kinds: What may be wrong, of ``KINDS``; by default any of them, each as often.

    Returns:
        A strategy for :class:`~pytest_realtime.payloads.mutations.enumerate.InvalidPayload`, which has ``payload``
        and ``text``, the ``pointer`` of what is wrong, its ``kind``, ``rule`` and ``description``, and the
        ``repaired`` payload.

    Raises:
        InvalidArgument: If the type or a kind is unknown, or the type has no invalid payloads of a kind.
    """
    name = known_name(wire_type)
    chosen = _by_kind(name)
    if kinds is not None:
        if isinstance(kinds, str) or not kinds:
            raise InvalidArgument(
                f"kinds={kinds!r} is not valid; give a list of one or more of: {', '.join(KINDS)}"
            )
        chosen = {kind: _of_kind(name, kind) for kind in kinds}
    # The kind first: most mutations are wrong types, and the rare kinds are as interesting.
    one = st.sampled_from(list(chosen)).flatmap(lambda kind: st.sampled_from(chosen[kind]))
    return st.builds(_mutated, st.just(name), one, payloads(name))


@cache
def _by_kind(name: str) -> dict[str, list[Mutation]]:
    found: dict[str, list[Mutation]] = {}
    for mutation in mutations_of(name):
        found.setdefault(mutation.kind, []).append(mutation)
    return {kind: found[kind] for kind in KINDS if kind in found}


def _of_kind(name: str, kind: str) -> list[Mutation]:
    if kind not in list(KINDS):
        hint = did_you_mean(kind, KINDS)
        raise InvalidArgument(
            f"kinds: {kind!r} is not a kind of invalid payload{hint}; allowed: {', '.join(KINDS)}"
        )
    own = _by_kind(name)
    if kind not in own:
        raise InvalidArgument(f"kinds: {name} has no invalid payloads of kind {kind!r}; it has: {', '.join(own)}")
    return own[kind]


def _mutated(name: str, mutation: Mutation, generated: Any) -> InvalidPayload:
    """Mutate the generated payload, or the smallest one where the generated one does not go with the mutation."""
    invalid = invalid_payload_of(name, mutation, _merged(generated, mutation.base))
    return invalid if _has_one_violation(invalid, mutation) else invalid_payload_of(name, mutation, mutation.base)


def _merged(generated: Any, base: Any) -> Any:
    """``generated``, with everything that is in ``base``."""
    are_objects = isinstance(generated, dict) and isinstance(base, dict)
    if not are_objects or generated.get("type") != base.get("type"):
        return base
    return generated | {
        key: _merged(generated[key], value) if key in generated else value for key, value in base.items()
    }


def _has_one_violation(invalid: InvalidPayload, mutation: Mutation) -> bool:
    """Constraints between members can make the merged payload invalid, or leave it valid after the mutation."""
    if _error_places(invalid.wire_type, invalid.repaired):
        return False
    if mutation.spell is not None:
        return True
    places = _error_places(invalid.wire_type, invalid.payload)
    return len(places) == 1 and f"{places[0]}/".startswith(f"{invalid.pointer}/")


def _error_places(name: str, payload: Any) -> list[str]:
    try:
        wire.validate(name, payload, direction="write")
    except ValidationError as error:
        return [pointer_of(line["loc"]) for line in error.errors()]
    return []
