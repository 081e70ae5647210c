"""What a ``session.update`` makes of a session: which members are merged, and which are set whole.

The API says that only the fields that are present are updated, that ``""`` and ``[]`` clear, and that null
turns a switch off (N1, N4). How deep "field" reaches follows from the shapes:

- A *container* is merged member by member, or an update of one voice would reset all of the microphone's
  settings. Containers are the session itself and every object in it that only groups settings: ``audio``,
  ``audio.input``, ``audio.output``, ``reasoning``. The shapes tell them: structs that no union has as an variant
  and that null can't stand for.
- A *union* is set whole: members of one variant have no place in another, such as an eagerness under
  ``server_vad`` (X2). These are turn_detection, format, voice, tracing, truncation, tool_choice,
  max_output_tokens.
- A *switch* is set whole: an object that null turns off is one value, on as described or off. Hence
  transcription, noise_reduction and prompt. The facts don't tell what a partial transcription does, so this
  is a ruling; it is the one under which the result can be valid, since which settings a transcription model
  takes depends on the model (X4, X5), and a version belongs to the id of its prompt.
- All else (lists, maps, texts, numbers, members that nobody knows) is set whole.
"""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pytest_realtime.wire.registry import get_wire_type, name_of, wire_types
from pytest_realtime.wire.shapes import Member, ObjectShape, Shape, shape_of, walk


def merge(
    session: Mapping[str, Any], update: Mapping[str, Any], *, wire_type: Any = "RealtimeSessionCreateRequest"
) -> dict[str, Any]:
    """The session after a ``session.update``: absent keeps, null turns off, a value sets (N1).

    ``session`` and ``update`` are JSON-ready objects, neither of them judged here. ``wire_type`` is the type
    of the update, as name or class: ``"RealtimeTranscriptionSessionCreateRequest"``, or for a translation
    connection ``"RealtimeTranslationSessionUpdateRequest"`` (U5). Nothing is filled in (N7): an object that
    the update names empty, and the session lacks, is there and empty afterwards. The result shares nothing
    with the arguments, which stay as they are.

    Raises :class:`pytest_realtime.wire.UnknownWireType`, and :class:`ValueError` for a type that is no object.
    """
    return copy.deepcopy(overlay(session, update, wire_type=wire_type))


def overlay(
    session: Mapping[str, Any], update: Mapping[str, Any], *, wire_type: Any = "RealtimeSessionCreateRequest"
) -> dict[str, Any]:
    """:func:`merge` for those who never change what they hold: the result shares its parts with the arguments."""
    return _merged(session_shape(wire_type), session, update)


def session_shape(wire_type: Any) -> ObjectShape:
    """The shape of the object type that ``wire_type`` names; see :func:`merge` for what it raises."""
    name = name_of(wire_type)
    shape = shape_of(get_wire_type(name).python)
    if not isinstance(shape, ObjectShape):
        raise ValueError(f"{name} is no object type, so nothing can be merged into it; name the session's type")
    return shape


def is_container(shape: Shape) -> bool:
    """Whether an update of a member of this shape merges into what is there, rather than replacing it."""
    return isinstance(shape, ObjectShape) and shape.name not in _switches()


@dataclass(frozen=True)
class Setting:
    """A member that an update sets whole, and where it lies."""

    holders: tuple[ObjectShape, ...]
    """The containers around it, from the session inwards."""
    path: tuple[str, ...]
    """The names of the members that lead there, its own at the end."""
    member: Member


def settings_of(wire_type: Any) -> tuple[Setting, ...]:
    """All settings of a session type, in the order of its members."""
    return tuple(_settings((session_shape(wire_type),), ()))


def _merged(shape: ObjectShape, session: Mapping[str, Any], update: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(session)
    for name, value in update.items():
        member = shape.members.get(name)
        part = member.shape if member else None
        if isinstance(part, ObjectShape) and is_container(part) and isinstance(value, Mapping):
            # What is no object, such as a container that a server told as null, has nothing to keep.
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
    """The names of structs that null can stand for, in whichever type.

    The answers and the beta types don't declare null in every place, and a transcription is one everywhere.
    """
    structs = (
        shape for entry in wire_types() for shape in walk(shape_of(entry.python)) if isinstance(shape, ObjectShape)
    )
    members = (member for struct in structs for member in struct.members.values())
    return frozenset(
        member.shape.name for member in members if member.nullable and isinstance(member.shape, ObjectShape)
    )
