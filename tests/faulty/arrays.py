"""Clients that change arrays: their items, their order, or their type."""

from typing import Any

from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import ArrayShape, Shape, UnionShape
from tests.faulty.changes import changing, json_text, lists
from tests.faulty.wrong import Wrong

KEYWORDS = "must.audio-transcription.keywords.order-is-kept"


def _sorted(shape: ArrayShape, value: list[Any]) -> list[Any]:
    return sorted(value, key=json_text)


def _unique(shape: ArrayShape, value: list[Any]) -> list[Any]:
    return list({json_text(item): item for item in value}.values())


def _only_item(shape: Shape, value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


ARRAYS = (
    Wrong(
        "sorts",
        "writes lists in alphabetical order",
        ("U3",),
        FindingKind.ORDER_CHANGED,
        (KEYWORDS, "order-changed /keywords"),
        write=changing(lists(_sorted)),
    ),
    Wrong(
        "reverses-tools",
        "writes the last tool first",
        ("U3",),
        FindingKind.ORDER_CHANGED,
        ("must.realtime-session-create-request.tools.order-is-kept", "order-changed /tools"),
        write=changing(lists(lambda shape, value: value[::-1] if isinstance(shape.item, UnionShape) else value)),
    ),
    Wrong(
        "reverses-texts",
        "writes the last string first",
        ("U3",),
        FindingKind.ORDER_CHANGED,
        (KEYWORDS, "order-changed /keywords"),
        write=changing(lists(lambda shape, value: value if isinstance(shape.item, UnionShape) else value[::-1])),
    ),
    Wrong(
        "deduplicates",
        "treats lists as sets",
        ("U3",),
        FindingKind.ITEM_DROPPED,
        (KEYWORDS, "item-dropped /keywords/3"),
        write=changing(lists(_unique)),
    ),
    Wrong(
        "drops-the-last-item",
        "is off by one at the end of lists",
        ("X1", "V2"),
        FindingKind.ITEM_DROPPED,
        (
            "must.realtime-session-create-request.output-modalities.value-is-kept",
            "item-dropped /output_modalities/0",
        ),
        write=changing(lists(lambda _, value: value[:-1])),
    ),
    Wrong(
        "repeats-the-last-item",
        "writes the last item of a list twice",
        ("X1", "U3"),
        FindingKind.ITEM_INVENTED,
        (
            "must.realtime-session-create-request.output-modalities.value-is-kept",
            "item-invented /output_modalities/1",
        ),
        write=changing(lists(lambda _, value: [*value, *value[-1:]])),
    ),
    Wrong(
        "unwraps-single-items",
        "writes a list of one item as the item",
        ("U3", "X1"),
        FindingKind.TYPE_CHANGED,
        ("must.realtime-session-create-request.output-modalities.value-is-kept", "type-changed /output_modalities"),
        write=changing(_only_item),
    ),
)
"""The table; see :class:`Wrong` for the columns."""
