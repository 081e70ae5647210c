"""A new event takes one class and one row: contracts, unions, strategies and the local server follow."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import pytest_realtime
from pytest_realtime.suite import contracts_folder

PACKAGE = Path(pytest_realtime.__file__).parent

CLASS = '''

@wire_type("RealtimeClientEventResponsePause", travels="write")
class ResponsePauseEvent(ClientEvent):
    """``response.pause``: does not exist."""

    type: Literal["response.pause"] = member(rules="E1", default=...)
    pause_ms: Position = member(500, rules="E6", default=...)
'''
ROW = '    "response.pause": "ResponsePauseEvent",\n'

ASK = """
import json
from hypothesis import find
from pytest_realtime import strategies, wire
from pytest_realtime.endpoints import CONVERSATION
from pytest_realtime.payloads.factories import Factory
from pytest_realtime.suite.manifest import contracts

event = {"type": "response.pause", "event_id": "ev_1", "pause_ms": 20}
print(json.dumps({
    "contracts": [id_ for id_ in contracts() if "response-pause-event" in id_],
    "in the union": wire.dump("RealtimeClientEvent", wire.validate("RealtimeClientEvent", event)) == event,
    "on connections": CONVERSATION.client_events["response.pause"],
    "drawn": find(strategies.response_pause_events(), lambda payload: True)["type"],
    "made": wire.dump("ResponsePauseEvent", Factory("ResponsePauseEvent").minimal()),
}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a copy of the package with one more event says of it."""
    folder = tmp_path_factory.mktemp("copy")
    copy = folder / "pytest_realtime"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    if contracts_folder() != PACKAGE / "contracts":
        shutil.copytree(contracts_folder(), folder / "contracts", ignore=shutil.ignore_patterns("__pycache__"))
    declarations = copy / "wire" / "types" / "client_events.py"
    declarations.write_text(declarations.read_text(encoding="utf-8") + CLASS, encoding="utf-8")
    table = copy / "event_table.py"
    text = table.read_text(encoding="utf-8")
    before = '    "response.create": "ResponseCreateEvent",\n'
    assert text.count(before) == 1
    table.write_text(text.replace(before, before + ROW), encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", ASK], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_new_event_has_contracts(told: Any) -> None:
    assert {
        "must.response-pause-event.minimal-form-is-kept",
        "must.response-pause-event.pause-ms.bounds-are-kept",
        "must.response-pause-event.generated-payloads-are-kept",
        "may.response-pause-event.missing-member.is-refused",
    } <= set(told["contracts"])


def test_a_new_event_is_known_everywhere(told: Any) -> None:
    assert told["in the union"]
    assert told["on connections"] == "ResponsePauseEvent"
    assert told["drawn"] == "response.pause"
    assert told["made"] == {"type": "response.pause", "pause_ms": 500}
