"""What type checkers know of the strategies, as the generated stub says it."""

import subprocess
import sys
from pathlib import Path

from docgen.strategy_stub import STUB, stub_text

ROOT = Path(__file__).parents[2]
USER_FILE = """
from typing import Any, assert_type

from hypothesis import given
from hypothesis.strategies import SearchStrategy
from pytest_realtime import strategies
from pytest_realtime.wire import SemanticVad, SemanticVadEagerness, ServerVad

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

strategies.server_vads(format="xml")  # error: No overload variant
strategies.server_vads(form="json")  # error: Unexpected keyword argument "form"
"""


def test_the_stub_is_current() -> None:
    assert STUB.read_text(encoding="utf-8") == stub_text()


def test_a_user_s_file_is_checked_against_what_strategies_draw(tmp_path: Path) -> None:
    file = tmp_path / "user_file.py"
    file.write_text(USER_FILE, encoding="utf-8")
    # In the repository, with its settings and cache: a cold cache takes a minute.
    command = [sys.executable, "-m", "mypy", "--strict", "--hide-error-context", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = USER_FILE.split("\n")
    expected = {number: line.split("# error: ")[1] for number, line in enumerate(lines, 1) if "# error: " in line}
    errors = dict(
        line.split("user_file.py:")[1].split(": error: ")
        for line in done.stdout.splitlines()
        if ": error: " in line
    )
    assert sorted(map(int, errors)) == sorted(expected), done.stdout + done.stderr
    for number, message in expected.items():
        assert message in errors[str(number)]
