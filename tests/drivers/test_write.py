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


def write(row: Row, wire_type: str, payload: object) -> dict[str, object]:
    """The driver's answer to a write."""
    question = {"id": 1, "cmd": "write", "type": wire_type, "wire": json.dumps(payload)}
    run = subprocess.run(
        row.spec.removeprefix("cmd:").split(),
        input=json.dumps(question) + "\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        timeout=60,
    )
    answer: dict[str, object] = json.loads(run.stdout)
    return answer


@pytest.mark.parametrize("row", TYPED, ids=[row.name for row in TYPED])
def test_a_typed_driver_builds_and_names_the_member_without_a_word(row: Row, needed: Needed) -> None:
    needed(row)
    detector = {"type": "semantic_vad", "eagerness": "low", "create_response": False}

    assert json.loads(str(write(row, "TurnDetection", detector)["wire"])) == detector
    unsupported = write(row, "TurnDetection", detector | {"brand_new": 1})["unsupported"]
    assert 'member named "brand_new"' in str(unsupported)


@pytest.mark.parametrize("row", TYPED, ids=[row.name for row in TYPED])
@pytest.mark.parametrize("item", ITEMS)
def test_a_typed_driver_builds_an_item_by_its_type_and_its_role(
    row: Row, item: dict[str, object], needed: Needed
) -> None:
    needed(row)
    event = {"type": "conversation.item.create", "item": item}

    written = json.loads(str(write(row, "ConversationItemCreateEvent", event)["wire"]))

    assert {"type": written["type"], "item": without_nulls(written["item"])} == event


def without_nulls(item: dict[str, object]) -> dict[str, object]:
    """async-openai writes the members of a system message that are not set as null."""
    return {name: value for name, value in item.items() if value is not None}
