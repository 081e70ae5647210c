"""What type checkers know of strategies, fixtures, scenarios and clients in a user's file."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from docgen.strategy_stub import STUB, stub_text

ROOT = Path(__file__).parents[2]
USER_FILE = """
from typing import Any, assert_type

import pytest_realtime
from hypothesis import given
from hypothesis.strategies import SearchStrategy
from pytest_realtime import strategies
from pytest_realtime.clients import InProcessClient, models_client
from pytest_realtime.fixture_types import Case, CheckedServer, Client, Factory, Servers
from pytest_realtime.judge import FindingKind
from pytest_realtime.server.api import Scenario, Turn
from pytest_realtime.server.records import Connection
from pytest_realtime.wire import SemanticVad, SemanticVadEagerness, ServerVad, SessionUpdateEvent

assert_type(strategies.server_vads(), SearchStrategy[dict[str, Any]])
assert_type(strategies.server_vads(format="text", required_only=True), SearchStrategy[str])
assert_type(strategies.server_vads(format="model"), SearchStrategy[ServerVad])
assert_type(strategies.turn_detections(format="model"), SearchStrategy[ServerVad | SemanticVad])
assert_type(strategies.semantic_vad_eagernesses(), SearchStrategy[str])
assert_type(strategies.semantic_vad_eagernesses(format="model"), SearchStrategy[SemanticVadEagerness])
assert_type(strategies.voices(overrides={"id": "voice_1"}), SearchStrategy[str | dict[str, Any]])

@given(strategies.server_vads(format="model"))
def test(vad: ServerVad) -> None:
    assert_type(vad.type, str)  # error: Expression is of type "Literal['server_vad']"

def test_fixtures(
    realtime_server: CheckedServer,
    realtime_server_factory: Servers,
    session_update_event: Factory[SessionUpdateEvent],
    realtime_case: Case,
    realtime_client: Client,
) -> None:
    assert_type(realtime_server.wait_for_connection(), Connection)
    assert_type(realtime_server_factory(Scenario(created="late")), CheckedServer)
    assert_type(session_update_event(session={}), SessionUpdateEvent)
    assert_type(session_update_event.maximal().type, str)  # error: Expression is of type
    assert_type(realtime_case.text, str)
    assert_type(realtime_client.card.name, str)
    realtime_server.wait_for_conection()  # error: "CheckedServer" has no attribute

assert_type(Scenario(turns=(Turn("Hello."), Turn.unfinished("One"))), Scenario)
assert_type(models_client("mine", {"ServerVad": dict[str, Any]}), InProcessClient)
assert_type([found.kind for found in pytest_realtime.validate({})], list[FindingKind])
Scenario(turn=())  # error: Unexpected keyword argument "turn"
models_client("mine", {}, loads=None)  # error: Unexpected keyword argument "loads"
pytest_realtime.validate({}, fail_level="shuold")  # error: Argument "fail_level"

strategies.server_vads(format="xml")  # error: No overload variant
strategies.server_vads(form="json")  # error: Unexpected keyword argument "form"
"""


def test_the_stub_is_current() -> None:
    assert STUB.read_text(encoding="utf-8") == stub_text()


def test_a_user_s_file_is_checked_against_what_the_package_declares(tmp_path: Path) -> None:
    file = tmp_path / "user_file.py"
    file.write_text(USER_FILE, encoding="utf-8")
    # In the repository, with its settings and cache: a cold cache takes a minute.
    command = [sys.executable, "-m", "mypy", "--strict", "--hide-error-context", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    errors = dict(
        line.split("user_file.py:")[1].split(": error: ", 1)
        for line in done.stdout.splitlines()
        if ": error: " in line
    )
    assert sorted(map(int, errors)) == sorted(expected_errors()), done.stdout + done.stderr
    for number, message in expected_errors().items():
        assert message in errors[str(number)]


@pytest.mark.skipif(not find_spec("pyright"), reason="pyright is not installed: pip install pyright, and Node.js")
def test_pyright_finds_the_same_lines(tmp_path: Path) -> None:
    file = tmp_path / "user_file.py"
    file.write_text(USER_FILE, encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, str(file)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)["generalDiagnostics"]
    lines = {each["range"]["start"]["line"] + 1 for each in found if each["severity"] == "error"}
    assert sorted(lines) == sorted(expected_errors()), done.stdout


def expected_errors() -> dict[int, str]:
    """What is said of a line, by its number."""
    lines = enumerate(USER_FILE.split("\n"), 1)
    return {number: line.split("# error: ")[1] for number, line in lines if "# error: " in line}
