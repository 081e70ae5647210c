"""The drivers of typed clients build what they write, member by member."""

import json
import subprocess
from collections.abc import Callable

import pytest

from drivers.compatibility.rows import ROOT, Row, rows

TYPED = [row for row in rows() if row.name in {"openai-go", "openai-java", "async-openai", "openai-protocol"}]
Needed = Callable[[Row], None]
pytestmark = pytest.mark.long


def write(row: Row, payload: object) -> dict[str, object]:
    """The driver's answer to a write of a detector."""
    question = {"id": 1, "cmd": "write", "type": "TurnDetection", "wire": json.dumps(payload)}
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

    assert json.loads(str(write(row, detector)["wire"])) == detector
    assert 'member named "brand_new"' in str(write(row, detector | {"brand_new": 1})["unsupported"])
