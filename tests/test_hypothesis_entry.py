"""Hypothesis knows the wire types, whoever is imported first, and pays nothing for it."""

import subprocess
import sys

import pytest

FROM_TYPE = """
from hypothesis import find, strategies as st
from pytest_realtime import wire
assert find(st.from_type(wire.TurnDetection), lambda _: True) == wire.ServerVad(type="server_vad")
assert find(st.from_type(wire.RealtimeModel), lambda _: True) == "gpt-realtime"
session = find(st.builds(wire.RealtimeSessionCreateRequest, instructions=st.just("x")), lambda _: True)
assert session.instructions == "x"
"""


def run(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("first", ["hypothesis", "pytest_realtime.wire"])
def test_from_type_and_builds_work(first: str) -> None:
    run(f"import {first}\n{FROM_TYPE}")


def test_importing_hypothesis_imports_no_models() -> None:
    run(
        "import sys, hypothesis\n"
        "assert not {'pydantic', 'pytest_realtime.wire', 'pytest_realtime.payloads'} & set(sys.modules)"
    )


def test_there_is_a_thorough_profile() -> None:
    run("from hypothesis import settings\nassert settings.get_profile('realtime-thorough').max_examples == 2000")
