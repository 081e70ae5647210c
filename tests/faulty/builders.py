"""Clients whose constructors or setters are wrong, while what they parse they write again as it was.

A round trip through them finds nothing. Each has a correct parser and is caught by ``write`` alone.
"""

from typing import Any

from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import ObjectShape
from tests.faulty.changes import changing, objects, one_type, without
from tests.faulty.wrong import Wrong


def _renaming(name: str, wrong_name: str) -> Any:
    return lambda value: {wrong_name if key == name else key: item for key, item in value.items()}


def _filled_in(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    return {"idle_timeout_ms": None, **value} if "idle_timeout_ms" in shape.members else value


BUILDERS = (
    Wrong(
        "builds-under-a-wrong-name",
        "has a setter that writes its member under a wrong name",
        ("V4",),
        FindingKind.MEMBER_RENAMED,
        ("must.server-vad.silence-duration-ms.value-is-kept", "member-renamed /silence_duration_ms"),
        build=changing(one_type("ServerVad", _renaming("silence_duration_ms", "silence_ms"))),
        places=r"/silence_(duration_)?ms$",
    ),
    Wrong(
        "builds-without-a-member",
        "has a constructor that forgets one of its arguments",
        ("V4",),
        FindingKind.MEMBER_DROPPED,
        ("must.server-vad.prefix-padding-ms.value-is-kept", "member-dropped /prefix_padding_ms"),
        build=changing(one_type("ServerVad", lambda value: without(value, "prefix_padding_ms"))),
        places=r"/prefix_padding_ms$",
    ),
    Wrong(
        "builds-into-another-member",
        "has a setter that sets its neighbour",
        ("X5",),
        FindingKind.MEMBER_RENAMED,
        ("must.audio-transcription.language.value-is-kept", "member-renamed /language"),
        build=changing(one_type("AudioTranscription", _renaming("language", "prompt"))),
        also=frozenset({FindingKind.MEMBER_DROPPED}),
        places=r"/(language|prompt)$",
    ),
    Wrong(
        "builds-with-a-null",
        "has a constructor that sets what nobody gave to null",
        ("N1",),
        FindingKind.NULL_INVENTED,
        ("must.server-vad.idle-timeout-ms.absent-stays-absent", "null-invented /idle_timeout_ms"),
        build=changing(objects(_filled_in)),
        places=r"/idle_timeout_ms$",
    ),
)
"""The table; see :class:`Wrong` for the columns."""
