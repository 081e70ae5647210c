"""Clients that treat text that holds JSON as JSON: arguments and outputs are strings, whatever they hold."""

import json
from collections.abc import Callable
from typing import Any

from pytest_realtime.clients.in_process import Rejected
from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import ScalarShape
from tests.faulty.changes import Change, changing, checking, of_types, one_type
from tests.faulty.wrong import Wrong

CALL = "must.realtime-conversation-item-function-call.arguments"
DELTAS = ("ResponseFunctionCallArgumentsDeltaEvent", "ResponseMcpCallArgumentsDelta")


def _holding_json(change: Callable[[str], Any]) -> Change:
    """A change of strings that hold JSON."""
    return lambda shape, value: (
        change(value)
        if isinstance(shape, ScalarShape) and shape.contents == "json" and isinstance(value, str)
        else value
    )


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _compact(text: str) -> str:
    value = _parsed(text)
    return text if value == text else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _quoted_output(value: dict[str, Any]) -> dict[str, Any]:
    return {**value, "output": json.dumps(value["output"], ensure_ascii=False)}


def _refuse_pieces(value: dict[str, Any]) -> dict[str, Any]:
    if isinstance(value.get("delta"), str):
        _refuse_broken(value["delta"])
    return value


def _refuse_broken(text: str) -> str:
    try:
        json.loads(text)
    except ValueError as error:
        raise Rejected(f"the arguments are not JSON: {error}") from error
    return text


JSON_TEXTS = (
    Wrong(
        "parses-arguments",
        "writes the arguments and the output of a call as the JSON that they hold",
        ("I16", "I17", "I18", "I25"),
        FindingKind.TYPE_CHANGED,
        (f"{CALL}.value-is-kept", "type-changed /arguments"),
        write=changing(_holding_json(_parsed)),
        places=r"/(arguments|output)$",
    ),
    Wrong(
        "writes-arguments-anew",
        "parses arguments and outputs, and writes their JSON as it likes it",
        ("I16",),
        FindingKind.VALUE_CHANGED,
        (f"{CALL}.json-text-is-kept", "value-changed /arguments"),
        write=changing(_holding_json(_compact)),
        places=r"/(arguments|output)$",
    ),
    Wrong(
        "quotes-outputs",
        "writes the output of a function as a JSON string inside the string",
        ("I17",),
        FindingKind.VALUE_CHANGED,
        ("must.realtime-conversation-item-function-call-output.output.value-is-kept", "value-changed /output"),
        write=changing(one_type("RealtimeConversationItemFunctionCallOutput", _quoted_output)),
        places=r"/output$",
    ),
    Wrong(
        "parses-pieces-of-arguments",
        "parses each piece of a call's arguments, which is no JSON yet",
        ("E9",),
        FindingKind.READ_REJECTED,
        ("must.response-function-call-arguments-delta-event.delta.value-is-read", "read-rejected"),
        read=checking(of_types(lambda _, value: _refuse_pieces(value), *DELTAS), "read"),
    ),
    Wrong(
        "parses-the-arguments-of-new-items",
        "parses the arguments of an item that has only begun",
        ("I16",),
        FindingKind.READ_REJECTED,
        (f"{CALL}.seen-value-is-read", "read-rejected"),
        read=checking(
            one_type(
                "RealtimeConversationItemFunctionCall",
                lambda value: _refuse_broken(value.get("arguments", "{}")),
            ),
            "read",
        ),
        places=r"/arguments$",
    ),
    Wrong(
        "reads-arguments-as-objects",
        "exposes the arguments of a call as the JSON that they hold",
        ("I16", "I18"),
        FindingKind.TYPE_CHANGED,
        ("must.response-function-call-arguments-done-event.arguments.value-is-read", "type-changed /arguments"),
        read=changing(_holding_json(_parsed), "read"),
        places=r"/(arguments|output|delta)$",
    ),
)
"""The table; see :class:`Wrong` for the columns."""
