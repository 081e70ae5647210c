"""What a ``session.update`` makes of a session: which members are merged, and which are replaced.

The API says that only the fields that are present are updated, that ``""`` and ``[]`` clear, and that null turns a
switch off (N1, N4). How deep "field" reaches follows from the shapes:

- A *container* is merged member by member; otherwise an update of the voice would reset all of the microphone's
  settings. Containers are the session itself and every object in it that only groups settings: ``audio``,
  ``audio.input``, ``audio.output``, ``reasoning``. Their shapes identify them: objects that are not a variant of
  any union and that cannot be null.
- A *union* is replaced: members of one variant have no place in another, such as an eagerness under ``server_vad``
  (X2). These are turn_detection, format, voice, tracing, truncation, tool_choice and max_output_tokens.
- A *switch* is replaced: an object that null turns off is one value, on as described or off. These are
  transcription and prompt. Nothing published says what a partial transcription does, so this is this project's
  decision. It is the one that can lead to a valid result: which settings a transcription model supports depends on
  the model (X4, X5), and a version belongs to the id of its prompt. The switch noise_reduction is merged all the
  same: the official packages say that an update which leaves out its strength keeps it (S12).
- Everything else (lists, maps, strings, numbers, unknown members) is replaced.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pytest_realtime.wire.json.tree import fresh
from pytest_realtime.wire.registry import get_wire_type, name_of, wire_types
from pytest_realtime.wire.shapes import Member, ObjectShape, Shape, shape_of, walk


def merge(
    session: Mapping[str, Any], update: Mapping[str, Any], *, wire_type: Any = "RealtimeSessionCreateRequest"
) -> dict[str, Any]:
    """Return the session after a ``session.update``: absent keeps, null turns off, a value sets (N1).

    Nothing is filled in (N7): an empty object of the update that the session lacks is there and empty afterwards.

    Args:
        session: JSON-ready objects, neither validated nor changed
        update: JSON-ready objects, neither validated nor changed
        wire_type: the type of the update, as name or class: ``"RealtimeTranscriptionSessionCreateRequest"``, or
            for a translation connection ``"RealtimeTranslationSessionUpdateRequest"`` (U5)

    Returns:
        A new object that shares nothing with the arguments.

    Raises:
        pytest_realtime.wire.UnknownWireType: for an unknown wire type
        ValueError: for a wire type that is not an object type
    """
    return {name: fresh(value) for name, value in overlay(session, update, wire_type=wire_type).items()}


def overlay(
    session: Mapping[str, Any], update: Mapping[str, Any], *, wire_type: Any = "RealtimeSessionCreateRequest"
) -> dict[str, Any]:
    """Do the same as :func:`merge` for callers that change nothing: the result shares parts with the arguments."""
    return _merged(session_shape(wire_type), session, update)


def session_shape(wire_type: Any) -> ObjectShape:
    """Return the shape of the object type that ``wire_type`` names; raises as :func:`merge` does."""
    name = name_of(wire_type)
    shape = shape_of(get_wire_type(name).python)
    if not isinstance(shape, ObjectShape):
        raise ValueError(
            f"{name} is not an object type, so nothing can be merged into it; pass the type of the session"
        )
    return shape


def is_container(shape: Shape) -> bool:
    """Return whether a shape only groups settings, so that an update is merged into it rather than replaces it."""
    return isinstance(shape, ObjectShape) and shape.name not in _switches()


def _is_merged(shape: ObjectShape) -> bool:
    return is_container(shape) or shape.python.merged


@dataclass(frozen=True)
class Setting:
    """A member that an update replaces, and where it is."""

    holders: tuple[ObjectShape, ...]
    """The containers around it, from the session inwards."""
    path: tuple[str, ...]
    """The names of the members that lead to it, its own last."""
    member: Member


def settings_of(wire_type: Any) -> tuple[Setting, ...]:
    """Return all settings of a session type, in the order of its members."""
    return tuple(_settings((session_shape(wire_type),), ()))


def _merged(shape: ObjectShape, session: Mapping[str, Any], update: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(session)
    for name, value in update.items():
        member = shape.members.get(name)
        part = member.shape if member else None
        if isinstance(part, ObjectShape) and _is_merged(part) and isinstance(value, Mapping):
            # Anything but an object, such as a container that a server sent as null, has nothing to keep.
            kept = session.get(name)
            merged[name] = _merged(part, kept if isinstance(kept, Mapping) else {}, value)
        else:
            merged[name] = value
    return merged


def _settings(holders: tuple[ObjectShape, ...], path: tuple[str, ...]) -> Iterator[Setting]:
    for name, member in holders[-1].members.items():
        here = (*path, name)
        if isinstance(member.shape, ObjectShape) and is_container(member.shape):
            yield from _settings((*holders, member.shape), here)
        else:
            yield Setting(holders, here, member)


@cache
def _switches() -> frozenset[str]:
    """The names of object types that may be null, in any type.

    Responses and beta types do not declare null in every place, but a transcription is a switch everywhere.
    """
    objects = [
        shape for entry in wire_types() for shape in walk(shape_of(entry.python)) if isinstance(shape, ObjectShape)
    ]
    members = (member for shape in objects for member in shape.members.values() if member.nullable)
    return frozenset(member.shape.name for member in members if isinstance(member.shape, ObjectShape))
