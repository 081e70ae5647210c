"""The drivers of typed clients build what they write, member by member."""

import json
import subprocess
from collections.abc import Callable

import pytest

from drivers.compatibility.rows import ROOT, Row, rows

TYPED = [row for row in rows() if row.name in {"openai-go", "openai-java", "async-openai", "openai-protocol"}]
ITEMS = (
    {
        "type": "message",
        "object": "realtime.item",
        "role": "user",
        "content": [{"type": "input_text", "text": "Hi."}],
    },
    {
        "type": "message",
        "object": "realtime.item",
        "role": "assistant",
        "content": [{"type": "output_text", "text": "Hello."}],
    },
    {
        "type": "message",
        "object": "realtime.item",
        "role": "system",
        "content": [{"type": "input_text", "text": "Be brief."}],
    },
    {
        "type": "function_call_output",
        "object": "realtime.item",
        "call_id": "call_1",
        "output": "",
        "status": "completed",
    },
)
Needed = Callable[[Row], None]
pytestmark = pytest.mark.long


def written(row: Row, *asked: tuple[str, object]) -> list[dict[str, object]]:
    """The answers of one process of the driver to these writes."""
    questions = [
        {"id": number, "cmd": "write", "type": wire_type, "wire": json.dumps(payload)}
        for number, (wire_type, payload) in enumerate(asked, 1)
    ]
    run = subprocess.run(
        row.spec.removeprefix("cmd:").split(),
        input="".join(f"{json.dumps(question)}\n" for question in questions),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        timeout=60,
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.mark.parametrize("row", TYPED, ids=[row.name for row in TYPED])
def test_a_typed_driver_builds_and_names_the_member_without_a_word(row: Row, needed: Needed) -> None:
    needed(row)
    detector = {"type": "semantic_vad", "eagerness": "low", "create_response": False}

    known, newer = written(row, ("TurnDetection", detector), ("TurnDetection", detector | {"brand_new": 1}))
    assert json.loads(str(known["wire"])) == detector
    assert 'member named "brand_new"' in str(newer["unsupported"])


@pytest.mark.parametrize("row", TYPED, ids=[row.name for row in TYPED])
def test_a_typed_driver_builds_an_item_by_its_type_and_its_role(row: Row, needed: Needed) -> None:
    needed(row)
    events = [{"type": "conversation.item.create", "item": item} for item in ITEMS]

    answers = written(row, *(("ConversationItemCreateEvent", event) for event in events))
    wires = [json.loads(str(answer["wire"])) for answer in answers]
    assert [{"type": wire["type"], "item": without_nulls(wire["item"])} for wire in wires] == events


def without_nulls(item: dict[str, object]) -> dict[str, object]:
    """async-openai writes the members of a system message that are not set as null."""
    return {name: value for name, value in item.items() if value is not None}
